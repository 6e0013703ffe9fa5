"""Rows of like probability put together: the few numbers that a curve is made from, whatever the rows.

People say 12.5 %, hardly 12.34 %: such columns are counted and never sorted. Others are counted coarsely first, and
only where a curve turns on it are rows told apart by their very probabilities. What comes out is the same as if all
had been sorted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Flags, Whole, totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.scoring.answered import Answered

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
        if _worth(taken, decimal) and _on_steps(taken, decimal):
            return _counted(taken, decimal, exact=True)[1]
    if taken.rows <= FEW:
        return _told_apart(taken.said, taken.happened, taken.weight)
    coarse = 1 << min(steps.bit_length(), (taken.rows // ROWS_A_STEP).bit_length()) - 1
    return _turned(taken, coarse, turning, means=means)


def _worth(taken: Answered, steps: int) -> bool:
    return steps == DECIMALS[0] or taken.rows >= ROWS_A_STEP * steps


def _on_steps(taken: Answered, steps: int) -> bool:
    return all(
        np.array_equal(np.rint(taken.said[rows] * steps) / steps, taken.said[rows]) for rows in taken.blocks()
    )


def _tick(said: Column, steps: int, *, exact: bool) -> Whole:
    # truncating keeps order: whoever said more never comes to a lower step
    scaled = said * steps
    return (np.rint(scaled) if exact else scaled).astype(np.int64)


def _counted(taken: Answered, steps: int, *, exact: bool, means: bool = False) -> tuple[Whole, Cells]:
    """Every row to its step, in one pass: (k,) the steps that hold any, and the cells."""
    places = steps + 1
    both, total = np.zeros(2 * places, dtype=np.int64), np.zeros((3, places))
    for rows in taken.blocks(least=places):
        tick, happened = _tick(taken.said[rows], steps, exact=exact), taken.happened[rows]
        both += np.bincount(tick * 2 + happened, minlength=2 * places)
        if taken.weight is not None:
            total[0] += totals(tick, taken.weight[rows], places)
            total[1] += totals(tick, taken.weight[rows] * happened, places)
        if means:
            weighed = taken.said[rows] if taken.weight is None else taken.said[rows] * taken.weight[rows]
            total[2] += totals(tick, weighed, places)
    counts = both.reshape(-1, 2)
    if taken.weight is None:
        total[0], total[1] = counts.sum(axis=1), counts[:, 1]
    if not means:
        total[2] = total[0] * (np.arange(places) + (0.0 if exact else 0.5)) / steps
    return _full(counts.sum(axis=1), total, exact=exact)


def _full(count: Whole, total: Column, *, exact: bool) -> tuple[Whole, Cells]:
    full = np.flatnonzero(count)
    weight, yes, said = total[:, full]
    return full, Cells(
        full / (count.size - 1) if exact else said / weight,
        count[full],
        weight,
        yes,
        np.full(full.size, exact),
    )


def _told_apart(said: Column, happened: Flags, weight: Column | None) -> Cells:
    distinct, place = np.unique(said, return_inverse=True)
    each = np.ones(said.size) if weight is None else weight
    return Cells(
        said=distinct,
        rows=np.bincount(place, minlength=distinct.size),
        weight=totals(place, each, distinct.size),
        yes=totals(place, each * happened, distinct.size),
        exact=np.ones(distinct.size, dtype=np.bool_),
    )


def _turned(taken: Answered, steps: int, turning: Callable[[Cells], Flags], *, means: bool) -> Cells:
    ticks, found = _counted(taken, steps, exact=False, means=means)
    marked = turning(found)
    at = np.zeros(steps + 1, dtype=np.bool_)
    at[ticks[marked]] = True
    own = np.concatenate(
        [
            rows.start + np.flatnonzero(at[_tick(taken.said[rows], steps, exact=False)])
            for rows in taken.blocks()
        ]
    )
    weight = None if taken.weight is None else taken.weight[own]
    return _merged(_kept(found, ~marked), _told_apart(taken.said[own], taken.happened[own], weight))


def _kept(found: Cells, rows: Flags) -> Cells:
    return Cells(found.said[rows], found.rows[rows], found.weight[rows], found.yes[rows], found.exact[rows])


def _merged(one: Cells, other: Cells) -> Cells:
    order = np.argsort(np.concatenate((one.said, other.said)), kind="stable")
    columns = ((getattr(one, name), getattr(other, name)) for name in Cells.__slots__)
    return Cells(*(np.concatenate(both)[order] for both in columns))
