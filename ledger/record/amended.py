"""Since which version each question means what it means now: forecasts bound to an earlier one were said of other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record


def meaning_since(record: Record, *, only: str | None = None) -> dict[int, int]:
    """The newest version that changed a meaning, 1 where none did, by the question's number; or of one (`only`, an id)."""
    where = "AND question = :only" if only is not None else ""
    return dict(record.rows(_SQL.format(one=where), {"only": only}))


_SQL = """
SELECT q.asked_seq, max(v.version) FROM now_versions v JOIN now_questions q USING (question)
WHERE v.plain = 0 {one} GROUP BY q.asked_seq
"""
