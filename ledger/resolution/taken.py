"""A reading with when it was taken, and all that one source of a question has given so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resolvers.source import NotYet, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    def by_hand(self) -> bool:
        """True where a person, not a publisher, answers."""
        return self.use.name == BY_HAND


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
