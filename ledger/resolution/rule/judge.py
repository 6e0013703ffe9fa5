"""From values to an outcome: the rule's decider over what each look gives, with three-valued truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.atoms import atoms
from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, YesNo
from ledger.questions.rule import (
    All,
    AnyOf,
    Compare,
    FirstDay,
    Happened,
    IsOneOf,
    Not,
    TakeOption,
    TakeValue,
    YesIf,
)
from ledger.resolution.rule.compare import meets, number_truth, rising_truth, rounded, text_truth
from ledger.resolution.rule.logic import Truth, all_of, any_of, known, negate
from ledger.resolution.rule.picks import MAIN, Known
from ledger.resolution.rule.spans import bounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.outcome import Outcome
    from ledger.questions.question import NumberRange, Question
    from ledger.questions.rule import Bucket, Test
    from ledger.resolution.rule.picks import Pick
    from resolvers.source import Span


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the decider says; `outcome` is None where it cannot say, and `reason` why. `value` is rounded."""

    outcome: Outcome | None
    reason: str
    value: Decimal | None = None


def judge(question: Question, picks: Mapping[str, Pick]) -> Verdict:
    """The outcome that these values give by the question's rule."""
    match question.rule.decider:
        case YesIf(test):
            return _yes_if(question, test, picks)
        case FirstDay(test):
            return _first_day(question, test, picks)
        case TakeValue():
            return _take_value(question, picks[MAIN])
        case TakeOption(buckets):
            return _take_option(question, buckets, picks[MAIN])


def truth(test: Test, picks: Mapping[str, Pick], question: Question) -> Truth:
    """What is known of a test over one day or span."""
    match test:
        case All(parts):
            return all_of(truth(part, picks, question) for part in parts)
        case AnyOf(parts):
            return any_of(truth(part, picks, question) for part in parts)
        case Not(part):
            return negate(truth(part, picks, question))
        case Compare() | IsOneOf() | Happened():
            found = picks[test.look]
            return _atom(test, found, question) if isinstance(found, Known) else Truth.UNKNOWN


def _atom(test: Compare | IsOneOf | Happened, found: Known, question: Question) -> Truth:
    """One comparison; what must hold for many days is not known from one value."""
    match test:
        case Compare(bounds_, _, None):
            compare = rising_truth if found.partial else number_truth
            return compare(found.value, bounds_, question.rule.digits)
        case IsOneOf(texts, _, None):
            return Truth.UNKNOWN if found.partial else text_truth(found.value, texts)
        case Happened(happened, _):
            return _event(found, bounds(question.rule.window), happened=happened)
        case Compare() | IsOneOf():
            return Truth.UNKNOWN


def _event(found: Known, window: Span, *, happened: bool) -> Truth:
    inside = known(in_window(found.value, window))
    if inside is Truth.NO and found.partial:
        return Truth.UNKNOWN
    return inside if happened else negate(inside)


def in_window(value: object, window: Span) -> bool:
    """Whether an event's date lies in the window; no date means that it did not happen."""
    return isinstance(value, date) and window.first <= value <= window.last


def _yes_if(question: Question, test: Test, picks: Mapping[str, Pick]) -> Verdict:
    value = test_value(question, test, picks)
    match truth(test, picks, question):
        case Truth.YES:
            return Verdict(YesNo(yes=True), "the test holds", value)
        case Truth.NO:
            return Verdict(YesNo(yes=False), "the test does not hold", value)
        case Truth.UNKNOWN:
            return Verdict(None, "the test is not known to hold or not", value)


def test_value(question: Question, test: Test, picks: Mapping[str, Pick]) -> Decimal | None:
    """The number shown beside a yes or no: that of the first look the test compares, rounded."""
    for name in looks_of(test):
        found = picks[name]
        if isinstance(found, Known) and isinstance(found.value, Decimal):
            return rounded(found.value, question.rule.digits)
    return None


def looks_of(test: Test) -> tuple[str, ...]:
    """The names of the looks a test compares, in order, each once."""
    return tuple(dict.fromkeys(atom.look for atom in atoms(test)))


def _first_day(question: Question, test: Test, picks: Mapping[str, Pick]) -> Verdict:
    match truth(test, picks, question):
        case Truth.YES:
            return Verdict(OnDay(bounds(question.rule.window).last), "the test holds")
        case Truth.NO:
            return Verdict(OnDay(None), "the test does not hold")
        case Truth.UNKNOWN:
            return Verdict(None, "the test is not known to hold or not")


def _take_value(question: Question, found: Pick) -> Verdict:
    if not isinstance(found, Known) or found.partial or not isinstance(found.value, Decimal):
        return Verdict(None, "there is no complete number yet")
    value = rounded(found.value, question.rule.digits)
    outcome = amount(value, question.numbers)
    return Verdict(
        outcome, "the value" if outcome else f"{value} lies outside the question's closed range", value
    )


def amount(value: Decimal, numbers: NumberRange | None) -> Outcome | None:
    """The outcome of a numeric question; None for a number outside a closed end of its range."""
    if numbers and value < numbers.least:
        return Beyond("min") if numbers.open_min else None
    if numbers and value > numbers.most:
        return Beyond("max") if numbers.open_max else None
    return Amount(value)


def _take_option(question: Question, buckets: tuple[Bucket, ...], found: Pick) -> Verdict:
    if not isinstance(found, Known) or found.partial:
        return Verdict(None, "there is no complete value yet")
    number = rounded(found.value, question.rule.digits) if isinstance(found.value, Decimal) else None
    for bucket in buckets:
        if _in_bucket(bucket, number, found.value):
            return Verdict(Chosen(bucket.label), "the value lies in this option", number)
    return Verdict(None, f"no option holds {found.value}", number)


def _in_bucket(bucket: Bucket, number: Decimal | None, value: object) -> bool:
    if bucket.bounds:
        return number is not None and meets(number, bucket.bounds)
    return isinstance(value, str) and value in bucket.texts
