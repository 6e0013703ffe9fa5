"""The page that lists the catalogue claim by claim names every shipped question, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from forecasts import FOLDER

DOCS = Path(__file__).parents[2] / "docs"
CATALOGUE = FOLDER / "two-scenarios-2028"
IDS = {path.stem for path in CATALOGUE.glob("*.toml")} - {"publications", "scenarios"}


def named(page: str) -> set[str]:
    return set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", (DOCS / page).read_text(encoding="utf-8")))


def test_every_shipped_question_stands_beside_its_claim() -> None:
    assert IDS - named("catalogue.md") == set()


def test_no_page_names_a_question_that_is_not_shipped() -> None:
    assert named("catalogue.md") - IDS == set()
    assert named("not-resolvable.md") - IDS == set()
