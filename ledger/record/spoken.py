"""Who spoke on what, as denominators count it, and which questions came before people since a moment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record

PUTS_BEFORE_PEOPLE = ("ResolutionProposed", "QuestionGivenUp")
"""The kinds that take a question out of the open ones and give it no end yet."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody spoke on a question; `withdrawn` says that the newest forecast was. What was undone as a slip was never said."""

    question: str
    forecaster: str
    withdrawn: bool


def spoke(record: Record, *, only: str | None = None, imputed: bool = False) -> tuple[Spoke, ...]:
    """Everybody on every question, or on one (`only`, an id). Numbers added by us are nobody's word unless asked for."""
    sql = _SPOKE.format(one="AND question = :only" if only is not None else "")
    rows = record.rows(sql, {"only": only, "most": int(imputed)})
    return tuple(Spoke(row[0], row[1], bool(row[2])) for row in rows)


def withdrawn_by(record: Record, forecaster: str) -> frozenset[str]:
    """The questions on which somebody's newest forecast was withdrawn. One that ended when it was made was undone, as if never said."""
    return frozenset(row[0] for row in record.rows(_WITHDRAWN, (forecaster,)))


# what was withdrawn is little beside all that was said: only its question is looked through for anything newer
_WITHDRAWN = """
SELECT DISTINCT f.question FROM now_forecasts f WHERE f.forecaster = ? AND f.ended_at > f.made_at AND NOT EXISTS (
    SELECT 1 FROM now_forecasts g
    WHERE g.question = f.question AND g.forecaster = f.forecaster AND (g.made_at, g.forecast) > (f.made_at, f.forecast)
      AND coalesce(g.ended_at > g.made_at, 1))
"""

_SPOKE = """
SELECT question, forecaster, coalesce(ended_at > made_at, 0) FROM (
    SELECT question, forecaster, ended_at, made_at,
           row_number() OVER (PARTITION BY question, forecaster ORDER BY made_at DESC, forecast DESC) AS nth
    FROM now_forecasts WHERE imputed <= :most AND coalesce(ended_at > made_at, 1) {one})
WHERE nth = 1
"""


def put_before_people_since(record: Record, seq: int) -> frozenset[str]:
    """The questions that entries after `seq` proposed an outcome for, or gave up."""
    sql = "SELECT body FROM log_entries WHERE seq > :seq AND kind IN (SELECT value FROM json_each(:kinds))"
    rows = record.rows(sql, {"seq": seq, "kinds": json.dumps(PUTS_BEFORE_PEOPLE)})
    return frozenset(json.loads(row[0])["data"]["question"] for row in rows)


def tagged(record: Record, tag: str, *, only: str | None = None) -> frozenset[str]:
    """The questions that have a tag, or the one named if it does."""
    one = "AND q.question = :only" if only is not None else ""
    sql = f"SELECT q.question FROM now_questions q, json_each(q.tags) t WHERE t.value = :tag {one}"
    return frozenset(row[0] for row in record.rows(sql, {"tag": tag, "only": only}))
