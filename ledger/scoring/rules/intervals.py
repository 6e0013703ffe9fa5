"""Ranges against the value: the score of an interval with a stated level, and the distance to one without."""

from __future__ import annotations

import numpy as np

from ledger.scoring.columns import Column, Numeric, level_column, like, quantity, together
from ledger.scoring.refusals import OutOfOrderError


def interval_score(*, lower: Numeric, upper: Numeric, level: Numeric, value: Numeric) -> Numeric:
    """Interval score: (u − l) + (2/α) max(l − y, 0) + (2/α) max(y − u, 0), with α = 1 − level.

    `level` is the central probability the range was stated to hold, such as 0.8 for 10 % to 90 %,
    strictly between 0 and 1; only a source's own level belongs here. `lower`, `upper` and `value` in one
    unit; numbers or columns of one shape (`level` may stay a number).
    Range 0 (best) to infinity; lower is better; in the unit of `value`. Not multiplied by α/2: that is
    the weight it gets inside `weighted_interval_score`.
    Raises RefusedError (a ValueError) for NaN, infinity, a level outside (0, 1), or lower above upper.
    Source: R. L. Winkler (1972); Gneiting and Raftery (2007), section 6.2.

    >>> interval_score(lower=4.0, upper=14.0, level=0.8, value=7.0)
    10.0
    >>> round(interval_score(lower=4.0, upper=14.0, level=0.8, value=15.0), 6)
    20.0
    """
    alpha = 1.0 - level_column("level", level)
    low, high, truth = ordered_range(lower, upper, value)
    together(lower=low, upper=high, level=alpha, value=truth)
    return like(value, np.asarray((high - low) + (2.0 / alpha) * _outside(low, high, truth)))


def distance_outside(*, lower: Numeric, upper: Numeric, value: Numeric) -> Numeric:
    """How far a value lies outside a range: max(l − y, y − u, 0); 0 is inside, the ends included.

    For ranges without a stated level, which have no score. In the unit of `value`, 0 to infinity.
    Raises RefusedError (a ValueError) for NaN, infinity, uneven shapes, or lower above upper.

    >>> distance_outside(lower=4.0, upper=11.0, value=12.5)
    1.5
    """
    low, high, truth = ordered_range(lower, upper, value)
    together(lower=low, upper=high, value=truth)
    return like(value, _outside(low, high, truth))


def _outside(low: Column, high: Column, truth: Column) -> Column:
    return np.asarray(np.maximum(np.maximum(low - truth, truth - high), 0.0))


def ordered_range(lower: Numeric, upper: Numeric, value: Numeric) -> tuple[Column, Column, Column]:
    """The ends and the value as columns. Raises RefusedError for NaN, infinity, or lower above upper."""
    low, high = quantity("lower", lower), quantity("upper", upper)
    together(lower=low, upper=high)
    if (low > high).any():
        raise OutOfOrderError("lower", "it must not be above `upper`")
    return low, high, quantity("value", value)
