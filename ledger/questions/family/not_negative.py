"""Least squares whose unknowns are not negative, by Lawson and Hanson's active sets (Solving Least Squares Problems, 1974, ch. 23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]

TURNS = 5
"""At most so many for each unknown; it takes about one."""
FLAT, ZERO = 1e-14, 1e-13
"""A slope so small, by the square of the largest number, leads nowhere; an unknown so small is 0."""


def not_negative(rows: Array, right: Array) -> Array:
    """The unknowns, none below 0, for which `rows @ unknowns` is nearest to `right` by squared distance.

    `rows` has a line for each number of `right` and a column for each unknown. Where several fit alike it is one of them.
    """
    import numpy as np

    found = np.zeros(rows.shape[1])
    free = np.zeros(rows.shape[1], dtype=bool)
    flat = FLAT * np.abs(rows).max() ** 2
    for _ in range(TURNS * rows.shape[1]):
        slope = np.where(free, -np.inf, rows.T @ (right - rows @ found))
        steepest = int(slope.argmax())
        if slope[steepest] <= flat:
            break
        free[steepest] = True
        found = _settled(rows, right, found, free)
    return found


def _settled(rows: Array, right: Array, found: Array, free: Flags) -> Array:
    """The best with only these free; what would fall below 0 on the way there stays at 0, and is free no more."""
    import numpy as np

    while free.any():
        best = np.zeros_like(found)
        best[free] = np.linalg.lstsq(rows[:, free], right, rcond=None)[0]
        falls = free & (best <= 0)
        if not falls.any():
            return best
        way = found[falls] / np.maximum(found[falls] - best[falls], ZERO)
        found = found + min(way.min(), 1.0) * (best - found)
        free &= ~(falls & (found <= ZERO))
        found[~free] = 0.0
    return found
