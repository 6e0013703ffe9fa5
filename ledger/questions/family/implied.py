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

from ledger.questions.family.division import ONE
from ledger.questions.family.part import HIGH, LOW
from ledger.questions.forecast import Chance, Chances

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.family.division import Points
    from ledger.questions.family.part import Part

POINT = Decimal("0.01")
"""Implied chances are given in whole points, or as finely as the levels were: three quantiles bear no more."""

Scale = Literal["linear", "log"]


@dataclass(frozen=True, slots=True)
class Curve:
    """The stated quantiles, and how to read between them."""

    points: Points
    scale: Scale = "linear"

    def below(self, number: Decimal) -> Decimal | None:
        """The chance that the number lies below this one, in points; None beyond the outermost quantiles."""
        if number in {LOW, HIGH}:
            return Decimal(0) if number == LOW else ONE
        for (level, value), (higher, beyond) in pairwise(self.points):
            if value <= number <= beyond:
                return self._points(level + (higher - level) * self._way(value, number, beyond))
        return self.points[0][0] if number == self.points[0][1] else None

    def of(self, part: Part) -> Decimal | None:
        """The chance that the number lies in a part of the line; None where one of its ends lies beyond the quantiles."""
        chance = Decimal(0)
        for low, high in part.stretches:
            under, over = self.below(low), self.below(high)
            if under is None or over is None:
                return None
            chance += over - under
        return chance

    def _way(self, value: Decimal, number: Decimal, beyond: Decimal) -> Decimal:
        """How far the number lies on the way from one quantile to the next, in [0, 1]."""
        if value == beyond:
            return Decimal(0)
        if self.scale == "log" and value > 0:
            return Decimal(math.log(number / value) / math.log(beyond / value))
        return (number - value) / (beyond - value)

    def _points(self, chance: Decimal) -> Decimal:
        return chance.quantize(self._finest(), ROUND_HALF_EVEN)

    def _finest(self) -> Decimal:
        return min(
            POINT,
            *(Decimal(1).scaleb(int(level.normalize().as_tuple().exponent)) for level, _ in self.points),
        )


def implied(curve: Curve, parts: Mapping[str, Part], *, binary: bool) -> Chance | Chances | None:
    """The forecast that a curve implies for a question with these parts; None where it leaves the figure open."""
    found = dict(_each(curve, parts))
    if len(found) < len(parts):
        return None
    return Chance(*found.values()) if binary else Chances(tuple(found.items()))


def _each(curve: Curve, parts: Mapping[str, Part]) -> Iterator[tuple[str, Decimal]]:
    for label, part in parts.items():
        if (chance := curve.of(part)) is not None:
            yield label, chance
