"""Scores of forecasts stated as quantiles: "p10 4, p50 7, p90 14".

All of them are means of the pinball loss. Rows are scored in blocks that stay in the processor's
cache, because a million rows of 23 levels would otherwise be read from memory four times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    Numeric,
    last_axis,
    level_column,
    like,
    number_column,
    quantity,
    rising,
    rows_together,
    together,
)
from ledger.scoring.refusals import OutOfOrderError, UnevenShapesError, UnpairedLevelsError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BLOCK = 2048  # rows; 2,048 x 23 levels is 0.4 MB, which stays in a second-level cache
MIRRORED_WITHIN = 1e-6  # how closely 0.1 and 1 - 0.9 must agree: rounding, which in float32 is 3e-8


def pinball_loss(*, quantile: Numeric, level: Numeric, value: Numeric) -> Numeric:
    """Pinball (quantile) loss: (1[y ≤ q] − τ)(q − y).

    `quantile` q stated for `level` τ, strictly between 0 and 1, and `value` y in one unit; numbers or
    columns of one shape (`level` may stay a number). Rows (n, levels) of quantiles go with one `level` for each
    column, (levels,), and one `value` for each row, (n,), or for all; the result is (n, levels).
    Range 0 (best) to infinity; lower is better; in the unit of `value`. At 0.5 it is half the absolute error.
    Raises RefusedError (a ValueError) for NaN, infinity, or a level outside (0, 1).
    Source: R. Koenker and G. Bassett (1978), Econometrica 46(1).

    >>> round(pinball_loss(quantile=10.0, level=0.9, value=12.0), 6)
    1.8
    """
    said, tau, truth = quantity("quantile", quantile), level_column("level", level), quantity("value", value)
    if said.ndim > 1 and tau.ndim == 1:
        _levels_of_rows("quantile", said, level=tau)
        rows_together(quantile=said, value=truth)
        truth = truth[..., np.newaxis]
    else:
        together(quantile=said, level=tau, value=truth)
    short = truth - said
    return like(value, np.asarray(np.maximum(tau * short, (tau - 1.0) * short)))


def weighted_interval_score(*, quantiles: ArrayLike, levels: ArrayLike, value: Numeric) -> Numeric:
    """Weighted interval score: the mean over all levels of twice the pinball loss.

    Over K intervals and the median m that is (|y − m|/2 + Σ_k (α_k/2) IS_k) / (K + 1/2).

    `quantiles` (levels,) or (n, levels), not falling along the levels; `levels` rising, in pairs around
    0.5 (0.1 with 0.9), with the median or without it (then the divisor is K); `value` in the same unit.
    Range 0 (best) to infinity; lower is better; in the unit of `value`.
    Raises RefusedError (a ValueError) for NaN, infinity, levels without their mirror image, levels out of
    order, or crossing quantiles. Source: Bracher et al. (2021), PLOS Computational Biology 17(2);
    scoringutils with count_median_twice = FALSE.

    >>> round(weighted_interval_score(quantiles=[-1, 0, 1, 2, 3], levels=[0.1, 0.25, 0.5, 0.75, 0.9], value=1.0), 6)
    0.36
    """
    tau = rising("levels", level_column("levels", levels))
    if not np.allclose(tau, 1.0 - tau[..., ::-1], rtol=0.0, atol=MIRRORED_WITHIN):
        raise UnpairedLevelsError([float(level) for level in tau])
    return crps_quantiles(quantiles=quantiles, levels=tau, value=value)


def crps_quantiles(*, quantiles: ArrayLike, levels: ArrayLike, value: Numeric) -> Numeric:
    """CRPS of a forecast known only by some quantiles: the mean over the levels of twice the pinball loss.

    The CRPS is 2 ∫ pinball dτ over all levels; this is that integral over the levels that were stated, each
    weighing the same, and nothing is assumed between or beyond them. With levels in pairs it is the
    `weighted_interval_score`. Shapes, unit, orientation and refusals as there, but levels need no mirror image.
    Forecasts stated at different levels are not comparable by it.
    Source: Laio and Tamea (2007), Hydrology and Earth System Sciences 11(4).

    >>> round(crps_quantiles(quantiles=[4.0, 7.0], levels=[0.1, 0.5], value=7.0), 6)
    0.3
    """
    said = last_axis("quantiles", number_column("quantiles", quantiles), at_least=1)
    tau = rising("levels", level_column("levels", levels))
    truth = quantity("value", value)
    _levels_of_rows("quantiles", said, levels=tau)
    rows_together(quantiles=said, value=truth)
    return like(value, _twice_mean_pinball(said, tau, truth))


def _levels_of_rows(name: str, said: Column, **levels: Column) -> None:
    """Checks that there is one level for each column of the rows. Raises UnevenShapesError."""
    if any(tau.shape != said.shape[-1:] for tau in levels.values()):
        raise UnevenShapesError({name: said.shape} | {key: tau.shape for key, tau in levels.items()})


def _twice_mean_pinball(said: Column, tau: Column, truth: Column) -> Column:
    shape = np.broadcast_shapes(said.shape[:-1], truth.shape)
    rows = np.broadcast_to(said, (*shape, tau.size)).reshape(-1, tau.size)
    values = np.broadcast_to(truth, shape).reshape(-1)
    score = np.empty(values.size)
    with np.errstate(invalid="ignore"):
        for start in range(0, values.size, BLOCK):
            block = slice(start, start + BLOCK)
            score[block] = _pinball_sums(rows[block], tau, values[block])
    _refuse_what_spoiled(score, said)
    return np.asarray((2.0 / tau.size) * score.reshape(shape))


def _pinball_sums(rows: Column, tau: Column, values: Column) -> Column:
    if _fall_anywhere(rows):
        raise OutOfOrderError("quantiles", "a quantile must not lie below that of a lower level")
    short = values[:, np.newaxis] - rows
    sums = short @ tau
    np.minimum(short, 0.0, out=short)
    # a product with ones adds up short rows twice as fast as `sum`
    return np.asarray(sums - short @ np.ones(tau.size))


def _fall_anywhere(rows: Column) -> bool:
    """Whether a row falls. Compared end to end, which is fast; where one row meets the next does not count."""
    line, levels = rows.reshape(-1), rows.shape[1]
    falls = line[1:] < line[:-1]
    falls[levels - 1 :: levels] = False
    return bool(falls.any())


def _refuse_what_spoiled(score: Column, said: Column) -> None:
    # Any missing or infinite quantile makes its row's sum so: looking at the sums spares two passes.
    if not np.isfinite(score).all():
        quantity("quantiles", said)
