"""What was said of a question over time, as bare rows: for drawing ten thousand forecasts without making values of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record, Row


def own_course(record: Record, question: str, forecaster: str, *, most: int = 400) -> list[Row]:
    """Somebody's forecasts on a question, oldest first, each (made_at, probability, says as JSON).

    Where there are more than `most`, the last of each of `most` equal stretches of time, and the first of all. Only those
    are read whole: where they stand is in an index.
    """
    values = {"question": question, "who": forecaster, "most": most}
    return record.rows(_OWN, values)


def everybodys_course(record: Record, question: str) -> list[Row]:
    """Everybody's forecasts on a question, oldest first, each (made_at, gone_at, forecaster, probability, says as JSON).

    `gone_at` is when it was withdrawn or ran out, None where it did not. Numbers added by us are left out.
    """
    return record.rows(_EVERYBODYS, {"question": question})


_OWN = """
WITH every AS (SELECT made_at, forecast FROM now_forecasts WHERE question = :question AND forecaster = :who),
     bounds AS (SELECT count(*) AS n, min(made_at) AS first, max(made_at) - min(made_at) + 1 AS lasts FROM every),
     kept AS (
         SELECT forecast FROM every, bounds WHERE n <= :most OR made_at = first
         UNION
         SELECT forecast FROM (
             SELECT forecast, max(made_at) FROM every, bounds WHERE n > :most
             GROUP BY (made_at - first) / (lasts / :most + 1)))
SELECT made_at, probability, says FROM now_forecasts WHERE forecast IN kept ORDER BY made_at, forecast
"""

_EVERYBODYS = """
SELECT made_at, coalesce(min(ended_at, expires_at), ended_at, expires_at), forecaster, probability, says
FROM now_forecasts WHERE question = :question AND NOT imputed ORDER BY made_at, forecast
"""
