"""Whether what somebody said can be meant as an answer to a question: sentences, none when all is well."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

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
from ledger.questions.says_words import number_words, percent_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.questions.forecast import Says
    from ledger.questions.question import Kind, NumberRange

ONE = Decimal(1)
_FITS: dict[type, frozenset[Kind]] = {
    Chance: frozenset({"binary"}),
    Statement: frozenset({"binary"}),
    Chances: frozenset({"multiple_choice"}),
    Quantiles: frozenset({"numeric"}),
    Interval: frozenset({"numeric"}),
    Range: frozenset({"numeric"}),
    Point: frozenset({"numeric"}),
    DateQuantiles: frozenset({"date"}),
    Words: frozenset({"binary", "multiple_choice", "numeric", "date"}),
}
_WANTED: dict[Kind, str] = {
    "binary": "a probability",
    "multiple_choice": "a probability for every option",
    "numeric": "quantiles or an interval",
    "date": "quantiles that are dates",
}


class Answerable(Protocol):
    """What of a question decides whether an answer fits; `Question` is one."""

    @property
    def kind(self) -> Kind:
        """Which answers it takes."""
        ...

    @property
    def options(self) -> tuple[str, ...]:
        """The labels, for a multiple-choice question."""
        ...

    @property
    def numbers(self) -> NumberRange | None:
        """Where a numeric answer may lie."""
        ...


def is_certain(says: Says) -> bool:
    """Whether it holds something for impossible or sure, which is worth asking back about once.

    >>> is_certain(Chance(Decimal(1))), is_certain(Chance(Decimal("0.99")))
    (True, False)
    """
    match says:
        case Chance(probability):
            return probability in {0, 1}
        case Chances(options):
            return any(chance in {0, 1} for _, chance in options)
        case Quantiles() | Interval() | Range() | Point() | DateQuantiles() | Statement() | Words():
            return False


def check_says(says: Says, question: Answerable) -> list[str]:
    """What is wrong with `says` as an answer to `question`, one sentence each; empty when it fits."""
    if question.kind not in _FITS[type(says)]:
        return [f"This question takes {_WANTED[question.kind]}."]
    return list(_wrong(says, question))


def _wrong(says: Says, question: Answerable) -> Iterator[str]:
    match says:
        case Chance(probability):
            yield from _probability("The probability", probability)
        case Chances(options):
            yield from _chances(options, question.options)
        case Quantiles(points):
            yield from _levels([level for level, _ in points])
            yield from _never_falling([value for _, value in points])
            yield from _inside([value for _, value in points], question.numbers)
        case DateQuantiles(points):
            yield from _levels([level for level, _ in points])
            yield from _never_falling([Decimal(day.toordinal()) for _, day in points])
        case Interval(level, lower, upper):
            yield from _levels([level])
            yield from _ends(lower, upper)
            yield from _inside([lower, upper], question.numbers)
        case Range(lower, upper):
            yield from _ends(lower, upper)
        case Point() | Statement() | Words():
            return


def _probability(what: str, probability: Decimal) -> Iterator[str]:
    if not 0 <= probability <= 1:
        yield f"{what} is {percent_words(probability)}; it must lie from 0 % to 100 %."


def _chances(said: Sequence[tuple[str, Decimal]], options: Sequence[str]) -> Iterator[str]:
    for label, chance in said:
        yield from _probability(f"The probability of {label!r}", chance)
    labels = [label for label, _ in said]
    if missing := [label for label in options if label not in labels]:
        yield f"There is no probability for {', '.join(map(repr, missing))}."
    if extra := [label for label in labels if label not in options]:
        yield f"{', '.join(map(repr, extra))} is no option; there are {', '.join(map(repr, options))}."
    if len(set(labels)) < len(labels):
        yield "An option stands there twice."
    total = sum((chance for _, chance in said), Decimal(0))
    if total != ONE:
        yield f"The probabilities add up to {percent_words(total)}; they must add up to 100 %."


def _levels(levels: Sequence[Decimal]) -> Iterator[str]:
    if not levels:
        yield "There is no quantile."
    if any(not 0 < level < 1 for level in levels):
        yield "A level must lie between 0 % and 100 %, ends excluded."
    if any(a >= b for a, b in pairwise(levels)):
        yield "The levels must rise."


def _never_falling(values: Sequence[Decimal]) -> Iterator[str]:
    if any(a > b for a, b in pairwise(values)):
        yield "A higher level must not have a lower value."


def _ends(lower: Decimal, upper: Decimal) -> Iterator[str]:
    if lower > upper:
        yield f"The lower end {number_words(lower)} lies above the upper end {number_words(upper)}."


def _inside(values: Sequence[Decimal], numbers: NumberRange | None) -> Iterator[str]:
    if numbers is None:
        return
    if not numbers.open_min and any(value < numbers.least for value in values):
        yield f"No answer can lie below {number_words(numbers.least)}."
    if not numbers.open_max and any(value > numbers.most for value in values):
        yield f"No answer can lie above {number_words(numbers.most)}."
