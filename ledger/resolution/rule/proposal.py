"""A decision, pinned: computed once, with everything it rests on, under one hash that people confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.journal.pinning import pinned
from ledger.questions.outcome import outcome_said
from ledger.resolution.rule.decide import RULE_VERSION
from ledger.resolution.rule.decision import Conflicts, Resolves

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ledger.journal.entries import ResolutionProposed
    from ledger.questions.question import Question
    from ledger.resolution.rule.taken import Taken

LONGEST_WHY = 2_000


def proposal_of(
    question: Question, version: int, decision: Resolves | Conflicts, now: datetime
) -> ResolutionProposed:
    """The proposal of a decision taken at `now`; the same decision at the same moment has the same hash."""
    match decision:
        case Resolves(outcome, known_at, used, why, value, unit):
            return pinned(
                **_pins(question, version, used, now),
                basis="rule",
                outcome=outcome_said(outcome),
                value=format(value, "f") if value is not None else None,
                unit=unit,
                known_at=microseconds(known_at),
                why=why[:LONGEST_WHY],
            )
        case Conflicts(used, reason):
            return pinned(**_pins(question, version, used, now), basis="conflict", why=reason[:LONGEST_WHY])


def _pins(question: Question, version: int, used: Iterable[Taken], now: datetime) -> dict[str, object]:
    readings = list(used)
    return {
        "question": question.id,
        "version": version,
        "readings": sorted(taken.seq for taken in readings if taken.seq is not None),
        "evidence": sorted({seq for taken in readings for seq in taken.evidence}),
        "rule_version": RULE_VERSION,
        "decided_at": microseconds(now),
        "challenge_until": microseconds(now + question.rule.challenge_for),
    }
