"""Whether values fell where forecasts said: the columns whose means are the share inside and the share below.

A share is judged beside the level it was stated at, never alone: an interval that holds every value is too wide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import like, quantity, together
from ledger.scoring.rules.intervals import ordered_range

if TYPE_CHECKING:
    from ledger.scoring.columns import Numeric


def inside_interval(*, lower: Numeric, upper: Numeric, value: Numeric) -> Numeric:
    """1 where a value lies inside a range, its ends included, else 0. Their `mean_score` is the share inside.

    Numbers or columns of one shape, in one unit. For intervals stated at one level the share should come near that
    level. No score: neither 0 nor 1 is better. Raises RefusedError (a ValueError) for NaN, infinity, uneven shapes,
    or lower above upper. Source: `interval_coverage` of scoringutils.

    >>> inside_interval(lower=4.0, upper=11.0, value=11.0)
    1.0
    """
    low, high, truth = ordered_range(lower, upper, value)
    together(lower=low, upper=high, value=truth)
    return like(value, np.asarray((low <= truth) & (truth <= high), dtype=np.float64))


def below_quantile(*, quantile: Numeric, value: Numeric) -> Numeric:
    """1 where a value is at or below a quantile, else 0. Their `mean_score` should come near the quantile's level.

    Numbers or columns of one shape, in one unit. No score: neither 0 nor 1 is better. Raises RefusedError
    (a ValueError) for NaN, infinity or uneven shapes. Source: `quantile_coverage` of scoringutils.

    >>> below_quantile(quantile=7.0, value=7.0)
    1.0
    """
    said, truth = quantity("quantile", quantile), quantity("value", value)
    together(quantile=said, value=truth)
    return like(value, np.asarray(truth <= said, dtype=np.float64))
