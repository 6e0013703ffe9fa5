"""Questions as scores see them: times, outcome, family, and whose they are. Nothing is decided here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record, Row


@dataclass(frozen=True, slots=True)
class QuestionEnd:
    """One question with its end, if it has one. Times are microseconds UTC.

    `number` is the question's number in columns: the seq of its first entry. `version` is its newest.
    `outcome` is the stored form; `how` is resolved, annulled, ambiguous or None. `asker` is who asked it where no
    publication stated it, read for private questions only. `asked_at` is when it was asked first: here, or elsewhere where an
    imported table says so. `said` is the file's content, left out (None) for binary questions, which need none of it.
    """

    number: int
    id: str
    title: str
    kind: str
    family: str
    unit: str | None
    stance: str | None
    private: bool
    asker: str | None
    asked_at: int
    opens_at: int
    closes_at: int
    state: str
    how: str | None
    outcome: Mapping[str, Any] | None
    known_at: int | None
    confirmed: str | None
    version: int
    said: Mapping[str, Any] | None


def question_ends(record: Record, *, only: str | None = None) -> tuple[QuestionEnd, ...]:
    """Every question, or the one named, in the order they were asked."""
    where = "WHERE question = :only" if only is not None else ""
    return tuple(_end(row) for row in record.rows(f"{_SQL} {where} ORDER BY asked_seq", {"only": only}))


_SQL = """
SELECT asked_seq, question, title, kind, family, unit, stance, private, CASE private WHEN 1 THEN json_extract(said, '$.by') END, CASE imported WHEN 1 THEN opens_at ELSE asked_at END, opens_at,
       closes_at, state, ended_how, outcome, known_at, confirmed, version, CASE kind WHEN 'binary' THEN NULL ELSE said END
FROM now_questions
"""


def _end(row: Row) -> QuestionEnd:
    outcome, said = (json.loads(text) if text else None for text in (row[14], row[18]))
    return QuestionEnd(*(*row[:7], bool(row[7]), *row[8:14], outcome, *row[15:18], said))


def stating_publications(record: Record) -> frozenset[str]:
    """Who has forecasts stated in question files: publications, which get no score, rank or grade."""
    sql = """SELECT DISTINCT json_extract(f.value, '$.by') FROM now_questions q, json_each(q.said, '$.forecast') f
             WHERE q.publication IS NOT NULL"""
    named = {row[0] for row in record.rows(sql)}
    return frozenset(name for name in named if name)
