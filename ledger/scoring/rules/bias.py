"""Bias: how much of a forecast lies above the value, from −1 (all below) over 0 to 1 (all above)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    Numeric,
    last_axis,
    level_column,
    like,
    never_falling,
    quantity,
    rising,
    rows_together,
)
from ledger.scoring.refusals import OutOfRangeError, UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MEDIAN = 0.5
AS_GOOD_AS = 1e-9  # how near a level must be to 0.5 to be the median: rounding, nothing more


def quantile_bias(*, quantiles: ArrayLike, levels: ArrayLike, value: Numeric) -> Numeric:
    """Bias of quantiles: 1 − 2τ, with τ the level next to the value on the side away from the median.

    `quantiles` (levels,) or (n, levels), not falling along the levels; `levels` rising, with the median or on both
    sides of it (the median is then drawn straight between the two next to it); `value` in the same unit.
    Range −1 (all said too low) to 1 (all too high), 0 at the median; no unit; a diagnosis, no score.
    Edges: 1 below the lowest quantile, −1 above the highest.
    Raises RefusedError (a ValueError) for NaN, infinity, crossing quantiles, levels out of order or on one side only.
    Source: `bias_quantile` of scoringutils.

    >>> quantile_bias(quantiles=[1.0, 4.0, 7.0], levels=[0.25, 0.5, 0.75], value=5.0)
    -0.5
    """
    rows = last_axis("quantiles", quantity("quantiles", quantiles), at_least=1)
    tau, truth = rising("levels", level_column("levels", levels)), quantity("value", value)
    if tau.shape != rows.shape[-1:]:
        raise UnevenShapesError({"quantiles": rows.shape, "levels": tau.shape})
    rows_together(quantiles=never_falling("quantiles", rows), value=truth)
    median = _median(rows, tau)
    across = truth[..., np.newaxis]
    below = np.append(0.0, tau)[(rows <= across).sum(axis=-1)]
    above = np.append(tau, 1.0)[(rows < across).sum(axis=-1)]
    bias = 1.0 - 2.0 * np.where(truth < median, below, above)
    return like(value, np.asarray(np.where(truth == median, 0.0, bias)))


def _median(rows: Column, tau: Column) -> Column:
    at = np.flatnonzero(np.abs(tau - MEDIAN) <= AS_GOOD_AS)
    if at.size:
        return np.asarray(rows[..., at[0]])
    after = int(np.searchsorted(tau, MEDIAN))
    if after in {0, tau.size}:
        raise OutOfRangeError("levels", float(tau[after and -1]), "on both sides of 0.5, or 0.5 itself")
    share = (MEDIAN - tau[after - 1]) / (tau[after] - tau[after - 1])
    low, high = rows[..., after - 1], rows[..., after]
    return np.asarray(low + share * (high - low))


def sample_bias(*, sample: ArrayLike, value: Numeric) -> Numeric:
    """Bias of a sample: 1 − P(x ≤ y) − P(x < y), over its members.

    `sample` (members,) or (n, members), in any order; `value` in the same unit. Range −1 (all members below) to 1
    (all above); no unit; a diagnosis, no score. Members equal to the value count for neither side.
    Raises RefusedError (a ValueError) for NaN, infinity, no member, or uneven shapes.
    Source: `bias_sample` of scoringutils, its form for whole numbers; without ties it is the other form, too.

    >>> sample_bias(sample=[1, 2, 3, 4], value=4.0)
    -0.75
    """
    members = last_axis("sample", quantity("sample", sample), at_least=1)
    truth = quantity("value", value)
    rows_together(sample=members, value=truth)
    across = truth[..., np.newaxis]
    up_to, under = (members <= across).mean(axis=-1), (members < across).mean(axis=-1)
    return like(value, np.asarray(1.0 - up_to - under))
