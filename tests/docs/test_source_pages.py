"""The pages on sources: every source is on one, the index names them all, and what they show can be put into a file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from resolvers import registry

FOLDER = Path(__file__).parents[2] / "docs" / "sources"
INDEX = FOLDER / "README.md"
PAGES = sorted(set(FOLDER.glob("*.md")) - {INDEX})
BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KEYS = {"name", "value", "params", "fallback"}


def uses(page: Path) -> list[dict[str, Any]]:
    """Every source that a page shows, as a question file would name it."""
    blocks = [tomllib.loads(block) for block in BLOCK.findall(page.read_text(encoding="utf-8"))]
    shown = [block["resolution"]["source"] for block in blocks if "resolution" in block]
    return [use for several in shown for use in several]


ROWS = dict(re.findall(r"^\| \[([a-z-]+\.md)\]\(\1\) (.*)$", INDEX.read_text(encoding="utf-8"), re.MULTILINE))
"""The rows of the index, by page."""

SHOWN = {page: uses(page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_makes_the_source_and_names_a_value_it_offers(page: Path) -> None:
    assert SHOWN[page]
    for use in SHOWN[page]:
        assert set(use) <= KEYS
        source = registry.make(use["name"], use.get("params", {}))
        assert use["value"] in source.offers


@pytest.mark.parametrize("name", registry.BUILT_IN)
def test_every_source_is_shown_on_one_page_that_says_what_its_values_are(name: str) -> None:
    [page] = [FOLDER / found for found in ROWS if f"`{name}`" in ROWS[found]]
    assert name in {use["name"] for use in SHOWN[page]}
    text = page.read_text(encoding="utf-8")
    general = {"value", "answer"}
    assert {value for value in registry.find(name).offers if f"`{value}`" not in text} <= general


def test_the_index_names_every_page_and_every_link_leads_somewhere() -> None:
    assert set(ROWS) == {page.name for page in PAGES}
    for page in (INDEX, *PAGES):
        for link in re.findall(r"\]\(([^)#:]+\.md)[^)]*\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).is_file(), f"{page.name}: {link}"
