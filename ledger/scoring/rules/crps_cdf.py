"""The CRPS of a CDF drawn on a grid: straight between its points, so the integral is exact.

A grid ends somewhere. What a forecast puts beyond it counts as lying at its end, because nobody said where it lies;
the value counts where it is. The distance from the end to a value beyond it is the same for every forecast on that
grid, so the score stays proper. Why: `docs/decisions/0037-beyond-a-grid.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    Numeric,
    Whole,
    last_axis,
    like,
    never_falling,
    probability_column,
    quantity,
    rising,
    rows_together,
)
from ledger.scoring.refusals import UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BLOCK = 256  # rows; the parts of 256 rows of 201 points are 0.4 MB, which stays in a second-level cache


def crps_cdf(*, heights: ArrayLike, grid: ArrayLike, value: Numeric) -> Numeric:
    """CRPS of a CDF on a grid: ∫ (F(x) − 1[x ≥ y])² dx, with F straight between the grid's points.

    `heights` (points,) or (n, points), P(X ≤ x) at each point, from 0 to 1 and never falling; `grid` (points,)
    rising, the same for all rows, and `value` in one unit. `heights` may begin above 0 and end below 1: that mass lies
    at the ends of the grid. A value beyond the grid adds its distance from the end.
    Range 0 (best) to infinity; lower is better; in the unit of `value`.
    Raises RefusedError (a ValueError) for NaN, infinity, fewer than two points, a falling CDF, a grid that does not
    rise, or uneven shapes. Source: Matheson and Winkler (1976); the integral of each piece is w (a² + ab + b²) / 3.

    >>> round(crps_cdf(heights=[0.0, 1.0], grid=[0.0, 1.0], value=0.5), 6)
    0.083333
    """
    rows = last_axis("heights", probability_column("heights", heights), at_least=2)
    points = rising("grid", quantity("grid", grid))
    truth = quantity("value", value)
    if points.shape != rows.shape[-1:]:
        raise UnevenShapesError({"heights": rows.shape, "grid": points.shape})
    rows_together(heights=never_falling("heights", rows), value=truth)
    return like(value, _crps_on(points, rows, truth))


def _crps_on(points: Column, rows: Column, truth: Column) -> Column:
    shape = np.broadcast_shapes(rows.shape[:-1], truth.shape)
    every = np.broadcast_to(rows, (*shape, points.size)).reshape(-1, points.size)
    values = np.broadcast_to(truth, shape).reshape(-1)
    score = np.maximum(np.maximum(points[0] - values, values - points[-1]), 0.0)
    for start in range(0, values.size, BLOCK):
        block = slice(start, start + BLOCK)
        score[block] += _within(points, every[block], np.clip(values[block], points[0], points[-1]))
    return np.asarray(score.reshape(shape))


def _within(points: Column, rows: Column, values: Column) -> Column:
    """The integral over the grid, for values on it."""
    own = np.minimum(np.searchsorted(points, values, side="right"), points.size - 1) - 1
    # F up to the value and 1 - F beyond it: each is small where it counts, so nothing cancels
    off = np.where(np.arange(points.size) > own[:, np.newaxis], 1.0 - rows, rows)
    parts = _third(off[:, :-1], off[:, 1:])
    parts[np.arange(values.size), own] = 0.0
    return np.asarray(parts @ np.diff(points) + _parted(points, rows, values, own))


def _parted(points: Column, rows: Column, values: Column, own: Whole) -> Column:
    """The integral over the piece that holds the value: F² up to it, (1 − F)² from it on."""
    each = np.arange(values.size)
    first, last = rows[each, own], rows[each, own + 1]
    up_to, beyond = values - points[own], points[own + 1] - values
    height = first + (last - first) * (up_to / (up_to + beyond))
    return np.asarray(up_to * _third(first, height) + beyond * _third(1.0 - height, 1.0 - last))


def _third(a: Column, b: Column) -> Column:
    """The mean square of what runs straight from a to b."""
    square = (a + b) * a
    square += b * b
    square /= 3.0
    return np.asarray(square)
