"""Every rule of advice says its own word on the files that fail it, and none on those that pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecasts import FOLDER
from ledger.questions.catalogue import read_catalogue
from ledger.questions.lint.every import RULES, advice
from ledger.questions.lint.families import ACROSS

SAVED = Path(__file__).parent / "saved"
NAMES = sorted(path.name for path in SAVED.iterdir())


def advised(*places: Path) -> dict[str, set[str]]:
    """The rules that advise on each file; the files themselves have nothing wrong."""
    catalogue = read_catalogue(places)
    assert [problem.sentence() for problem in catalogue.problems] == []
    found = {path.name: set[str]() for path in catalogue.files.values()}
    for each in advice(catalogue):
        found[each.path.name].add(each.rule)
    return found


def files(rule: str, folder: str) -> list[Path]:
    return sorted(path for path in (SAVED / rule / folder).iterdir() if path.name != "publications.toml")


TOGETHER = sorted(["near-duplicate", *ACROSS])
"""The rules that show only where several files stand side by side."""
ALONE = [name for name in NAMES if name not in TOGETHER]
FAILING = [
    pytest.param(path, rule, id=f"{rule}/{path.stem}") for rule in ALONE for path in files(rule, "fails")
]
PASSING = [pytest.param(path, id=f"{rule}/{path.stem}") for rule in ALONE for path in files(rule, "passes")]


def test_every_rule_has_its_cases() -> None:
    assert sorted([*RULES, *TOGETHER]) == NAMES
    assert all(files(name, folder) for name in NAMES for folder in ("fails", "passes"))


@pytest.mark.parametrize(("path", "rule"), FAILING)
def test_a_failing_file_gets_the_advice_of_its_rule_and_no_other(path: Path, rule: str) -> None:
    assert advised(path) == {path.name: {rule}}


@pytest.mark.parametrize("path", PASSING)
def test_a_passing_file_gets_no_advice_at_all(path: Path) -> None:
    assert advised(path) == {path.name: set()}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("near-duplicate", {"lead": set(), "again": {"near-duplicate"}}),
        ("one-measurement", {"months": set(), "year-behind": {"one-measurement"}}),
        ("other-measurement", {"months": set(), "year-behind": {"other-measurement"}}),
        ("stated-apart", {"months": set(), "year-behind": {"stated-apart"}}),
    ],
)
def test_of_files_side_by_side_the_one_is_told_that_can_mend_it(rule: str, told: dict[str, set[str]]) -> None:
    assert advised(SAVED / rule / "fails") == {f"{stem}.toml": rules for stem, rules in told.items()}


@pytest.mark.parametrize("rule", TOGETHER)
def test_files_that_pass_side_by_side_get_no_advice_at_all(rule: str) -> None:
    assert not any(advised(SAVED / rule / "passes").values())


def test_the_shipped_questions_get_no_advice() -> None:
    assert [each.sentence() for each in advice(read_catalogue([FOLDER]))] == []
