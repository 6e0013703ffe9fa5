"""What my other answers say of one question: what they imply for it or it for them, and what contradicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.standing.family import held_about, offered, offers

if TYPE_CHECKING:
    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.family.offer import Offer
    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class FamilyView:
    """`offer` is what my numbers imply for this question, `others` what its numbers imply for the rest of its family."""

    offer: Offer | None = None
    others: tuple[Offer, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


def read_family(record: Record, question: str, *, now_us: int, me: str) -> FamilyView:
    """The view of one question among its family; empty where I said nothing there."""
    return FamilyView(
        offered(record, question, now_us=now_us, me=me),
        offers(record, question, now_us=now_us, me=me),
        held_about(record, question, now_us=now_us, me=me),
    )
