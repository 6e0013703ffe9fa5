"""Where the rising curve has a corner: the rows that must be told apart, found among all without sorting them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.calibration.cells import Turning
from ledger.scoring.calibration.lowest_line import near_the_line, sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ledger.scoring.calibration.answered import Answered
    from ledger.scoring.calibration.cells import Cells, Rows
    from ledger.scoring.columns import Column, Flags, Whole

STEPS = 1 << 18
"""Coarse steps the rows are counted on before those near a corner of the curve are told apart."""


class Corners:
    """The cells that hold a corner, or touch one; and what all rows lose by the way, a sum of squares by weight."""

    def __init__(self, taken: Answered) -> None:
        self._taken = taken
        self._lost: list[float] = []

    @property
    def lost(self) -> float:
        """The sum of squares, the same in whatever order blocks came to be added."""
        return math.fsum(self._lost)

    @property
    def turning(self) -> Turning:
        """What the curve asks of coarse cells."""
        return Turning(STEPS, self.near, self.within, self.along)

    def along(self, rows: slice, said: Column) -> None:
        """Adds up what a block loses."""
        off = said - self._taken.occurred[rows]
        weight = self._taken.weight
        self._lost.append(float(np.einsum("i,i", off, off if weight is None else off * weight[rows])))

    def near(self, coarse: Cells, _begin: Column) -> Flags:
        """(k,) the cells whose rows may lie under the line from corner to corner."""
        self._sums = sums(total=coarse.yes, weight=coarse.weight)
        self._line, near = near_the_line(self._sums)
        return self._beside(near)

    def within(self, own: Whole, rows: Rows) -> Flags:
        """(k,) those of them where a row does, that happened after one that did not: no other can be a corner."""
        turns = np.flatnonzero(rows.happened[1:] > rows.happened[:-1]) + 1
        first = np.flatnonzero(np.diff(own, prepend=-1))
        # whole numbers add up several times as fast
        weight = np.ones(own.size, dtype=np.int64) if rows.weight is None else rows.weight
        place = _placed(self._sums.place, own, first, weight, turns)
        height = _placed(self._sums.height, own, first, weight * rows.happened, turns)
        return self._beside(own[turns[self._line.reached(place, height)]])

    def _beside(self, cells: Whole) -> Flags:
        """The cells, and those on both sides of each corner of the line: the ends of a stretch are told exactly."""
        found = np.zeros(self._sums.place.size - 1, dtype=np.bool_)
        starts = self._line.end[:-1]
        found[cells] = found[starts] = found[starts - 1] = True
        return found


def _placed(all_: Column, own: Whole, first: Whole, each: NDArray[Any], some: Whole) -> Column:
    """(m,) what all rows before some of them add up to, from sums up to the cell each is in, whose `first` row is known."""
    before = np.cumsum(each) - each
    shift = np.empty(all_.size)
    shift[own[first]] = all_[own[first]] - before[first]
    return np.asarray(before[some] + shift[own[some]])
