"""The questions worth a forecast of mine now: those without one first, then those that moved or grew old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.moved import moved

if TYPE_CHECKING:
    from collections.abc import Collection

    from ledger.record.opening import Record

MOST = 500


def queue(record: Record, *, now_us: int, me: str, without: Collection[str] = ()) -> tuple[str, ...]:
    """Ids, in the order to walk them: what ends first comes first in each part. `without` were skipped today."""
    sql = """SELECT q.question FROM now_questions q
             WHERE q.state IN ('asked', 'proposed', 'contested', 'given_up')
               AND q.opens_at <= :now AND q.closes_at >= :now
               AND NOT EXISTS (SELECT 1 FROM now_forecasts f WHERE f.question = q.question AND f.forecaster = :me)
             ORDER BY q.closes_at, q.question LIMIT :most"""
    new = [row[0] for row in record.rows(sql, {"now": now_us, "me": me, "most": MOST})]
    stale = [one.id for one in moved(record, me=me, now_us=now_us)]
    return tuple(one for one in (*new, *stale) if one not in without)
