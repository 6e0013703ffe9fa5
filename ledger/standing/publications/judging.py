"""From a claim and what became of its question to what may be said of it. Pure; the rules are DESIGN's, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.questions.forecast import (
    Chance,
    Chances,
    DateQuantiles,
    Interval,
    Point,
    Quantiles,
    Range,
    Statement,
    Words,
)
from ledger.questions.outcome import Amount, YesNo, outcome_words
from ledger.scoring import distance_outside, interval_score
from ledger.standing.publications.verdict import (
    Annulled,
    BeyondRange,
    Loose,
    NotTested,
    Occurred,
    PointError,
    RangeResult,
    Report,
    Request,
    StillOpen,
    TwoPoints,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Claim, Question, StatedForecast
    from ledger.standing.publications.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a claim's question. `annulled` is annulled or ambiguous; `condition_met` for scenarios."""

    outcome: Outcome | None = None
    annulled: str | None = None
    condition_met: bool = False


def verdicts(question: Question, claim: Claim, ended: Ended, no_change: float | None) -> tuple[Verdict, ...]:
    """What may be said of a claim: one verdict, or one per forecast the publication stated."""
    match claim.stance:
        case "asks":
            return (_request(question, claim, ended),)
        case "reports":
            return (_report(question, claim, ended),)
        case "scenario":
            if not ended.condition_met:
                return (NotTested(claim.condition or "its condition holds"),)
            return _asserted(question, claim, ended, no_change)
        case "asserts":
            return _asserted(question, claim, ended, no_change)


def _request(question: Question, claim: Claim, ended: Ended) -> Verdict:
    if ended.annulled:
        return Annulled(ended.annulled)
    if claim.proxy == "loose":
        return _loose(question, ended)
    return Request(_yes(ended.outcome))


def _report(question: Question, claim: Claim, ended: Ended) -> Verdict:
    if ended.annulled:
        return Report(None)
    if claim.proxy == "loose":
        return _loose(question, ended)
    if ended.outcome is None:
        return Report(None, checked=False)
    supported = _yes(ended.outcome)
    return Report(supported) if supported is not None else Occurred(_said(question, ended.outcome), None)


def _asserted(question: Question, claim: Claim, ended: Ended, no_change: float | None) -> tuple[Verdict, ...]:
    if ended.annulled:
        return (Annulled(ended.annulled),)
    if claim.proxy == "loose":
        return (_loose(question, ended),)
    if ended.outcome is None:
        return (StillOpen(),)
    outcome = ended.outcome
    stated = [one for one in question.forecasts if not one.imputed]
    return tuple(_one(question, one, outcome, no_change) for one in stated) or (
        Occurred(_said(question, outcome), None),
    )


def _one(question: Question, stated: StatedForecast, outcome: Outcome, no_change: float | None) -> Verdict:
    match stated.says:
        case Point() | Range() | Interval() | Quantiles() as says:
            return _number(question, says, outcome, no_change)
        case Statement(yes):
            return Occurred(_said(question, outcome), _yes(outcome) == yes)
        case Chance() | Chances() | DateQuantiles() | Words():
            # a publication gets no probability score: its words and what happened stand side by side
            return Occurred(_said(question, outcome), None)


def _number(
    question: Question, says: Point | Range | Interval | Quantiles, outcome: Outcome, no_change: float | None
) -> Verdict:
    if not isinstance(outcome, Amount):
        return BeyondRange(_said(question, outcome))
    value = float(outcome.value)
    match says:
        case Point(point):
            return PointError(float(point), value, question.unit, no_change)
        case Range(lower, upper, True):
            ends = (PointError(float(end), value, question.unit, no_change) for end in (lower, upper))
            return TwoPoints(*ends)
        case Range(lower, upper):
            return _range(float(lower), float(upper), value, question.unit)
        case Interval(level, lower, upper):
            return _scored(_range(float(lower), float(upper), value, question.unit), level, value)
        case Quantiles(points):
            (low, first), (high, last) = points[0], points[-1]
            found = _range(float(first), float(last), value, question.unit)
            # where the tails are not alike no interval score is meant for it
            alike = low + high == 1
            return _scored(found, high - low, value) if alike else replace(found, level=float(high - low))


def _range(lower: float, upper: float, value: float, unit: str | None) -> RangeResult:
    return RangeResult(lower, upper, distance_outside(lower=lower, upper=upper, value=value), unit)


def _scored(found: RangeResult, level: Decimal, value: float) -> RangeResult:
    """A range whose source said how likely it is to hold the value: the only kind that has a score."""
    stated = float(level)
    score = interval_score(lower=found.lower, upper=found.upper, level=stated, value=value)
    return replace(found, level=stated, interval_score=score)


def _loose(question: Question, ended: Ended) -> Loose:
    return Loose(_said(question, ended.outcome) if ended.outcome is not None else None)


def _yes(outcome: Outcome | None) -> bool | None:
    return outcome.yes if isinstance(outcome, YesNo) else None


def _said(question: Question, outcome: Outcome) -> str:
    return outcome_words(
        outcome, question.unit, question.dates.otherwise if question.dates else "later or never"
    )
