"""What a check found in one file, as it is kept: lists and texts only, without the path."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ledger.questions.checked_file import CheckedFile
from ledger.questions.lint.linked import Linked
from ledger.questions.lint.near_duplicates import Compared
from ledger.questions.problem import Problem
from ledger.questions.similarity import Bag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Row = list[Any]


def kept_form(found: CheckedFile | tuple[Problem, ...]) -> Row:
    """The form to keep: one list of problems, or the parts of a good file."""
    if isinstance(found, tuple):
        return [problem_rows(found)]
    one = found.linked
    links = [one.family, one.supersedes, one.opens_us, one.number, one.places, one.stated]
    compared = _compared_row(found.compared)
    return [problem_rows(found.advice), found.said, links, compared, sorted(found.answers)]


def from_kept(path: Path, row: Row) -> CheckedFile | tuple[Problem, ...]:
    """What was kept of the file at `path`."""
    if len(row) == 1:
        return problems_of(path, row[0])
    advice, said, links, compared, answers = row
    found = problems_of(path, advice)
    return CheckedFile(
        found, said, _linked(path.stem, links), _compared(path.stem, compared), frozenset(answers)
    )


def problem_rows(found: Iterable[Problem]) -> list[Row]:
    """Problems of one file without their path."""
    return [
        [each.line, each.column, each.field, each.wrong, each.found, each.fix, each.rule] for each in found
    ]


def problems_of(path: Path, rows: Iterable[Row]) -> tuple[Problem, ...]:
    """The same with it."""
    return tuple(Problem(path, *row) for row in rows)


def _linked(stem: str, row: Row) -> Linked:
    family, supersedes, opens_us, number, places, stated = row
    return Linked(stem, family, supersedes, opens_us, number, tuple(places), stated)


def _compared_row(one: Compared | None) -> Row | None:
    if one is None:
        return None
    bag = one.bag
    days = [bag.first.isoformat(), bag.last.isoformat()]
    return [one.title, one.family_id, one.supersedes, one.opens_us, sorted(bag.words), *days]


def _compared(stem: str, row: Row | None) -> Compared | None:
    if row is None:
        return None
    title, family, supersedes, opens_us, words, first, last = row
    bag = Bag(frozenset(words), date.fromisoformat(first), date.fromisoformat(last))
    return Compared(stem, title, family, supersedes, opens_us, bag)
