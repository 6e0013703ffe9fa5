"""Questions as scores see them: times, outcome, family, and whose they are. Nothing is decided here."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.questions.outcome import outcome_from
from ledger.record.imported import AS_IMPORTED, begins

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.outcome import Outcome
    from ledger.record.opening import Record, Row


class QuestionEnd(NamedTuple):
    """One question with its end, if it has one. Times are microseconds UTC.

    `number` is the question's number in columns: the seq of its first entry. `version` is its newest. `how` is resolved,
    annulled, ambiguous or None. `asker` is who asked it where no publication stated it, read for private questions only.
    `asked_at` is when it was asked first: here, or elsewhere where an imported table says so; then that and `opens_at` are
    as the table said, whatever was amended. `said` is the file's content, left out (None) for binary questions, which need
    none of it.
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
    outcome: Outcome | None
    known_at: int | None
    confirmed: str | None
    version: int
    said: Mapping[str, Any] | None


def question_ends(record: Record, *, only: str | None = None) -> tuple[QuestionEnd, ...]:
    """Every question, or the one named, in the order they were asked."""
    where = "WHERE question = :only" if only is not None else ""
    return tuple(_end(row) for row in record.rows(f"{_SQL} {where} ORDER BY asked_seq", {"only": only}))


_SQL = f"""
SELECT asked_seq, question, title, kind, family, unit, stance, private, CASE private WHEN 1 THEN json_extract(said, '$.by') END, CASE imported WHEN 1 THEN opens_at ELSE asked_at END, opens_at,
       closes_at, state, ended_how, outcome, known_at, confirmed, version, CASE kind WHEN 'binary' THEN NULL ELSE said END,
       {AS_IMPORTED}
FROM now_questions q
"""


def _end(row: Row) -> QuestionEnd:
    outcome, said = _known(row[14]) if row[14] else None, json.loads(row[18]) if row[18] else None
    asked_at, opens_at = row[9:11] if row[19] is None else (begins(row[1], row[19], at) for at in row[9:11])
    times = asked_at, opens_at, row[11]
    return QuestionEnd._make(
        (*row[:7], bool(row[7]), row[8], *times, *row[12:14], outcome, *row[15:18], said)
    )


@lru_cache(maxsize=1024)
def _known(outcome: str) -> Outcome:
    """Read once: yes/no questions have two."""
    return outcome_from(json.loads(outcome))


def stating_publications(record: Record) -> frozenset[str]:
    """Publications: whoever's words a question file held in any of its versions, by a claim or a stated forecast.

    They get no score, rank or grade, and nobody speaks in their names. Once a publication, always one: the journal's
    rules say the same.
    """
    return frozenset(row[0] for row in record.rows(_SPOKEN_FOR) if row[0])


# Each condition is half of what the index of publications' versions holds, so that no other version is read.
_SPOKEN_FOR = """
SELECT json_extract(said, '$.claim.publication') FROM now_versions WHERE instr(said, '"claim":') > 0
UNION SELECT json_extract(f.value, '$.by') FROM now_versions v, json_each(v.said, '$.forecast') f
WHERE instr(v.said, '"forecast":') > 0
"""
