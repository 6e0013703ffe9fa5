"""Questions that measure somebody's words, and the last value known on a day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record


def claimed(record: Record, publication: str | None = None) -> dict[str, Mapping[str, Any]]:
    """The content (`said`) of every question with a claim, or of one publication's, in the order they were asked."""
    only = "= :publication" if publication is not None else "IS NOT NULL"
    sql = f"SELECT question, said FROM now_questions WHERE publication {only} ORDER BY asked_seq"
    return {row[0]: json.loads(row[1]) for row in record.rows(sql, {"publication": publication})}


def publications(record: Record) -> tuple[str, ...]:
    """The ids of publications whose words questions measure, in the order they were asked."""
    sql = "SELECT publication FROM now_questions WHERE publication IS NOT NULL GROUP BY publication ORDER BY min(asked_seq)"
    return tuple(row[0] for row in record.rows(sql))


def resolved_yes(record: Record, question: str) -> bool:
    """Whether a yes-or-no question has ended with YES."""
    sql = "SELECT 1 FROM now_questions WHERE question = ? AND state = 'resolved' AND kind = 'binary' AND outcome_number = 1"
    return record.one(sql, (question,)) is not None


def value_known_on(record: Record, question: str, day: str) -> float | None:
    """The newest value of the question's look whose data reach no later than `day` (ISO); None where none is known."""
    sql = """SELECT v.number FROM run_uses u JOIN run_values v ON v.look = u.look AND v.value = u.value
             WHERE u.question = ? AND v.as_of <= ? AND v.number IS NOT NULL
             ORDER BY u.place, v.as_of DESC, v.day DESC LIMIT 1"""
    row = record.one(sql, (question, day))
    return row[0] if row else None
