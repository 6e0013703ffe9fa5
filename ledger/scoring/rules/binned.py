"""Numeric questions as Metaculus keeps them: a range cut into bins, with a bucket for what lies beyond each open end.

An answer beyond the range is a `Tail`, never a number next to the range: on a logarithmic scale such a number has
no place, and its score came out as NaN elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, unique
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Numeric,
    count,
    last_axis,
    like,
    never_falling,
    number_column,
    probability_column,
    single,
    whole_number,
)
from ledger.scoring.refusals import BeyondClosedEndError, OutOfRangeError, UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.columns import Column

BINS = 200
TAIL_MASS = 0.05
"""What the reference gives to each open end."""
EDGE = 1e-10
"""An exact inner edge belongs to the bin below it; this much, in bins, is rounding."""

ROUNDING = 1e-9
"""How near 0 or 1 a CDF must be at a closed end."""


@unique
class Tail(Enum):
    """An answer that is known only to lie beyond an end of the range."""

    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class BinnedScale:
    """A range from `least` to `most` in `bins` bins, even on a straight or, with a zero point, a logarithmic scale.

    Raises RefusedError (a ValueError) for ends out of order or not finite, no bin, or a zero point inside the range.
    """

    least: float
    most: float
    zero_point: float | None = None
    """Where the logarithmic scale has its 0; below `least`, or above `most` for a scale that is fine at its upper end."""
    bins: int = BINS
    open_lower: bool = False
    open_upper: bool = False

    def __post_init__(self) -> None:
        self._take_plain()
        if not -math.inf < self.least < self.most < math.inf:
            raise OutOfRangeError("least", self.least, f"finite and below `most`, {self.most!r}")
        zero = self.zero_point
        if zero is not None and (not math.isfinite(zero) or self.least <= zero <= self.most):
            raise OutOfRangeError("zero_point", zero, "finite and outside the range")

    def _take_plain(self) -> None:
        """Numbers of any type as plain ones: in single precision an edge would lie in another bin."""
        for name in ("least", "most", "zero_point"):
            given = getattr(self, name)
            if given is not None:
                object.__setattr__(self, name, single(name, number_column(name, given)))
        object.__setattr__(self, "bins", count("bins", self.bins))

    def location(self, value: float) -> float | Tail:
        """Where a value lies, 0 at `least` to 1 at `most`, or the tail it lies in.

        Raises OutOfRangeError for NaN, NotANumberError or NotOneNumberError for what is no single number.
        """
        number = single("value", number_column("value", value))
        if math.isnan(number):
            raise OutOfRangeError("value", number, "a number")
        if number < self.least:
            return Tail.BELOW
        if number > self.most:
            return Tail.ABOVE
        return self._along(number)

    def _along(self, value: float) -> float:
        if self.zero_point is None:
            return (value - self.least) / (self.most - self.least)
        ratio = (self.most - self.zero_point) / (self.least - self.zero_point)
        return math.log((value - self.zero_point) / (self.least - self.zero_point)) / math.log(ratio)

    def bucket(self, value: float | Tail) -> int:
        """The bucket of an outcome: 0 below the range, 1 to `bins` inside, `bins` + 1 above.

        An inner edge belongs to the lower bin, `least` to the first and `most` to the last. Raises
        BeyondClosedEndError for an outcome where the range has one, and whatever `location` does.
        """
        place = value if isinstance(value, Tail) else self.location(value)
        if isinstance(place, Tail):
            return self._bucket_beyond(place)
        return min(max(int(place * self.bins + 1.0 - EDGE), 1), self.bins)

    def numbered(self, bucket: int) -> int:
        """The bucket itself, if the scale has it: 0 to `bins` + 1. Raises OutOfRangeError, NotANumberError or NotOneNumberError."""
        number = whole_number("bucket", bucket)
        if not 0 <= number <= self.bins + 1:
            raise OutOfRangeError("bucket", number, f"from 0 to {self.bins + 1}")
        return number

    def reference_mass(self, bucket: int) -> float:
        """What the reference gives to a bucket: 0.05 to each open end, the rest evenly over the bins, 0 beyond a closed end.

        Raises what `numbered` does.
        """
        opened = {0: self.open_lower, self.bins + 1: self.open_upper}
        number = self.numbered(bucket)
        if number in opened:
            return TAIL_MASS * opened[number]
        return (1.0 - TAIL_MASS * (self.open_lower + self.open_upper)) / self.bins

    def _bucket_beyond(self, tail: Tail) -> int:
        is_open = self.open_lower if tail is Tail.BELOW else self.open_upper
        if not is_open:
            raise BeyondClosedEndError("value", tail.value)
        return 0 if tail is Tail.BELOW else self.bins + 1


def bucket_mass(*, heights: ArrayLike, bucket: int, scale: BinnedScale) -> Column:
    """The probability that CDFs give to one bucket of a scale, (n,) or a column without an axis for one CDF.

    `heights` (bins + 1,) or (n, bins + 1): the CDF at every edge of the bins, from 0 to 1, never falling; it must be 0
    at a closed lower end and 1 at a closed upper one. Range 0 to 1. What a platform allows to be said (least and
    greatest steps) is not asked here: 0 is kept as said.
    Raises RefusedError (a ValueError) for NaN, another number of heights, a falling CDF, mass beyond a closed end,
    or a bucket the scale does not have. Source: Metaculus, questions/models.py.

    >>> float(bucket_mass(heights=[0.0, 0.25, 1.0], bucket=2, scale=BinnedScale(0, 10, bins=2)))
    0.75
    """
    rows = last_axis("heights", probability_column("heights", heights), at_least=2)
    if rows.shape[-1] != scale.bins + 1:
        raise UnevenShapesError({"heights": rows.shape, "edges of the scale": (scale.bins + 1,)})
    bucket = scale.numbered(bucket)
    _closed_where_said(never_falling("heights", rows), scale)
    if bucket == 0:
        return np.asarray(rows[..., 0])
    if bucket == scale.bins + 1:
        return np.asarray(1.0 - rows[..., -1])
    return np.asarray(rows[..., bucket] - rows[..., bucket - 1])


def _closed_where_said(rows: Column, scale: BinnedScale) -> None:
    first, last = rows[..., 0], rows[..., -1]
    if not scale.open_lower and (first > ROUNDING).any():
        raise BeyondClosedEndError("heights", Tail.BELOW.value)
    if not scale.open_upper and (last < 1.0 - ROUNDING).any():
        raise BeyondClosedEndError("heights", Tail.ABOVE.value)


def continuous_baseline_score(*, mass: Numeric, bucket: int, scale: BinnedScale) -> Numeric:
    """Metaculus's baseline score of a numeric, date or discrete question: 100 ln(mass / reference mass) / 2.

    `mass` (a number or (n,)) that forecasts gave to the bucket of the outcome (`bucket_mass`); `bucket` from
    `scale.bucket(outcome)`.
    Range −infinity up (at most 264.92 for 200 closed bins, when all lies in one); higher is better; spreading evenly,
    like saying nothing, is worth 0; no unit. Edges: −infinity where the bucket was given 0 %.
    Raises RefusedError (a ValueError) for NaN, a mass outside 0 to 1, or a bucket the scale does not have or has a
    closed end before.
    Source: Metaculus, scoring/score_math.py (the continuous branch).

    >>> scale = BinnedScale(0.0, 100.0)
    >>> round(continuous_baseline_score(mass=0.2, bucket=scale.bucket(42.0), scale=scale), 6)
    184.443973
    """
    said, expected = probability_column("mass", mass), scale.reference_mass(bucket)
    if expected == 0.0:
        raise BeyondClosedEndError("bucket", (Tail.ABOVE if bucket else Tail.BELOW).value)
    with np.errstate(divide="ignore"):
        return like(mass, np.asarray(50.0 * np.log(said / expected)))
