"""The questions worth a forecast of mine now, and why: those without one first, then those that moved or grew old."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.questions.units import with_unit
from ledger.record.moved import Moved, moved
from ledger.record.questions import pages
from ledger.record.undecided import standing_no_more, without_forecast

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow

MOST = 500

Why = Literal["new", "ended"]
"""No forecast of mine yet; or one that no longer stands."""


WORDS = {
    "new": "new: no forecast of yours yet",
    "ended": "no forecast of yours stands any more",
}


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

    @property
    def tag(self) -> Literal["new", "ended", "old"]:
        """Why it waits, in a cell: I said nothing yet, mine ended, or what I said grew old or was passed."""
        return "old" if isinstance(self.why, Moved) else self.why

    @property
    def words(self) -> str:
        """Why it waits, in a sentence: `value crossed your p90 (6.5): 6.2 → 6.9 months`."""
        match self.why:
            case "new" | "ended":
                return WORDS[self.why]
            case Moved():
                return "; ".join(_moved_words(self.why))


def _moved_words(one: Moved) -> Iterator[str]:
    went = f"{one.then} → " if one.then and one.then != one.now else "now "
    value = f"{went}{with_unit(one.now, one.unit)}"
    for how in one.how:
        match how:
            case "above" | "below":
                yield f"value crossed your {_end(one, how)} ({one.bound:.6g}): {value}"
            case "turned":
                yield f"it would end otherwise now: {went}{one.now}"
            case "old":
                yield "a quarter of the time left has passed since you said it"


def _end(one: Moved, how: str) -> str:
    if "interval" in one.mine.says:
        return "upper end" if how == "above" else "lower end"
    return "p90" if how == "above" else "p10"


def queue(record: Record, *, now_us: int, me: str, without: Collection[str] = ()) -> tuple[Stop, ...]:
    """What waits, in the order to walk it: new ones by when they end, then those that moved. `without` were skipped."""
    stops = _stops(record, now_us=now_us, me=me)
    return tuple(stop for stop in stops if stop.question not in without)


def _stops(record: Record, *, now_us: int, me: str) -> Iterator[Stop]:
    new = without_forecast(record, now_us=now_us, me=me, most=MOST)
    known = set(new)
    rows = (*pages(record, new, now_us=now_us, me=me), *no_longer(record, now_us=now_us, me=me))
    for row in sorted(rows, key=lambda row: (row.closes_at, row.id)):
        yield Stop(row.id, row.title, "new" if row.id in known else "ended")
    for one in moved(record, me=me, now_us=now_us):
        yield Stop(one.id, one.title, one)


def no_longer(record: Record, *, now_us: int, me: str) -> tuple[QuestionRow, ...]:
    """The open questions on which a forecast of mine was withdrawn, taken back or ran out, and none stands."""
    return pages(record, standing_no_more(record, now_us=now_us, me=me), now_us=now_us, me=me)
