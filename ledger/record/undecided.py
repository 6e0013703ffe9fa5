"""Questions without an end: what a look is for, and which of them wait for a forecast of mine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ledger.record.filtering import STATES, standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record


def undecided(record: Record) -> tuple[tuple[str, int, Mapping[str, Any]], ...]:
    """Id, version and content (`said`) of every question that is neither resolved nor annulled, by id."""
    sql = "SELECT question, version, said FROM now_questions WHERE state NOT IN ('resolved', 'annulled') ORDER BY question"
    return tuple((name, version, json.loads(said)) for name, version, said in record.rows(sql))


def undecided_ids(record: Record) -> frozenset[str]:
    """The ids of the same."""
    sql = "SELECT question FROM now_questions WHERE state NOT IN ('resolved', 'annulled')"
    return frozenset(row[0] for row in record.rows(sql))


def without_forecast(record: Record, *, now_us: int, me: str, most: int) -> tuple[str, ...]:
    """The questions open now that have no forecast of mine; what ends first comes first."""
    sql = """SELECT q.question FROM now_questions q
             WHERE q.state IN ('asked', 'proposed', 'contested', 'given_up')
               AND q.opens_at <= :now AND q.closes_at >= :now
               AND NOT EXISTS (SELECT 1 FROM now_forecasts f WHERE f.question = q.question AND f.forecaster = :me)
             ORDER BY q.closes_at, q.question LIMIT :most"""
    return tuple(row[0] for row in record.rows(sql, {"now": now_us, "me": me, "most": most}))


def standing_no_more(record: Record, *, now_us: int, me: str) -> tuple[str, ...]:
    """The questions open now on which a forecast of mine was withdrawn or ran out, and none stands; what ends first comes first."""
    sql = f"""SELECT q.question FROM now_questions q WHERE {STATES["open"]} AND {standing(":me")} = 0
              ORDER BY q.closes_at, q.question"""
    return tuple(row[0] for row in record.rows(sql, {"now": now_us, "me": me}))


def past_last_day(record: Record, *, before_us: int) -> int:
    """How many questions are asked still though their last day ended before this moment."""
    row = record.one(
        "SELECT count(*) FROM now_questions WHERE state = 'asked' AND gives_up_at < ?", (before_us,)
    )
    return int(row[0]) if row else 0
