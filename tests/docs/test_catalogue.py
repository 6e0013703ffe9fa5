"""The page that lists the catalogue claim by claim names every shipped question, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from forecasts import FOLDER

DOCS = Path(__file__).parents[2] / "docs"
CATALOGUE = FOLDER / "two-scenarios-2028"
IDS = {path.stem for path in CATALOGUE.glob("*.toml")} - {"publications", "scenarios"}
MONTHLY = {path.stem for path in CATALOGUE.glob("series/*.toml")}


def named(page: str) -> set[str]:
    return set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", (DOCS / page).read_text(encoding="utf-8")))


def test_every_shipped_question_stands_beside_its_claim() -> None:
    assert IDS - named("catalogue.md") == set()


def test_every_series_is_named_by_its_first_and_last_month() -> None:
    series: dict[str, list[str]] = {}
    for name in sorted(MONTHLY):
        series.setdefault(name[: -len("-2026-12")], []).append(name)
    ends = {each for months in series.values() for each in (months[0], months[-1])}
    assert ends - named("catalogue.md") == set()


def test_no_page_names_a_question_that_is_not_shipped() -> None:
    assert named("catalogue.md") - IDS - MONTHLY == set()
    assert named("not-resolvable.md") - IDS == set()
