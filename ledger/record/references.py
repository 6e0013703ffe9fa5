"""Naive forecasts: which there are, which questions are still without, and for which of these it is time to try."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record

NAMES = ("no change", "base rate")

AGAIN_AFTER = timedelta(days=7)
"""What was tried in vain is tried again after so long."""

AGAIN_WITH_NEWS_AFTER = timedelta(days=1)
"""And after so long where a source of the question has data of newer days since."""

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Lacking:
    """An open question whose newest version has no naive forecast, with what it says."""

    question: str
    version: int
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """A naive forecast of a question: its name, what it says as stored, and the earlier windows it was computed from.

    `first` and `last` are the first and last day of those, as ISO days.
    """

    name: str
    says: Mapping[str, object]
    windows: int
    first: str
    last: str


def references_of(record: Record, question: str) -> tuple[Reference, ...]:
    """The naive forecasts of a question in its newest version, the base rate first."""
    sql = """SELECT r.name, r.says, r.windows, r.first_day, r.last_day FROM now_references r
             JOIN now_questions q USING (question, version) WHERE r.question = ? ORDER BY r.name"""
    return tuple(Reference(row[0], json.loads(row[1]), *row[2:]) for row in record.rows(sql, (question,)))


def lacking(record: Record, *, now_us: int) -> tuple[Lacking, ...]:
    """The questions that can be forecast now and have no naive forecast, those that close first at the front.

    No imported ones: no machine reads what a table answers.
    """
    return _found(record, f"{_LACKING} {_IN_ORDER}", {"now": now_us})


def to_try(record: Record, *, now_us: int, most: int) -> tuple[Lacking, ...]:
    """The first `most` of the lacking that were not tried in vain lately: what a turn of the daemon takes.

    Where only a person answers there is no past to read, and nothing to try.
    """
    return _found(record, f"{_TO_TRY} {_IN_ORDER} LIMIT :most", {**_times(now_us), "most": most})


def number_to_try(record: Record, *, now_us: int) -> int:
    """How many of the lacking there are to try."""
    ((number,),) = record.rows(f"SELECT count(*) FROM ({_TO_TRY})", _times(now_us))
    return int(number)


def references_said(record: Record, name: str) -> Mapping[int, Mapping[str, object]]:
    """The stored forms of all naive forecasts of a name, by seq."""
    rows = record.rows("SELECT seq, says FROM now_references WHERE name = ?", (name,))
    return {seq: json.loads(says) for seq, says in rows}


def _found(record: Record, sql: str, bound: Mapping[str, int]) -> tuple[Lacking, ...]:
    rows = record.rows(sql, bound)
    return tuple(Lacking(question, version, json.loads(said)) for question, version, said in rows)


def _times(now_us: int) -> Mapping[str, int]:
    """The bound times of `_TO_TRY`."""
    again, news = (now_us - wait // _MICROSECOND for wait in (AGAIN_AFTER, AGAIN_WITH_NEWS_AFTER))
    return {"now": now_us, "again": again, "news": news}


_LACKING = """
SELECT q.question, q.version, q.said FROM now_questions q
WHERE q.state = 'asked' AND q.opens_at <= :now AND q.closes_at > :now AND q.kind <> 'date' AND NOT q.private
AND NOT q.imported
AND NOT EXISTS (SELECT 1 FROM now_references r WHERE r.question = q.question AND r.version = q.version)
"""
_IN_ORDER = "ORDER BY q.closes_at, q.question"

_TO_TRY = f"""{_LACKING}
AND EXISTS (SELECT 1 FROM json_each(q.said, '$.resolution.source') s WHERE json_extract(s.value, '$.name') <> 'manual')
AND NOT EXISTS (
    SELECT 1 FROM run_without w WHERE w.question = q.question AND w.version = q.version AND w.at > :again
    AND (w.at > :news OR NOT EXISTS (
        SELECT 1 FROM run_uses u JOIN run_looks l ON l.look = u.look
        WHERE u.question = q.question AND l.as_of > coalesce(w.as_of, ''))))
"""
