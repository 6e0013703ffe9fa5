"""The page about advice has every rule, and its excerpts are the saved cases'."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledger.questions.lint.every import RULES
from ledger.questions.lint.families import ACROSS

PAGE = Path(__file__).parents[4] / "docs" / "lint.md"
SAVED = Path(__file__).parent / "saved"
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([a-z-]+)\n(.*?)(?=^##|\Z)", TEXT, re.DOTALL | re.MULTILINE))
EXCERPT = re.compile(r"```toml\n# (gets advice|does not): (\S+)\n(.*?)```", re.DOTALL)


def test_each_rule_has_a_section_and_each_section_a_rule() -> None:
    assert set(SECTIONS) == {*RULES, *ACROSS, "near-duplicate"}


@pytest.mark.parametrize("rule", SECTIONS)
def test_a_section_says_why_and_shows_one_of_each(rule: str) -> None:
    section = SECTIONS[rule]
    assert len(section.partition("```")[0].split()) > 10
    shown = EXCERPT.findall(section)
    assert [(said, path.rpartition("/")[0]) for said, path, _ in shown] == [
        ("gets advice", f"{rule}/fails"),
        ("does not", f"{rule}/passes"),
    ]
    for _, path, excerpt in shown:
        lines = (SAVED / path).read_text(encoding="utf-8").splitlines()
        assert set(excerpt.splitlines()) <= set(lines)
