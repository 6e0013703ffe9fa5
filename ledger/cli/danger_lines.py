"""Sources in danger, a line each: what is wrong with their looks, and how many questions that endangers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ledger.cli import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.record.looks import Endangered


def danger_lines(endangered: Sequence[Endangered]) -> Iterator[str]:
    """One line for each source, by its name."""
    for source, group in groupby(sorted(endangered, key=_source), _source):
        found = list(group)
        looks = f", {len(found)} looks" if len(found) > 1 else ""
        yield f"{source}{looks}, {_wrong(found)} ({_last_good(found)}), endangers {_questions(found)}"


def _source(one: Endangered) -> str:
    return one.look.source


def _wrong(found: Sequence[Endangered]) -> str:
    return words.first_and_more("; ".join(alarm.words for alarm in one.alarms) for one in found)


def _last_good(found: Sequence[Endangered]) -> str:
    good = max(one.look.last_good_at or 0 for one in found)
    return f"last good {words.day(good)}" if good else "never good"


def _questions(found: Sequence[Endangered]) -> str:
    return words.counted(len({name for one in found for name in one.questions}), "question")
