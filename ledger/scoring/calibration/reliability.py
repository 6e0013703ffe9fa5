"""The reliability curve: in groups of like forecasts, what was said beside what happened.

Groups hold equally many forecasts, or lie between edges that are given. A group nobody fell into is
absent: it is not an observed frequency of 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.calibration.answered import Answered, answered
from ledger.scoring.calibration.bands import RESAMPLES, Brought, brought, brought_alone, frequency_bands
from ledger.scoring.calibration.cells import Cells, Turning, cells
from ledger.scoring.calibration.luck import SEED
from ledger.scoring.calibration.stages import MOST_GROUPS
from ledger.scoring.columns import Column, Flags, Whole, count, flat, probability_column, rising, sealed
from ledger.scoring.refusals import OutOfRangeError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

NARROW_END_EDGES = (
    *(k / 24 for k in range(3)),
    *((125 + 50 * k) / 1000 for k in range(15)),
    *(k / 24 for k in range(21, 25)),
)
"""21 bins, narrow at both ends, where forecasters can tell 2 % from 6 % (Metaculus's edges)."""

ROUNDING = 1e-9
"""Of a group, what sums of weights may be off by."""

STEPS = 1 << 11
"""Coarse steps the rows are counted on before those near a group's ends are told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class ReliabilityCurve:
    """What was said and what happened, one entry per group that holds anything, by rising probability."""

    said: Column
    """(groups,) mean probability of YES, families weighing one."""
    happened: Column
    """(groups,) observed frequency of YES, families weighing one."""
    low: Column
    """(groups,) lower end of the 90 % interval of the frequency."""
    high: Column
    """(groups,) upper end."""
    lowest: Column
    """(groups,) smallest probability in the group."""
    highest: Column
    """(groups,) largest probability in the group."""
    forecasts: Whole
    """(groups,) how many rows."""
    families: Whole
    """(groups,) how many families they come from: the count that narrows the interval."""


def reliability_curve(
    *,
    probability: ArrayLike,
    occurred: ArrayLike,
    family: ArrayLike | None = None,
    groups: int = MOST_GROUPS,
    edges: ArrayLike | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> ReliabilityCurve:
    """The reliability curve of yes/no forecasts, with intervals from resampled families.

    `probability` (n,) stated for YES, `occurred` (n,) 0 or 1, `family` (n,) ids or None. At most `groups`
    equal-count groups; equal probabilities are never parted, so ties make fewer. Or bins between rising
    `edges` from 0 to 1, the last one closed (`NARROW_END_EDGES`). Neither order of rows nor names of families
    matter. Intervals: `bands.frequency_bands`. Raises RefusedError (a ValueError) for NaN, a probability outside
    0 to 1, a fractional outcome, no rows, uneven shapes, no group, no resample, or edges that do not fit.

    >>> curve = reliability_curve(probability=[0.1, 0.1, 0.8, 0.8], occurred=[0, 0, 1, 0], groups=2)
    >>> curve.happened.tolist(), curve.forecasts.tolist()
    ([0.0, 0.5], [2, 2])
    """
    taken = answered(probability=probability, occurred=occurred, family=family)
    most, draws = count("groups", groups), count("resamples", resamples)
    if edges is None:
        found = cells(taken, Turning(STEPS, lambda coarse, _: _near_counts(coarse, most), means=True))
        starts = _starts(_counted_group(found, most))
    else:
        inner = _inner(edges)
        found = cells(taken, Turning(STEPS, lambda _, begin: _holding(begin, inner), means=True))
        starts = _starts(np.searchsorted(inner, found.said, side="right"))
    return _curve(taken, found, starts, draws, seed)


def bins_of(said: Column, edges: ArrayLike | None) -> Whole:
    """(n,) the number of the bin each probability lies in, none of them empty; without edges each has its own."""
    binned = said if edges is None else np.searchsorted(_inner(edges), said, side="right")
    _, place = np.unique(binned, return_inverse=True)
    return np.asarray(place, dtype=np.int64)


def _counted_group(found: Cells, groups: int) -> Whole:
    middle = (np.cumsum(found.weight) - found.weight / 2.0) / found.weight.sum()
    # what lies on a border but for rounding belongs above it, in whatever order the weights were added up
    return np.asarray(np.minimum((middle * groups + ROUNDING).astype(np.int64), groups - 1))


def _starts(group: Whole) -> Whole:
    # only groups that hold something begin anywhere: that keeps empty ones absent
    return np.flatnonzero(np.append(True, group[1:] != group[:-1]))


def _inner(edges: ArrayLike) -> Column:
    """The edges between the bins."""
    bounds = rising("edges", flat("edges", probability_column("edges", edges)))
    for bound, needed in ((bounds[0], 0.0), (bounds[-1], 1.0)):
        if bound != needed:
            raise OutOfRangeError("edges", float(bound), "from 0 for the first to 1 for the last")
    return bounds[1:-1]


def _near_counts(coarse: Cells, groups: int) -> Flags:
    """The coarse cells, two on each side, where the count of all so far passes a border, and both outermost ones.

    One more than passes it, so that sums of weights that were rounded across the border do no harm.
    """
    reached = np.cumsum(coarse.weight)
    passed = np.searchsorted(reached, reached[-1] * np.arange(1, groups) / groups)[:, np.newaxis] + np.arange(
        -2, 2
    )
    near = np.zeros(reached.size, dtype=np.bool_)
    near[np.clip(passed, 0, near.size - 1)] = True
    near[[0, -1]] = True
    return near


def _holding(begin: Column, inner: Column) -> Flags:
    """The coarse cells that hold an edge, or lie below one that no cell holds, and both outermost ones."""
    holds = np.zeros(begin.size, dtype=np.bool_)
    holds[np.searchsorted(begin, inner, side="right") - 1] = True
    holds[[0, -1]] = True
    return holds


def _curve(taken: Answered, found: Cells, starts: Whole, resamples: int, seed: int) -> ReliabilityCurve:
    ends = np.append(starts[1:], found.said.size) - 1
    weight = np.add.reduceat(found.weight, starts)
    rows, yes = np.add.reduceat(found.rows, starts), np.add.reduceat(found.yes, starts)
    families = _brought(taken, found.said[starts], rows, yes)
    low, high = frequency_bands(families, resamples=resamples, seed=seed)
    return ReliabilityCurve(
        said=sealed(np.add.reduceat(found.weight * found.said, starts) / weight),
        happened=sealed(yes / weight),
        low=sealed(low),
        high=sealed(high),
        lowest=sealed(found.said[starts]),
        highest=sealed(found.said[ends]),
        forecasts=sealed(rows),
        families=sealed(families.families_in),
    )


def _brought(taken: Answered, lowest: Column, rows: Whole, yes: Column) -> Brought:
    if taken.known is None:
        return brought_alone(rows=rows, yes=yes)
    group = np.searchsorted(lowest, taken.said, side="right") - 1
    return brought(group=group, happened=taken.happened(), known=taken.known, groups=lowest.size)
