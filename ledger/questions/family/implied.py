"""What stated quantiles imply for other questions of the same number: a chance for a threshold, one for each option.

The distribution function runs in straight lines through the stated quantiles (in the logarithm where the question's
scale is `log`). Beyond the outermost ones nothing is read into it: there it leaves a least and a most, and no figure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from ledger.questions.family.division import NOTHING, ONE
from ledger.questions.family.part import HIGH, LOW
from ledger.questions.forecast import Chance, Chances

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.family.division import Points
    from ledger.questions.family.part import Part

POINT = Decimal("0.01")
"""Implied chances are given in whole points, or as finely as the levels were: three quantiles bear no more."""

FINEST = Decimal("0.000001")
"""A chance that would read 0 or 100 % and is neither is given more finely, and not at all below this."""

Scale = Literal["linear", "log"]


@dataclass(frozen=True, slots=True)
class Curve:
    """The stated quantiles, and how to read between them."""

    points: Points
    scale: Scale = "linear"

    @property
    def grains(self) -> Iterator[Decimal]:
        """What to round to: whole points or as finely as the levels were, then finer by tenths."""
        grain = min(POINT, *(_last_place(level) for level, _ in self.points))
        yield grain
        while grain > FINEST:
            grain /= 10
            yield grain

    def below(self, number: Decimal) -> Decimal | None:
        """The chance that the number lies below this one; None beyond the outermost quantiles."""
        if number in {LOW, HIGH}:
            return Decimal(0) if number == LOW else ONE
        for (level, value), (higher, beyond) in pairwise(self.points):
            if value <= number <= beyond:
                return level + (higher - level) * self._way(value, number, beyond)
        return self.points[0][0] if number == self.points[0][1] else None

    def of(self, part: Part, grain: Decimal) -> Decimal | None:
        """The chance that the number lies in a part of the line, each end rounded to the grain, so that neighbours add up.

        None where one of its ends lies beyond the quantiles, and where rounding alone makes it 0 or 1.
        """
        chance = exact = NOTHING
        for low, high in part.stretches:
            under, over = self.below(low), self.below(high)
            if under is None or over is None:
                return None
            exact += over - under
            chance += over.quantize(grain, ROUND_HALF_EVEN) - under.quantize(grain, ROUND_HALF_EVEN)
        return None if chance in {NOTHING, ONE} and chance != exact else chance

    def _way(self, value: Decimal, number: Decimal, beyond: Decimal) -> Decimal:
        """How far the number lies on the way from one quantile to the next, in [0, 1]."""
        if value == beyond:
            return Decimal(0)
        if self.scale == "log" and value > 0:
            return Decimal(math.log(number / value) / math.log(beyond / value))
        return (number - value) / (beyond - value)


def _last_place(level: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(level.normalize().as_tuple().exponent))


def implied(curve: Curve, parts: Mapping[str, Part], *, binary: bool) -> Chance | Chances | None:
    """The forecast that a curve implies for a question with these parts; None where it leaves the figure open.

    It says 0 or 100 % only where that is exactly so.
    """
    for grain in curve.grains:
        found = tuple(_each(curve, parts, grain))
        if len(found) == len(parts):
            return Chance(found[0][1]) if binary else Chances(found)
    return None


def _each(curve: Curve, parts: Mapping[str, Part], grain: Decimal) -> Iterator[tuple[str, Decimal]]:
    for label, part in parts.items():
        if (chance := curve.of(part, grain)) is not None:
            yield label, chance
