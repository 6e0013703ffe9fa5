"""How a forecast divides one hundred percent over the number line, and what that leaves for any part of it.

Only what was said counts: between two quantiles, and beyond the outermost, a forecast leaves open where its share lies.
Of a number that is rounded much may lie on a quantile itself, so its share is left on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from ledger.questions.family.measured import YES
from ledger.questions.family.part import EVERYTHING, HIGH, LOW, Part, between, part_of, step
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from ledger.questions.forecast import Says
    from ledger.questions.question import NumberRange

ONE, NOTHING = Decimal(1), Decimal(0)
NO = "NO"

Points = tuple[tuple[Decimal, Decimal], ...]
"""(level, value) pairs, levels rising, values never falling."""


@dataclass(frozen=True, slots=True)
class Share:
    """So much of one hundred percent lies in this part; `label` is the option's, YES, NO, or empty.

    Where `wider` is given, at most so much lies in the part, and at least so much in the wider one.
    """

    part: Part
    mass: Decimal
    label: str = ""
    wider: Part | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """The shares of one forecast, which add up to 1; and what it said in so many words: of YES, of each option, of
    what lies below a quantile.
    """

    shares: tuple[Share, ...]
    said: tuple[Share, ...] = ()

    def leaves(self, part: Part) -> tuple[Decimal, Decimal]:
        """The least and the most that this forecast leaves for a part of the line."""
        least = sum((each.mass for each in self.shares if each.part.within(part)), NOTHING)
        most = sum((each.mass for each in self.shares if each.part.meets(part)), NOTHING)
        return least, most


def divided(
    says: Says,
    parts: Mapping[str, Part],
    numbers: NumberRange | None,
    digits: int | None,
    last: date | None = None,
) -> Division | None:
    """What a forecast says of the number; None where it says nothing in shares (a range without a level, words).

    `parts` are the question's, by label; `last` is the last day of a date question's window. A point and a plain yes or no take all of it: they are for publications, who say so.
    """
    match says:
        case Chance(probability) if YES in parts:
            return _yes(parts[YES], probability)
        case Statement(yes) if YES in parts:
            return _yes(parts[YES], ONE if yes else NOTHING)
        case Chances(options) if all(label in parts for label, _ in options):
            shares = tuple(Share(parts[label], mass, label) for label, mass in options)
            return Division(shares, shares)
        case Quantiles() | Interval():
            points = quantiles_of(says)
            return Division(tuple(_segments(points, numbers, digits)), tuple(_below(points, digits)))
        case Point(value):
            return Division(_inside(value, value, digits))
        case Range(lower, upper, False):
            return Division(_inside(lower, upper, digits))
        case DateQuantiles(points_) if YES in parts:
            return _by_then(points_, parts[YES], last)
        case Chance() | Statement() | Chances() | Range() | DateQuantiles() | Words():
            return None


def quantiles_of(says: Quantiles | Interval) -> Points:
    """The quantiles that were stated; an interval is central, so it states two.

    >>> quantiles_of(Interval(Decimal("0.8"), Decimal(4), Decimal(14)))
    ((Decimal('0.1'), Decimal('4')), (Decimal('0.9'), Decimal('14')))
    """
    match says:
        case Quantiles(points):
            return points
        case Interval(level, lower, upper):
            beside = (1 - level) / 2
            return (beside, lower), (1 - beside, upper)


def _yes(part: Part, probability: Decimal) -> Division:
    yes = Share(part, probability, YES)
    return Division((yes, Share(part.rest, ONE - probability, NO)), (yes,))


def _by_then(points: Sequence[tuple[Decimal, date]], part: Part, last: date | None) -> Division:
    """Of a first day, the level of the last quantile within the window is YES; the rest is left open."""
    level = max((level for level, day in points if last is None or day <= last), default=NOTHING)
    return Division((Share(part, level, YES), Share(EVERYTHING, ONE - level)))


def _inside(lower: Decimal, upper: Decimal, digits: int | None) -> tuple[Share, ...]:
    """All of it between two numbers; a point without digits has no width, and nothing is said of it."""
    part = part_of([("at_least", lower), ("at_most", upper)], digits)
    return (Share(part, ONE),) if part.stretches else ()


def _below(points: Points, digits: int | None) -> Iterator[Share]:
    """What lies below each quantile; nothing where numbers are not rounded and several quantiles have one value."""
    values = [value for _, value in points]
    for level, value in points:
        if digits is not None:
            yield Share(between(LOW, value), level, wider=between(LOW, value + step(digits)))
        elif values.count(value) == 1:
            yield Share(between(LOW, value), level)


def _segments(points: Points, numbers: NumberRange | None, digits: int | None) -> Iterator[Share]:
    """The share between each quantile and the next."""
    low, high = _ends(numbers, digits)
    levels = [NOTHING, *(level for level, _ in points), ONE]
    values = [low, *(value for _, value in points), high]
    for index, (level, after) in enumerate(pairwise(levels)):
        yield Share(_reach(values, index, digits), after - level)


def _reach(values: Sequence[Decimal], index: int, digits: int | None) -> Part:
    """Where the share between two quantiles may lie. Where both have one value, that is on either side of it."""
    left, right = values[index], values[index + 1]
    if digits is not None:
        return between(left, min(right + step(digits), values[-1]))
    if left < right:
        return between(left, right)
    left = max((each for each in values if each < left), default=LOW)
    return between(left, min((each for each in values if each > right), default=HIGH))


def _ends(numbers: NumberRange | None, digits: int | None) -> tuple[Decimal, Decimal]:
    """Where no number can lie beyond; an end that the range leaves open is none."""
    if numbers is None:
        return LOW, HIGH
    ((low, high),) = part_of([("at_least", numbers.least), ("at_most", numbers.most)], digits).stretches
    return LOW if numbers.open_min else low, HIGH if numbers.open_max else high
