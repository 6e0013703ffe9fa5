"""Forecasts: of a question over time, of a forecaster over time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.opening import Record, Row


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One forecast, as corrected. Times are microseconds UTC; `says` is the stored form.

    `grade` is seen, documented or claimed; `ended_at` when it was withdrawn; `corrected` the seq of its correction.
    """

    forecast: int
    question: str
    version: int
    forecaster: str
    made_at: int
    recorded_at: int
    grade: str
    says: Mapping[str, object]
    probability: float | None
    words: str | None
    imputed: bool
    reason: str | None
    expires_at: int | None
    ended_at: int | None
    corrected: int | None

    @property
    def undone(self) -> bool:
        """Whether it was taken back as a slip of the keys, as if it had never been said: it ended when it was made."""
        return self.ended_at is not None and self.ended_at <= self.made_at

    def is_over(self, now_us: int) -> bool:
        """Whether it was withdrawn or has run out by then."""
        return any(end is not None and end <= now_us for end in (self.ended_at, self.expires_at))


_COLUMNS = """forecast, question, version, forecaster, made_at, recorded_at, grade, says, probability, words,
              imputed, reason, expires_at, ended_at, corrected"""


def of_question(
    record: Record, question: str, *, by: str | None = None, until: int | None = None, limit: int = 1_000
) -> tuple[ForecastRow, ...]:
    """The newest forecasts on a question, newest first; of one forecaster when `by` is given, made by `until` at the latest."""
    whose = "AND forecaster = :by" if by is not None else ""
    made = "AND made_at <= :until" if until is not None else ""
    sql = f"""SELECT {_COLUMNS} FROM now_forecasts WHERE forecast IN (
                  SELECT forecast FROM now_forecasts WHERE question = :question {whose} {made}
                  ORDER BY made_at DESC, forecast DESC LIMIT :limit)
              ORDER BY made_at DESC, forecast DESC"""
    return tuple(
        _row(row)
        for row in record.rows(sql, {"question": question, "limit": limit, "by": by, "until": until})
    )


def latest_of_question(record: Record, question: str, *, now_us: int) -> tuple[ForecastRow, ...]:
    """The newest forecast of every forecaster on a question, by name; the withdrawn and expired are left out."""
    sql = f"""SELECT {_COLUMNS} FROM now_forecasts WHERE forecast IN ({_NEWEST})
              AND coalesce(ended_at, :now + 1) > :now AND coalesce(expires_at, :now + 1) > :now
              ORDER BY forecaster"""
    return tuple(_row(row) for row in record.rows(sql, {"question": question, "now": now_us}))


_NEWEST = """
SELECT (SELECT g.forecast FROM now_forecasts g WHERE g.question = :question AND g.forecaster = n.forecaster
        AND g.made_at = n.made_at ORDER BY g.forecast DESC LIMIT 1)
FROM (SELECT forecaster, max(made_at) AS made_at FROM now_forecasts
      WHERE question = :question AND made_at <= :now GROUP BY forecaster) n
"""
"""The seqs of everybody's newest forecasts. All of it stands in one index, so that no older forecast is read."""


def forecasters_of(record: Record, question: str) -> tuple[str, ...]:
    """Everybody who spoke on a question, whether it still stands or not, by name."""
    sql = "SELECT DISTINCT forecaster FROM now_forecasts WHERE question = ? ORDER BY forecaster"
    return tuple(row[0] for row in record.rows(sql, (question,)))


def spoken_on(record: Record, forecaster: str) -> frozenset[str]:
    """The questions a forecaster has spoken on, whether it still stands or not. What was undone as a slip was never said."""
    sql = (
        "SELECT DISTINCT question FROM now_forecasts WHERE forecaster = ? AND coalesce(ended_at > made_at, 1)"
    )
    return frozenset(row[0] for row in record.rows(sql, (forecaster,)))


def page(record: Record, some: Sequence[int]) -> tuple[ForecastRow, ...]:
    """The rows of these seqs, in their order."""
    sql = f"SELECT {_COLUMNS} FROM now_forecasts WHERE forecast IN (SELECT value FROM json_each(?))"
    by_id = {row[0]: _row(row) for row in record.rows(sql, (json.dumps(list(some)),))}
    return tuple(by_id[one] for one in some if one in by_id)


def _row(row: Row) -> ForecastRow:
    return ForecastRow(*(*row[:7], json.loads(row[7]), *row[8:10], bool(row[10]), *row[11:]))
