"""Every forecast with its question and its end, in the order they were recorded: what leaves as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.record.opening import Record, Row

PAGE = 4_096
_ROWS = """
SELECT f.forecast, q.question, q.title, f.forecaster, f.made_at, f.recorded_at, f.grade, f.says, f.probability,
  q.state, q.ended_how, q.outcome, q.known_at,
  CASE WHEN coalesce(f.ended_at, f.expires_at) IS NULL THEN NULL
    ELSE min(coalesce(f.ended_at, f.expires_at), coalesce(f.expires_at, f.ended_at)) END, f.imputed
FROM now_forecasts AS f JOIN now_questions AS q ON q.question = f.question
WHERE f.forecast > ? AND f.forecast <= ? AND q.private = 0 AND q.stance IS NOT 'reports'
ORDER BY f.forecast LIMIT ?
"""


def pages_of_every_forecast(record: Record, size: int) -> Iterator[list[Row]]:
    """Pages of the forecasts among the first `size` entries; those on private questions, or on ones that check a fact, are left out.

    A row: seq, question, title, forecaster, made_at, recorded_at, grade, says, probability, state, ended_how, outcome,
    known_at, when it stopped standing (withdrawn or run out, None for neither), imputed; times in microseconds UTC.
    """
    last = 0
    while rows := record.rows(_ROWS, (last, size, PAGE)):
        yield rows
        last = rows[-1][0]
