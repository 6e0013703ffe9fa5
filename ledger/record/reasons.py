"""What was resolved, and why: each question's effective outcome with the words of the proposal it rests on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class Reason:
    """One resolved question. `resolved_at` in microseconds UTC; `outcome` in its stored form."""

    question: str
    unit: str | None
    outcome: Mapping[str, Any]
    resolved_at: int
    confirmed: str
    why: str
    readings: int


def reasons(record: Record) -> tuple[Reason, ...]:
    """Every resolved question, in the order they were resolved."""
    return tuple(Reason(row[0], row[1], json.loads(row[2]), *row[3:]) for row in record.rows(_SQL))


_SQL = """
SELECT q.question, q.unit, q.outcome, q.resolved_at, q.confirmed, p.why, json_array_length(p.readings)
FROM now_resolutions r JOIN now_questions q USING (question) JOIN now_proposals p ON p.seq = r.proposal
WHERE r.superseded_by IS NULL AND r.how = 'resolved' ORDER BY r.seq
"""
