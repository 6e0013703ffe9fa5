"""Three invented forecasters, who read "if it resolved today" and judge how far it may still move.

Each sees the same value; they differ in how sure they are of it, and how often they come back. So a reader of the
calibration page meets somebody careful, somebody too sure, and somebody who seldom looks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, cast

from ledger.clock import microseconds, moment
from ledger.journal.entries import ForecastMade
from ledger.questions.forecast import Chance, Quantiles
from ledger.questions.rule import Compare, YesIf
from ledger.questions.says_stored import says_said
from ledger.record.detail import detail
from ledger.record.questions import ids, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from random import Random

    from ledger.questions.forecast import Says
    from ledger.questions.question import Question
    from ledger.record.detail import QuestionDetail
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow

LEVELS = ("0.1", "0.25", "0.5", "0.75", "0.9")
MOVES_A_MONTH = {"months": 1.2, "points": 1.5, "percent": 0.5, "percentage points": 0.5, "documents": 1.1}
"""How far a value wanders in a month, one standard deviation, in its unit; a guess, like theirs."""
NEVER_SURE = 0.03


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented. `trust` narrows what they think possible: 1 is fair, 3 is three times too sure."""

    name: str
    trust: float
    every: timedelta
    reason: str


PEOPLE = (
    Person("sim-ada", 1.0, timedelta(days=21), "the value now, and how far it moved in such a time before"),
    Person("sim-bo", 3.0, timedelta(days=30), "the trend is clear"),
    Person("sim-cy", 1.4, timedelta(days=75), "the value now; I look seldom"),
)
"""Everybody who forecasts in the demo."""


def forecasts_due(record: Record, now: datetime, rng: Random) -> Iterator[ForecastMade]:
    """What each of them says now on the open questions they have not said anything about for long enough."""
    now_us = microseconds(now)
    for person in PEOPLE:
        for row in page(record, ids(record, now_us=now_us, me=person.name), now_us=now_us, me=person.name):
            if _wants_to(person, row, now):
                yield from _said(person, detail(record, row.id, now_us=now_us), now, rng)


def _said(person: Person, asked: QuestionDetail, now: datetime, rng: Random) -> Iterator[ForecastMade]:
    question = asked.question()
    says = _says(person, question, asked.row, now, rng)
    if says is not None:
        yield ForecastMade(
            question=question.id,
            version=asked.version,
            by=person.name,
            made_at=microseconds(now),
            grade="seen",
            says=cast("dict[str, Any]", says_said(says)),
            reason=f"SIM: {person.reason}{_seen(asked.row, question)}",
        )


def _seen(row: QuestionRow, question: Question) -> str:
    unit = question.unit or question.rule.unit or ""
    return f" ({row.today.value} {unit})" if row.today and row.today.value else ""


def _wants_to(person: Person, row: QuestionRow, now: datetime) -> bool:
    if row.stands != "open":
        return False
    last = row.mine.made_at if row.mine else None
    return last is None or now - moment(last) >= person.every


def _says(person: Person, question: Question, row: QuestionRow, now: datetime, rng: Random) -> Says | None:
    today = row.today.value if row.today else None
    if question.kind == "binary" and question.rule.unit is None:
        return Chance(Decimal(str(round(rng.uniform(0.02, 0.10), 2))))
    if today is None:
        return None
    spread = _spread(question, now, person)
    centre = float(today) + rng.gauss(0, 0.15) * spread
    match question.rule.decider:
        case YesIf(Compare(bounds=((op, limit),))):
            above = 1 - NormalDist(centre, spread).cdf(float(limit))
            sure = above if op in {"at_least", "above"} else 1 - above
            return Chance(Decimal(str(round(min(1 - NEVER_SURE, max(NEVER_SURE, sure)), 2))))
        case _ if question.kind == "numeric":
            curve = NormalDist(centre, spread)
            points = [(Decimal(level), _digits(curve.inv_cdf(float(level)), question)) for level in LEVELS]
            return Quantiles(tuple(points))
        case _:
            return None


def _spread(question: Question, now: datetime, person: Person) -> float:
    months = max(0.25, (question.times.closes_at - now) / timedelta(days=30.4375))
    return (
        MOVES_A_MONTH.get(question.unit or question.rule.unit or "", 1.0) * math.sqrt(months) / person.trust
    )


def _digits(value: float, question: Question) -> Decimal:
    least = float(question.numbers.least) if question.numbers and not question.numbers.open_min else -math.inf
    return Decimal(f"{max(value, least):.{question.digits or 0}f}")
