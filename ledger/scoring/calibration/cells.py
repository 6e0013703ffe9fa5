"""Rows of like probability put together: the few numbers that a curve is made from, whatever the rows.

People say 12.5 %, hardly 12.34 %: such columns are counted and never sorted. Others are counted coarsely first, and
only where a curve turns on it are rows told apart by their very probabilities. What comes out is the same as if all
had been sorted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.calibration.answered import blocks
from ledger.scoring.columns import Column, Flags, Whole, totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ledger.scoring.calibration.answered import Answered

DECIMALS = (1_000, 1_000_000)
"""Steps that columns are tried on: tenths of a percent, then ten-thousandths of a percent."""
ROWS_A_STEP = 8
"""Steps finer than one for so many rows cost more than they save."""
FEW = 1 << 15
"""Up to so many rows are all told apart: sorting them is cheap."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """(k,) cells by rising probability, none of them empty.

    `said` is the mean probability, the very one where `exact`; `weight` and `yes` are what its rows and those of
    them that happened weigh, a family weighing one.
    """

    said: Column
    rows: Whole
    weight: Column
    yes: Column
    exact: Flags


def cells(taken: Answered, *, steps: int, turning: Callable[[Cells], Flags], means: bool = True) -> Cells:
    """The cells of all rows. Of `steps` coarse ones, those that `turning` marks (k,) are made exact.

    Without `means`, a coarse cell has the middle of its step for what was said.
    """
    for decimal in DECIMALS:
        if decimal == DECIMALS[0] or taken.rows >= ROWS_A_STEP * decimal:
            found = _on_steps(taken, decimal)
            if found is not None:
                return found
    if taken.rows <= FEW:
        return _told_apart(taken.said, taken.happened, taken.weight)
    coarse = 1 << min(steps.bit_length(), (taken.rows // ROWS_A_STEP).bit_length()) - 1
    return _turned(taken, coarse, turning, means=means)


class _Counts:
    """What the rows of each step, 0 to `steps`, add up to."""

    def __init__(self, taken: Answered, steps: int) -> None:
        self._taken, self._places = taken, steps + 1
        self._both = np.zeros(2 * self._places, dtype=np.int64)
        self._weight, self._yes, self._said = np.zeros((3, self._places))

    def add(self, rows: slice, tick: Whole, *, means: bool) -> None:
        """Rows with the step of each (rows,), which is written over."""
        happened, weight, said = self._taken.happened[rows], self._taken.weight, self._taken.said[rows]
        if weight is not None:
            self._weight += totals(tick, weight[rows], self._places)
            self._yes += totals(tick, weight[rows] * happened, self._places)
        if means:
            self._said += totals(tick, said if weight is None else said * weight[rows], self._places)
        tick *= 2
        tick += happened
        self._both += np.bincount(tick, minlength=2 * self._places)

    def cells(self, said: Column | None, *, exact: bool) -> tuple[Whole, Cells]:
        """(k,) the steps that hold any rows, and their cells; `said` (steps + 1,) where no means were added up."""
        counts = self._both.reshape(-1, 2)
        count = counts.sum(axis=1)
        full = np.flatnonzero(count)
        own = self._taken.weight is None
        weight = count[full].astype(np.float64) if own else self._weight[full]
        yes = counts[full, 1].astype(np.float64) if own else self._yes[full]
        mean = self._said[full] / weight if said is None else said[full]
        return full, Cells(mean, count[full], weight, yes, np.full(full.size, exact))


def _on_steps(taken: Answered, steps: int) -> Cells | None:
    """The cells of probabilities that all lie on steps; None where one does not."""
    counts = _Counts(taken, steps)
    for rows in taken.blocks(least=steps):
        said = taken.said[rows]
        tick = np.rint(said * steps)
        if not np.equal(tick / steps, said).all():
            return None
        counts.add(rows, tick.astype(np.int64), means=False)
    return counts.cells(np.arange(steps + 1) / steps, exact=True)[1]


def _told_apart(said: Column, happened: Flags, weight: Column | None) -> Cells:
    if weight is None:
        return _sorted(said, happened)
    distinct, place = np.unique(said, return_inverse=True)
    return Cells(
        said=distinct,
        rows=np.bincount(place, minlength=distinct.size),
        weight=totals(place, weight, distinct.size),
        yes=totals(place, weight * happened, distinct.size),
        exact=np.ones(distinct.size, dtype=np.bool_),
    )


def _sorted(said: Column, happened: Flags) -> Cells:
    # A number from 0 to 1 leaves the highest bit but one of its float free, and is in order as a whole number: the
    # outcome goes along in the lowest bit, so that one sort of plain numbers sorts both.
    keys = np.sort((np.ascontiguousarray(said).view(np.int64) << 1) | happened)
    first = np.flatnonzero(np.diff(keys >> 1, prepend=-1))
    rows = np.diff(first, append=keys.size)
    return Cells(
        said=(keys[first] >> 1).view(np.float64),
        rows=rows,
        weight=rows.astype(np.float64),
        yes=np.add.reduceat(keys & 1, first).astype(np.float64),
        exact=np.ones(first.size, dtype=np.bool_),
    )


def _turned(taken: Answered, steps: int, turning: Callable[[Cells], Flags], *, means: bool) -> Cells:
    """Coarse cells, and where they are marked the very probabilities."""
    small = np.uint16 if steps <= np.iinfo(np.uint16).max else np.uint32
    counts, ticks = _Counts(taken, steps), np.empty(taken.rows, dtype=small)
    for rows in taken.blocks(least=4 * steps):
        # truncating keeps order: whoever said more never comes to a lower step
        tick = (taken.said[rows] * steps).astype(np.int64)
        ticks[rows] = tick
        counts.add(rows, tick, means=means)
    full, found = counts.cells(None if means else (np.arange(steps + 1) + 0.5) / steps, exact=False)
    marked = turning(found)
    own = _rows_on(full[marked], ticks, steps)
    weight = None if taken.weight is None else taken.weight[own]
    return _merged(_kept(found, ~marked), _told_apart(taken.said[own], taken.happened[own], weight))


def _rows_on(wanted: Whole, ticks: NDArray[Any], steps: int) -> Whole:
    """The rows whose step is among those wanted."""
    at = np.zeros(steps + 1, dtype=np.bool_)
    at[wanted] = True
    # nothing is out of range: clipping only spares the check, which is half of the cost
    found = [rows.start + np.flatnonzero(at.take(ticks[rows], mode="clip")) for rows in blocks(ticks.size)]
    return np.concatenate(found)


def _kept(found: Cells, rows: Flags) -> Cells:
    return Cells(found.said[rows], found.rows[rows], found.weight[rows], found.yes[rows], found.exact[rows])


def _merged(one: Cells, other: Cells) -> Cells:
    order = np.argsort(np.concatenate((one.said, other.said)), kind="stable")
    columns = ((getattr(one, name), getattr(other, name)) for name in Cells.__slots__)
    return Cells(*(np.concatenate(both)[order] for both in columns))
