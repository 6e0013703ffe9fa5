"""`fledger look` in words: one line for the looks of a source that went alike, and every look for pipes and programs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.questions.units import counted
from ledger.resolution.looking.keeping import answer_kind, answer_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.resolution.looking.sweep_report import LookTaken

KEYS = ("source", "answer", "said", "kept", "questions")
HEADERS = (*KEYS[:4], "looks", "questions")
NAMED = 3
"""So many questions are named on a line; more are counted."""


def together(looks: Sequence[LookTaken]) -> Iterator[tuple[str, ...]]:
    """For people: the looks of a source with the same kind of answer on one line, by source."""
    for (source, answer, kept), group in groupby(_sorted(looks), _alike):
        same = list(group)
        said = words.first_and_more(answer_said(each.answer) for each in same)
        yield source, answer, said, kept, str(len(same)), _questions(same)


def _questions(looks: Sequence[LookTaken]) -> str:
    names = sorted({name for each in looks for name in each.questions})
    return ", ".join(names) if len(names) <= NAMED else counted(len(names), "question")


def rows(looks: Sequence[LookTaken]) -> Iterator[tuple[str, ...]]:
    """For pipes: every look, by source."""
    return ((*_cells(each), ", ".join(each.questions)) for each in _sorted(looks))


def data(looks: Sequence[LookTaken]) -> list[dict[str, object]]:
    """For programs: every look, by source."""
    return [dict(zip(KEYS, (*_cells(each), each.questions), strict=True)) for each in _sorted(looks)]


def _cells(each: LookTaken) -> tuple[str, str, str, str]:
    source, answer, kept = _alike(each)
    return source, answer, answer_said(each.answer), kept


def _sorted(looks: Sequence[LookTaken]) -> list[LookTaken]:
    return sorted(looks, key=lambda each: (*_alike(each), each.questions))


def _alike(each: LookTaken) -> tuple[str, str, str]:
    return each.source, answer_kind(each.answer), "kept" if each.kept else "shown only"
