"""Looks and their health: what was asked of the sources, how it went, the alarms that hold, and which questions they endanger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.alarms import Alarm, alarms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record, Row

GOOD = ("reading", "not_yet")
"""The answers of a look that is well: a reading, or a publisher that has not published yet."""


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look: one source with params and a window. Times are microseconds UTC, None for never.

    `days` is the window in words: at, over or any_day with its days. `answer` is reading, not_yet or unusable; `said` its sentence or values as JSON; `took_us` how long the last one took.
    `as_of` is how far its data reach (an ISO day), `identity` the series it read; `unable_since` when it ceased to give a reading;
    `lacks` what of the window is long over and was not there to be read.
    """

    look: str
    source: str
    params: Mapping[str, object]
    days: tuple[str, ...]
    next_at: int
    last_at: int | None
    last_good_at: int | None
    failures: int
    took_us: int | None
    size: int | None
    answer: str | None
    said: str | None
    who: str | None
    as_of: str | None = None
    identity: str | None = None
    unable_since: int | None = None
    lacks: str | None = None

    @property
    def failing(self) -> bool:
        """Whether the last answer could not be used."""
        return self.failures > 0 or (self.answer is not None and self.answer not in GOOD)


@dataclass(frozen=True, slots=True)
class Hanging:
    """A question that hangs on a look, with its deadlines in microseconds UTC."""

    question: str
    resolves_at: int
    gives_up_at: int


@dataclass(frozen=True, slots=True)
class Endangered:
    """A look with an alarm, and the questions that hang on it and on nothing else that reads, the next to end first."""

    look: LookRow
    questions: tuple[str, ...]
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """How many looks there are, are due, and fail; when one was last taken, and by whom."""

    looks: int
    due: int
    failing: int
    last_at: int | None
    last_by: str | None


def next_looks(record: Record) -> dict[str, int]:
    """When each look is due, in microseconds UTC, by its key."""
    return dict(record.rows("SELECT look, next_at FROM run_looks"))


def looks(record: Record) -> tuple[LookRow, ...]:
    """Every look, by source."""
    return tuple(_look(row) for row in record.rows(f"{_LOOKS} ORDER BY source, days, look"))


def health(record: Record, *, now_us: int) -> Health:
    """The looks in numbers."""
    sql = """SELECT count(*), coalesce(sum(next_at <= :now), 0), coalesce(sum(failures > 0 OR answer = 'unusable'), 0),
                    max(last_at), (SELECT who FROM run_looks ORDER BY last_at DESC LIMIT 1) FROM run_looks"""
    return Health(*record.rows(sql, {"now": now_us})[0])


def endangered(record: Record) -> tuple[Endangered, ...]:
    """The looks with an alarm, and the open questions that nobody else reads for now, the longest in trouble first."""
    held = alarms(record)
    rows = record.rows(f"{_LOOKS} WHERE look IN (SELECT look FROM run_alarms) ORDER BY last_good_at, look")
    found = [
        (look, tuple(one for (one,) in record.rows(_IN_DANGER, (look.look,)))) for look in map(_look, rows)
    ]
    return tuple(Endangered(look, names, held[look.look]) for look, names in found if names)


def hanging_on(record: Record, look: str) -> tuple[Hanging, ...]:
    """The questions without an end that hang on a look, the next to end first."""
    return tuple(Hanging(*row) for row in record.rows(_HANGING, (look,)))


def hanging_by_source(record: Record) -> dict[str, int]:
    """How many questions without an end hang on the looks of each source that has any."""
    return dict(record.rows(_BY_SOURCE))


def hanging_counts(record: Record) -> dict[str, int]:
    """How many questions without an end hang on each look, by its key; none for a look that only shows."""
    return dict(record.rows(_BY_LOOK))


def looks_of(record: Record, question: str) -> tuple[LookRow, ...]:
    """The looks a question hangs on, in the order of its file."""
    sql = f"{_LOOKS} l JOIN (SELECT look AS key, min(place) AS place FROM run_uses WHERE question = ? GROUP BY look) u"
    return tuple(_look(row) for row in record.rows(f"{sql} ON u.key = l.look ORDER BY u.place", (question,)))


_LOOKS = """SELECT look, source, params, days, next_at, last_at, last_good_at, failures, took_us, size,
                   answer, said, who, as_of, identity, unable_since, lacks FROM run_looks"""

_HANGING = """
SELECT DISTINCT q.question, q.resolves_at, q.gives_up_at FROM run_uses u JOIN now_questions q ON q.question = u.question
WHERE u.look = ? AND q.state NOT IN ('resolved', 'annulled') ORDER BY q.closes_at, q.question
"""

_BY_SOURCE = """
SELECT l.source, count(DISTINCT q.question) FROM run_looks l JOIN run_uses u ON u.look = l.look
JOIN now_questions q ON q.question = u.question WHERE q.state NOT IN ('resolved', 'annulled') GROUP BY l.source
"""

_BY_LOOK = """
SELECT u.look, count(DISTINCT q.question) FROM run_uses u JOIN now_questions q ON q.question = u.question
WHERE q.state NOT IN ('resolved', 'annulled') GROUP BY u.look
"""

_IN_DANGER = """
SELECT DISTINCT q.question FROM run_uses u JOIN now_questions q ON q.question = u.question
JOIN run_looks l ON l.look = u.look
WHERE u.look = ? AND q.state NOT IN ('resolved', 'annulled')
AND (l.failures = 0 AND l.answer = 'reading' OR coalesce(json_extract(q.said, '$.resolution.quorum'), 1) > 1
     OR NOT EXISTS (SELECT 1 FROM run_uses o JOIN run_looks r ON r.look = o.look
                    WHERE o.question = u.question AND o.name = u.name AND o.look <> u.look AND r.answer = 'reading'))
ORDER BY q.closes_at, q.question
"""
"""What fails endangers nothing where another source of the same look of that question reads, unless several must agree."""


def _look(row: Row) -> LookRow:
    return LookRow(*(*row[:2], json.loads(row[2]), tuple(json.loads(row[3])), *row[4:]))
