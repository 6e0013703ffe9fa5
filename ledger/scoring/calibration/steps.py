"""Rows counted by the step on which their probability lies, from 0 to 1, a lot of them at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.calibration.answered import BLOCK, blocks
from ledger.scoring.columns import Column, Whole, totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ledger.scoring.calibration.answered import Answered

LOT = 2 * BLOCK
"""At least so many rows are counted at once,"""
ROWS_A_STEP = 8
"""and so many to a step: what a lot adds to each costs something, too."""


class Counts:
    """What the rows of each step, 0 to `steps`, add up to.

    A row's place is twice its step, and one more where it happened: so one count tells both.
    """

    def __init__(self, taken: Answered, steps: int) -> None:
        self._taken, self._steps, self._places = taken, steps, 2 * (steps + 1)
        self._rows = np.zeros(self._places, dtype=np.int64)
        self._weight, self._said = np.zeros((2, self._places))

    def count(
        self,
        step: Callable[[slice, Column, Whole], bool],
        *,
        places: NDArray[Any] | None = None,
        means: bool = False,
    ) -> bool:
        """Counts all rows, and writes down the `places` (n,) if asked to. Raises what `Answered.blocks` does.

        `step` is told the rows of a block, what was said, and where to write their steps. Once it says False the
        count is no good, and over: what comes back is whether it is good.
        """
        size = max(LOT, ROWS_A_STEP * self._steps)
        room = np.empty(min(size, self._taken.rows), dtype=np.int64)
        for lot in blocks(self._taken.rows, size=size):
            for rows, said, happened in self._taken.blocks(lot):
                place = room[rows.start - lot.start : rows.stop - lot.start]
                if not step(rows, said, place):
                    return False
                place *= 2
                place += happened
                if places is not None:
                    places[rows] = place
            self._add(lot, room[: lot.stop - lot.start], means=means)
        return True

    def _add(self, lot: slice, place: Whole, *, means: bool) -> None:
        self._rows += np.bincount(place, minlength=self._places)
        weight = None if self._taken.weight is None else self._taken.weight[lot]
        if weight is not None:
            self._weight += totals(place, weight, self._places)
        if means:
            said = self._taken.said[lot]
            self._said += totals(place, said if weight is None else said * weight, self._places)

    @property
    def rows(self) -> Whole:
        """(steps + 1,) how many rows lie on each step."""
        return np.asarray(self._rows[::2] + self._rows[1::2])

    @property
    def weight(self) -> Column:
        """(steps + 1,) what they weigh, a family weighing one."""
        return np.asarray(self._weighed[::2] + self._weighed[1::2], dtype=np.float64)

    @property
    def yes(self) -> Column:
        """(steps + 1,) what those of them weigh that happened."""
        return self._weighed[1::2].astype(np.float64)

    @property
    def said(self) -> Column:
        """(steps + 1,) the sum of what was said, by weight; 0 unless means were asked for."""
        return np.asarray(self._said[::2] + self._said[1::2])

    @property
    def _weighed(self) -> Whole | Column:
        return self._rows if self._taken.weight is None else self._weight
