"""The claims with their tally, each with the questions that measure it, and which of these still hide their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.hidden import is_hidden
from ledger.standing.publications.claims import ClaimLine, claim_lines
from ledger.standing.publications.tally import Tally, tallies
from ledger.standing.publications.verdict import Bearing, bearing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.questions.publication import Publication
    from ledger.questions.question import Claim, Proxy, Stance
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow

NEARNESS: tuple[Proxy, ...] = ("exact", "close", "loose")
PUBLICATION = "publication:"
"""Before the id of a publication, whose line stands above its claims."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim: the same place or the same words in one stance, with every question that measures them.

    `first` is the question that stands for it in a list: the one that takes the publication's number, where there is one.
    """

    first: ClaimLine
    lines: tuple[ClaimLine, ...]

    @property
    def claim(self) -> Claim:
        """What was said."""
        return self.first.claim

    @property
    def questions(self) -> frozenset[str]:
        """The ids of its questions."""
        return frozenset(line.row.id for line in self.lines)

    @property
    def bearings(self) -> frozenset[Bearing]:
        """How far the verdicts of its questions go."""
        return frozenset(bearing(verdict) for line in self.lines for verdict in line.verdicts)


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """Claims in the order of the publications, each by the id of its first question. `hidden` are ids of questions whose figures and crowd are covered."""

    claims: Mapping[str, Claimed]
    tallies: tuple[Tally, ...]
    publications: Mapping[str, Publication]
    hidden: frozenset[str]
    simulated: bool

    def row(self, question: str) -> QuestionRow | None:
        """The row of a question that measures a claim."""
        lines = (line for one in self.claims.values() for line in one.lines)
        return next((line.row for line in lines if line.row.id == question), None)

    def together(self, question: str) -> frozenset[str]:
        """The questions that measure the same claim as this one; itself alone where it measures none."""
        of = next((one for one in self.claims.values() if question in one.questions), None)
        return frozenset({question}) if of is None else of.questions

    def ids(self, *, stance: Stance | None = None, reach: Bearing | None = None) -> tuple[str, ...]:
        """The lines of the list: every publication above its claims, or above those of a stance or whose verdict goes so far."""
        shown: dict[str, list[str]] = {}
        for name, one in self.claims.items():
            if stance in {None, one.claim.stance} and (reach is None or reach in one.bearings):
                shown.setdefault(PUBLICATION + one.claim.publication, []).append(name)
        return tuple(name for above, names in shown.items() for name in (above, *names))


def read_claims(
    record: Record,
    *,
    now_us: int,
    me: str,
    publications: Mapping[str, Publication],
    revealed: frozenset[str] = frozenset(),
) -> ClaimsView:
    """Every claim, in the order of the publications' files and of the places that claims have in them."""
    lines = claim_lines(record, now_us=now_us, me=me, order=tuple(publications))
    hidden = {
        line.row.id for line in lines if is_hidden(line.row, now_us=now_us, revealed=line.row.id in revealed)
    }
    claims = {one.first.row.id: one for one in _claimed(lines)}
    return ClaimsView(
        claims, tallies(lines, now_us=now_us), publications, frozenset(hidden), record.simulated
    )


def _claimed(lines: Sequence[ClaimLine]) -> list[Claimed]:
    same: dict[tuple[object, ...], list[ClaimLine]] = {}
    for line in lines:
        claim = line.claim
        what = line.words if claim.place is None else claim.place
        same.setdefault((claim.publication, claim.stance, what, claim.condition), []).append(line)
    return [Claimed(min(found, key=_apart), tuple(found)) for found in same.values()]


def _apart(line: ClaimLine) -> tuple[bool, int, bool]:
    """How far a question is from the publication's own number; of equally near ones the first stands."""
    nearness = NEARNESS.index(line.claim.proxy)
    return not line.question.forecasts, nearness, line.question.kind != "numeric"
