"""A reading with when it was taken, and all that one source of a question has given so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resolvers.source import NotYet, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ledger.questions.rule import SourceUse
    from resolvers.source import Offer, Reading, Span

BY_HAND = "manual"
"""The source that never reads: a person answers."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One reading that counts.

    `taken_at` is the moment of the sweep, the same for all its readings. `seq` and `evidence` are numbers in the
    journal; they are missing only where nothing was written.
    """

    source: str
    version: int
    publisher: str
    span: Span
    reading: Reading
    taken_at: datetime
    seq: int | None = None
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What one source of a look gave: its readings oldest first, and what it said last when it gave none."""

    use: SourceUse
    offer: Offer
    publisher: str
    taken: tuple[Taken, ...] = ()
    trouble: NotYet | Unusable | None = None

    @property
    def publishers(self) -> tuple[str, ...]:
        """Whose readings these are, as they were taken; of a source that was never read, whose it is."""
        return tuple(dict.fromkeys(taken.publisher for taken in self.taken)) or (self.publisher,)

    @property
    def by_hand(self) -> bool:
        """True where a person, not a publisher, answers."""
        return self.use.name == BY_HAND

    @property
    def changed(self) -> Unusable | None:
        """The newest reading is of another series, unit or anchor than the first: it confirms nothing, and decides nothing."""
        if not self.taken or self.taken[-1].reading.identity == self.taken[0].reading.identity:
            return None
        return Unusable("identity_changed", f"it gives another series now: {self.taken[-1].reading.identity}")


def same_series(taken: Sequence[Taken]) -> list[Taken]:
    """The readings of the same series, unit and anchor as the first: others do not compare with it."""
    return [each for each in taken if each.reading.identity == taken[0].reading.identity]


def each_once(taken: Iterable[Taken]) -> tuple[Taken, ...]:
    """These readings in their order, each once, however often a decision comes upon it."""
    return tuple({id(each): each for each in taken}.values())


def trouble_words(trouble: NotYet | Unusable | None) -> str:
    """What a source said instead of a reading, in words; empty when it said nothing."""
    match trouble:
        case NotYet(reason):
            return reason
        case Unusable(why, detail):
            return f"{why.replace('_', ' ')}: {detail}"
        case None:
            return ""
