"""A text as it reads some months later: every date that it names moved, and what could not be moved told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.dates_doubted import BLANK, Doubted, dates_doubted
from ledger.questions.dates_named import dates_named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ledger.questions.dates_named import Named

_NO_LIKE = "there is no such day, month or quarter then, or not in one year; use a day up to 27, or the last"


@dataclass(frozen=True, slots=True)
class Moved:
    """The later text; the dates that were moved in it, and those that stayed, as they stood before."""

    text: str
    moved: tuple[Named, ...]
    stayed: tuple[Named, ...]


def moved_by(
    text: str, months: int, *, since: date, fixed: Callable[[int], bool]
) -> Moved | tuple[Doubted, ...]:
    """The text so many months later, or everything in it that cannot be moved.

    What ends before `since`, and what stands at a `fixed` offset, stays. Moved back by as much, `since` with it, the
    result is the text it came from; short names of months alone are not sure to, for May has none.
    """
    named = dates_named(text)
    stayed = tuple(each for each in named if fixed(each.at) or (each.last is not None and each.last < since))
    moving = tuple(each for each in named if each not in stayed)
    later = [each.later(months) for each in moving]
    doubts = [
        Doubted(each.at, each.written, _NO_LIKE)
        for each, new in zip(moving, later, strict=True)
        if new is None
    ]
    doubts += [each for each in dates_doubted(_blanked(text, named)) if not fixed(each.at)]
    if doubts:
        return tuple(sorted(doubts, key=lambda each: each.at))
    return Moved(_replaced(text, moving, [new or "" for new in later]), moving, stayed)


def _blanked(text: str, named: Sequence[Named]) -> str:
    return _replaced(text, named, [BLANK * len(each.written) for each in named])


def _replaced(text: str, named: Sequence[Named], by: Sequence[str]) -> str:
    parts, end = list[str](), 0
    for each, new in zip(named, by, strict=True):
        parts += [text[end : each.at], new]
        end = each.at + len(each.written)
    return "".join([*parts, text[end:]])
