"""Where numbers fell in what was said of them: the probability integral transform, as intervals, never randomised.

Of a forecast by quantiles it is known between which two levels the value fell, and no more. So each forecast spreads
its weight evenly between them; if forecasts are calibrated, the weights of all lie evenly from 0 to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    count,
    flat,
    last_axis,
    level_column,
    probability_column,
    rising,
    scored,
    sealed,
    together,
)
from ledger.scoring.families import families
from ledger.scoring.refusals import OutOfOrderError, UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BINS = 10


def pit_intervals(*, quantiles: ArrayLike, levels: ArrayLike, value: ArrayLike) -> tuple[Column, Column]:
    """(n,) and (n,) the levels between which each value fell, 0 and 1 beyond the outermost.

    `quantiles` (n, levels), not falling along a row, `levels` (levels,) rising, `value` (n,), infinite for a value
    beyond what can be named. A value on a quantile has that level for both; on several equal ones, the outermost of
    them. Raises RefusedError (a ValueError) for NaN, levels that do not rise or lie outside 0 to 1, quantiles that
    fall, or uneven shapes.

    >>> low, high = pit_intervals(quantiles=[[1.0, 2.0, 3.0]] * 3, levels=[0.1, 0.5, 0.9], value=[0.0, 2.0, 2.5])
    >>> low.tolist(), high.tolist()
    ([0.0, 0.5, 0.5], [0.1, 0.5, 0.9])
    """
    said = np.atleast_2d(last_axis("quantiles", scored("quantiles", quantiles), at_least=1))
    steps, happened = rising("levels", flat("levels", level_column("levels", levels))), scored("value", value)
    if said.shape != (happened.size, steps.size):
        raise UnevenShapesError({"quantiles": said.shape, "levels": steps.shape, "value": happened.shape})
    if (said[:, 1:] < said[:, :-1]).any():
        raise OutOfOrderError("quantiles", "they must not fall from one level to the next")
    values = happened.reshape(-1, 1)
    below, up_to = (said < values).sum(axis=1), (said <= values).sum(axis=1)
    padded = np.concatenate(([0.0], steps, [1.0]))
    on = up_to > below
    low, high = np.where(on, padded[below + 1], padded[below]), np.where(on, padded[up_to], padded[up_to + 1])
    return sealed(low), sealed(high)


def pit_histogram(
    *, low: ArrayLike, high: ArrayLike, family: ArrayLike | None = None, bins: int = BINS
) -> Column:
    """(bins,) the share of the weight in equal bins from 0 to 1; calibrated forecasts bring 1 / bins to each.

    `low` and `high` (n,) as from `pit_intervals`, `family` (n,) ids or None: a family weighs one. An interval without
    width between two bins brings half to each. Raises RefusedError (a ValueError) for NaN, ends outside 0 to 1 or in
    the wrong order, fewer than one bin, no rows, or uneven shapes.
    Source: Czado, Gneiting and Held (2009), Biometrics 65(4).

    >>> pit_histogram(low=[0.0, 0.5], high=[0.5, 0.5], bins=2).tolist()
    [0.75, 0.25]
    """
    least, most = (flat(name, probability_column(name, one)) for name, one in (("low", low), ("high", high)))
    together(low=least, high=most)
    many = count("bins", bins)
    if (most < least).any():
        raise OutOfOrderError("high", "it must not lie below `low`")
    known = families(family=family, rows=least.size)
    edges = np.arange(many + 1) / many
    reached = np.array([float((known.weight * _reached(least, most, edge)).sum()) for edge in edges])
    reached[0], reached[-1] = 0.0, known.count
    return sealed(np.diff(reached) / known.count)


def _reached(low: Column, high: Column, edge: float) -> Column:
    """(n,) how much of each interval lies below an edge; half of one that is a point on it."""
    wide = high > low
    part = np.clip((edge - low) / np.where(wide, high - low, 1.0), 0.0, 1.0)
    return np.where(wide, part, 0.5 * ((low < edge).astype(np.float64) + (low <= edge)))
