"""What my other answers say of one question: what they imply for it or it for them, and what contradicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.standing.family import closest_together, held_about, offered, offers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.family.offer import Offer
    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class FamilyView:
    """`offer` is what my numbers imply for this question, `others` what its numbers imply for the rest of its family.

    `mended` are those of the contradictions that the closest forecasts end.
    """

    offer: Offer | None = None
    others: tuple[Offer, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    mended: frozenset[Contradiction] = frozenset()


def read_family(record: Record, question: str, *, now_us: int, me: str) -> FamilyView:
    """The view of one question among its family; empty where I said nothing there."""
    contradictions = held_about(record, question, now_us=now_us, me=me)
    return FamilyView(
        offered(record, question, now_us=now_us, me=me),
        offers(record, question, now_us=now_us, me=me),
        contradictions,
        frozenset(_mended(record, contradictions, now_us=now_us, me=me)) if contradictions else frozenset(),
    )


def _mended(
    record: Record, contradictions: Sequence[Contradiction], *, now_us: int, me: str
) -> Iterator[Contradiction]:
    groups = closest_together(record, now_us=now_us, me=me)
    ended = [{one.question.id for one in each.answers} for each in groups if each.closest]
    yield from (each for each in contradictions if any(ids.issuperset(each.questions) for ids in ended))
