"""Every rule of advice says its own word on the files that fail it, and none on those that pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecasts import FOLDER
from ledger.questions.catalogue import read_catalogue
from ledger.questions.lint.every import RULES, advice

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


ALONE = [name for name in NAMES if name != "near-duplicate"]
FAILING = [
    pytest.param(path, rule, id=f"{rule}/{path.stem}") for rule in ALONE for path in files(rule, "fails")
]
PASSING = [pytest.param(path, id=f"{rule}/{path.stem}") for rule in ALONE for path in files(rule, "passes")]


def test_every_rule_has_its_cases() -> None:
    assert sorted([*RULES, "near-duplicate"]) == NAMES
    assert all(files(name, folder) for name in NAMES for folder in ("fails", "passes"))


@pytest.mark.parametrize(("path", "rule"), FAILING)
def test_a_failing_file_gets_the_advice_of_its_rule_and_no_other(path: Path, rule: str) -> None:
    assert advised(path) == {path.name: {rule}}


@pytest.mark.parametrize("path", PASSING)
def test_a_passing_file_gets_no_advice_at_all(path: Path) -> None:
    assert advised(path) == {path.name: set()}


def test_of_two_that_ask_the_same_the_later_one_is_told() -> None:
    assert advised(SAVED / "near-duplicate" / "fails") == {
        "lead.toml": set(),
        "again.toml": {"near-duplicate"},
    }


def test_a_family_a_successor_and_other_days_are_no_duplicates() -> None:
    assert not any(advised(SAVED / "near-duplicate" / "passes").values())


def test_the_shipped_questions_get_no_advice() -> None:
    assert [each.sentence() for each in advice(read_catalogue([FOLDER]))] == []
