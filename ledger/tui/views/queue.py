"""The questions worth a forecast of mine now, and why: those without one first, then those that moved or grew old."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.record.filtering import filter_from
from ledger.record.moved import Moved, moved
from ledger.record.questions import ids, pages
from ledger.record.undecided import without_forecast

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow

MOST = 500

Why = Literal["new", "ended"]
"""No forecast of mine yet; or one that no longer stands."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One question that waits for me, and why it does: a word, or what happened to my forecast."""

    question: str
    title: str
    why: Why | Moved

    @property
    def is_new(self) -> bool:
        """Whether no forecast of mine stands on it."""
        return not isinstance(self.why, Moved)


def queue(record: Record, *, now_us: int, me: str, without: Collection[str] = ()) -> tuple[Stop, ...]:
    """What waits, in the order to walk it: yes or no first, then what ends first, in each part. `without` were skipped."""
    first = dict[str, Stop]()
    for stop in _stops(record, now_us=now_us, me=me):
        first.setdefault(stop.question, stop)
    return tuple(stop for stop in first.values() if stop.question not in without)


def _stops(record: Record, *, now_us: int, me: str) -> Iterator[Stop]:
    new = without_forecast(record, now_us=now_us, me=me, most=MOST)
    known = set(new)
    rows = (*pages(record, new, now_us=now_us, me=me), *no_longer(record, now_us=now_us, me=me))
    for row in sorted(rows, key=_easy_first):
        yield Stop(row.id, row.title, "new" if row.id in known else "ended")
    for one in moved(record, me=me, now_us=now_us):
        yield Stop(one.id, one.title, one)


def no_longer(record: Record, *, now_us: int, me: str) -> tuple[QuestionRow, ...]:
    """The open questions on which a forecast of mine was withdrawn, taken back or ran out, and none stands."""
    mine = ids(record, now_us=now_us, me=me, only=filter_from("state:open by:me", now_us=now_us))
    return tuple(
        row for row in pages(record, mine, now_us=now_us, me=me) if row.mine is None or row.mine.over
    )


def _easy_first(row: QuestionRow) -> tuple[bool, int, str]:
    return row.kind != "binary", row.closes_at, row.id
