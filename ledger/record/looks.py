"""Looks and their health: what was asked of the sources, how it went, and which questions a failing one endangers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.record.opening import Record, Row

GOOD = ("reading", "not_yet")
"""The answers of a look that is well: a reading, or a publisher that has not published yet."""


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look: one source with params and a window. Times are microseconds UTC, None for never.

    `days` is the window in words: at, over or any_day with its days. `answer` is reading, not_yet or unusable; `said` its sentence or values as JSON; `took_us` how long the last one took.
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

    @property
    def failing(self) -> bool:
        """Whether the last answer could not be used."""
        return self.failures > 0 or (self.answer is not None and self.answer not in GOOD)


@dataclass(frozen=True, slots=True)
class Endangered:
    """A failing look with the questions that hang on it, the next to end first."""

    look: LookRow
    questions: tuple[str, ...]


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
    """The failing looks that open questions hang on, the longest failing first."""
    failing = record.rows(f"{_LOOKS} WHERE failures > 0 OR answer = 'unusable' ORDER BY last_good_at, look")
    found = [Endangered(look, questions_of(record, look)) for look in map(_look, failing)]
    return tuple(one for one in found if one.questions)


def questions_of(record: Record, look: LookRow) -> tuple[str, ...]:
    """The questions that hang on a look and have not ended: same source, same window, same params."""
    rows = record.rows(_NAMING, {"name": look.source})
    return tuple(row[0] for row in rows if _serves(look, json.loads(row[1])))


def looks_of(record: Record, said: Mapping[str, Any]) -> tuple[LookRow, ...]:
    """The looks a question's content (`said`) hangs on."""
    return tuple(look for look in looks(record) if _serves(look, said))


_LOOKS = """SELECT look, source, params, days, next_at, last_at, last_good_at, failures, took_us, size,
                   answer, said, who FROM run_looks"""

_NAMING = """
SELECT question, said FROM now_questions
WHERE state NOT IN ('resolved', 'annulled') AND instr(said, '"' || :name || '"')
ORDER BY closes_at, question
"""


def _look(row: Row) -> LookRow:
    return LookRow(*(*row[:2], json.loads(row[2]), tuple(json.loads(row[3])), *row[4:]))


def _serves(look: LookRow, said: Mapping[str, Any]) -> bool:
    if look.days != _days(said["resolution"]["window"]):
        return False
    return any(
        use["name"] == look.source and _within(use.get("params", {}), look.params) for use in _uses(said)
    )


def _days(window: Mapping[str, Any]) -> tuple[str, ...]:
    """A stored window as a look's days say it."""
    name = next(name for name in ("at", "over", "any_day") if name in window)
    days = window[name]
    return (name, days) if isinstance(days, str) else (name, *days)


def _uses(said: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    rule = said["resolution"]
    yield from rule.get("source", ())
    for named in rule.get("look", {}).values():
        yield from named["source"]


def _within(given: Mapping[str, object], whole: Mapping[str, object]) -> bool:
    """Whether a look's params are the given ones, with defaults filled in; a number may be kept as its digits."""
    return all(name in whole and str(whole[name]) == str(value) for name, value in given.items())
