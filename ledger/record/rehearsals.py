"""If it resolved today, day by day: what a question's rule would have said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.questions import IfToday, if_today_from

if TYPE_CHECKING:
    from ledger.record.opening import Record


def history(record: Record, question: str, *, limit: int = 1_000) -> tuple[IfToday, ...]:
    """The newest rehearsals of a question, oldest first."""
    sql = """SELECT day, at, state, value, value_number, would, as_of, reason FROM run_rehearsals
             WHERE question = ? ORDER BY day DESC LIMIT ?"""
    found = (if_today_from(row) for row in record.rows(sql, (question, limit)))
    return tuple(reversed([one for one in found if one]))
