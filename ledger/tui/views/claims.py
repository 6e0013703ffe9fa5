"""The claims with their tally, and which of them still hide their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.hidden import is_hidden
from ledger.standing.publications.claims import ClaimLine, claim_lines
from ledger.standing.publications.tally import Tally, tallies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.publication import Publication
    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """`hidden` are the ids of questions whose figures and crowd are covered."""

    lines: tuple[ClaimLine, ...]
    tallies: tuple[Tally, ...]
    publications: Mapping[str, Publication]
    hidden: frozenset[str]
    simulated: bool


def read_claims(
    record: Record,
    *,
    now_us: int,
    me: str,
    publications: Mapping[str, Publication],
    revealed: frozenset[str] = frozenset(),
) -> ClaimsView:
    """Every claim, in the order of the publications' files."""
    lines = claim_lines(record, now_us=now_us, me=me, order=tuple(publications))
    hidden = {
        line.row.id for line in lines if is_hidden(line.row, now_us=now_us, revealed=line.row.id in revealed)
    }
    return ClaimsView(lines, tallies(lines, now_us=now_us), publications, frozenset(hidden), record.simulated)
