"""The page of promises names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")


def test_there_are_nine_promises_and_each_names_its_tests() -> None:
    promises = re.split(r"^## \d\. ", PAGE.split("\n# What")[0], flags=re.MULTILINE)[1:]
    assert len(promises) == 9
    assert all("Held by `tests/" in promise for promise in promises)


def test_every_file_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:tests|benchmarks)/[^`]+)`", PAGE)
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
