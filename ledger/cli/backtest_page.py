"""A back-test on a terminal: a row for each window, runs of days that say the same in one row, the base rate below."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ledger.cli.frame import table
from ledger.cli.words import sim
from ledger.questions.clean import clean_line
from ledger.questions.rule import At
from ledger.questions.units import counted
from ledger.resolution.looking_back.backtest import FROM_WORDS
from ledger.resolution.looking_back.backtest_json import kind, said
from ledger.resolution.looking_back.base_rate import base_rate, base_rate_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from ledger.questions.question import Question
    from ledger.resolution.looking_back.backtest import Backtest, DayRead, Tried

HEADERS = ("from", "to", "would say", "value", "decidable", "why")
COURSE_HEADERS = ("at", "rule", "says")
COURSES = 3
"""How many windows are shown step by step."""

RUNS = ("from", "to", "held", "values")


def cells(question: Question, one: Tried, *, simulated: bool) -> tuple[object, ...]:
    """One window in one row."""
    says = sim(said(question, one.decision), simulated=simulated) if one.outcome is not None else "-"
    decidable = f"{one.decidable_at:%Y-%m-%d}" if one.decidable_at else "-"
    return one.days.first, one.days.last, says, one.value, decidable, one.reason


def lines(question: Question, found: Backtest, *, simulated: bool) -> Iterator[str]:
    """The page."""
    yield table(HEADERS, _rows(question, found.all, simulated=simulated))
    yield from _courses(question, found)
    if found.by_day:
        yield "\nDay by day"
        yield table(RUNS, (run.cells() for run in _runs(found.by_day)))
    yield ""
    yield from summary(question, found)


def summary(question: Question, found: Backtest) -> Iterator[str]:
    """The base rate in a sentence, and what this past is."""
    if rate := base_rate(found, question.unit):
        sentence = base_rate_words(rate, question.unit)
        yield clean_line(f"{sentence[0].upper()}{sentence[1:]}.")
    yield f"({FROM_WORDS[found.source]})"
    if found.before:
        yield clean_line(f"({found.before})")


def _rows(question: Question, tried: Sequence[Tried], *, simulated: bool) -> Iterator[tuple[object, ...]]:
    """A row for each window; single days that say the same, one after another, stand in one."""
    for same, group in groupby(tried, key=lambda one: _alike(question, one)):
        several = list(group)
        rows = [cells(question, one, simulated=simulated) for one in several]
        if len(several) == 1 or same is None:
            yield from rows
        else:
            values, days = _range(one.value for one in several), counted(len(several), "day")
            yield (rows[-1][0], *rows[0][1:3], values, rows[-1][4], days)


def _alike(question: Question, one: Tried) -> str | None:
    """What days in one row have in common; None for windows, each of which stands alone."""
    return said(question, one.decision) if isinstance(one.window, At) else None


def _range(values: Iterable[Decimal | None]) -> str:
    numbers = sorted(value for value in values if value is not None)
    if not numbers:
        return ""
    return f"{numbers[0]}" if numbers[0] == numbers[-1] else f"{numbers[0]} to {numbers[-1]}"


def _courses(question: Question, found: Backtest) -> Iterator[str]:
    """How it came to the newest ones; the rest is in the JSON."""
    gone = [one for one in found.all if one.course]
    for one in gone[:COURSES]:
        yield from _course(question, one)
    if len(gone) > COURSES:
        yield f"\n(the {COURSES} newest of {len(gone)}; --json has all)"


def _course(question: Question, one: Tried) -> Iterator[str]:
    rows = [
        (f"{step.at:%Y-%m-%d %H:%M}", kind(step.decision), said(question, step.decision))
        for step in one.course
    ]
    yield f"\n{one.days.first} to {one.days.last}, as it would have gone (UTC)"
    yield table(COURSE_HEADERS, rows)


@dataclass(frozen=True, slots=True)
class _Run:
    """Days on end on which the test held, did not, or is not known to have."""

    first: date
    last: date
    holds: bool | None
    values: str

    def cells(self) -> tuple[object, ...]:
        """The run in one row."""
        held = {True: "yes", False: "no", None: "not known"}[self.holds]
        return self.first, self.last, held, self.values


def _runs(days: Sequence[DayRead]) -> Iterator[_Run]:
    for held, group in groupby(sorted(days, key=lambda one: one.day), key=lambda one: one.holds):
        several = list(group)
        yield _Run(several[0].day, several[-1].day, held, _range(one.value for one in several))
