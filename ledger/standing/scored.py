"""A question with an outcome: the only thing a scoring rule is ever given.

It can be made from an outcome alone, so an annulled question cannot become one; it is still counted in the
denominator, which is made from the question's end and never from this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, YesNo

if TYPE_CHECKING:
    from datetime import date

    from ledger.questions.outcome import Outcome
    from ledger.record.ended import QuestionEnd

CHECKED_FACTS = frozenset({"reports"})
"""Stances whose questions check a fact instead of asking about the future: in no score and no denominator."""


@dataclass(frozen=True, slots=True)
class Options:
    """The labels of a multiple-choice question, in order, and whether the order means anything."""

    labels: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """The range a numeric question takes answers in; what lies beyond counts as its end."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Days:
    """The range of a date question; "later or never" counts as the day after it."""

    least: date
    most: date


Scale = Options | Numbers | Days | None
"""What forecasts of a question are stated on; None for yes or no."""


class Scored(NamedTuple):
    """A question and its outcome, with the times that bound its scores. Made by `scored`.

    `t0_us` is the later of `opens_at` and the moment the question was first asked: in this ledger, or elsewhere for one of
    an imported table; `closes_us` its scheduled end; `known_us` when the outcome was known. Microseconds UTC.
    """

    number: int
    id: str
    title: str
    kind: str
    family: str
    unit: str | None
    outcome: Outcome
    scale: Scale
    t0_us: int
    closes_us: int
    known_us: int
    private: bool
    confirmed: str | None


def scored(end: QuestionEnd) -> Scored | None:
    """The question with its outcome; None while it has none, and for annulled ones, which never have one."""
    if end.state != "resolved" or end.outcome is None or end.known_at is None:
        return None
    return Scored(
        number=end.number,
        id=end.id,
        title=end.title,
        kind=end.kind,
        family=end.family,
        unit=end.unit,
        outcome=end.outcome,
        scale=_scale(end),
        t0_us=max(end.opens_at, end.asked_at),
        closes_us=end.closes_at,
        known_us=end.known_at,
        private=end.private,
        confirmed=end.confirmed,
    )


def counts_for(end: QuestionEnd, forecaster: str) -> bool:
    """Whether a question counts for a forecaster: a private one for its owner only, a checked fact for nobody."""
    return end.stance not in CHECKED_FACTS and (not end.private or end.asker == forecaster)


def happened(outcome: Outcome) -> float:
    """1.0 for YES, 0.0 for NO. Raises TypeError for an outcome of another kind of question."""
    match outcome:
        case YesNo(yes):
            return float(yes)
        case Chosen() | Amount() | Beyond() | OnDay():
            raise TypeError(f"{outcome!r} is no yes or no.")


def _scale(end: QuestionEnd) -> Scale:
    if end.said is None:
        return None
    # what reads question files takes as long to load as numpy; a record of yes/no questions needs none of it
    from ledger.questions.reading import question_from_said

    question = question_from_said(end.id, end.said)
    if question.numbers is not None:
        return Numbers(float(question.numbers.least), float(question.numbers.most))
    if question.dates is not None:
        return Days(question.dates.least, question.dates.most)
    return Options(question.options, question.ordered)
