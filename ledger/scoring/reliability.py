"""The reliability curve: in groups of like forecasts, what was said beside what happened.

Groups hold equally many forecasts, or lie between edges that are given. A group nobody fell into is
absent: it is not an observed frequency of 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.bands import RESAMPLES, Cells, frequency_bands
from ledger.scoring.columns import (
    Column,
    Whole,
    flat,
    outcome_column,
    probability_column,
    rising,
    sealed,
    together,
    totals,
)
from ledger.scoring.families import Families, families
from ledger.scoring.isotonic import pooled
from ledger.scoring.luck import SEED
from ledger.scoring.refusals import OutOfRangeError, TooFewError
from ledger.scoring.stages import MOST_GROUPS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

NARROW_END_EDGES = (
    *(k / 24 for k in range(3)),
    *(0.125 + 0.05 * k for k in range(15)),
    *(0.875 + k / 24 for k in range(3)),
    1.0,
)
"""21 bins, narrow at both ends, where forecasters can tell 2 % from 6 % (Metaculus's edges)."""


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
    `edges` from 0 to 1, the last one closed (`NARROW_END_EDGES`). Order of rows does not matter.
    Intervals: `bands.frequency_bands`. Raises RefusedError (a ValueError) for NaN, a probability outside
    0 to 1, a fractional outcome, no rows, uneven shapes, fewer than one group, or edges that do not fit.

    >>> curve = reliability_curve(probability=[0.1, 0.1, 0.8, 0.8], occurred=[0, 0, 1, 0], groups=2)
    >>> curve.happened.tolist(), curve.forecasts.tolist()
    ([0.0, 0.5], [2, 2])
    """
    said = flat("probability", probability_column("probability", probability))
    happened = flat("occurred", outcome_column("occurred", occurred))
    together(probability=said, occurred=happened)
    known = families(family=family, rows=said.size)
    placed = _equal_counts(said, known, groups) if edges is None else _between(said, edges)
    return _curve(Cells(_numbered(placed), happened, known), said, resamples, seed)


def _numbered(placed: Whole) -> Whole:
    # Numbering only the groups that hold something is what keeps empty ones absent.
    return np.asarray((np.cumsum(np.bincount(placed) > 0) - 1)[placed])


def _equal_counts(said: Column, known: Families, groups: int) -> Whole:
    if groups < 1:
        raise TooFewError("groups", 1, groups)
    distinct, cell = pooled(said)
    weight = totals(cell, known.weight, distinct.size)
    middle = (np.cumsum(weight) - weight / 2.0) / weight.sum()
    return np.asarray(np.minimum((middle * groups).astype(np.int64), groups - 1)[cell])


def _between(said: Column, edges: ArrayLike) -> Whole:
    bounds = rising("edges", flat("edges", probability_column("edges", edges)))
    for bound, needed in ((bounds[0], 0.0), (bounds[-1], 1.0)):
        if bound != needed:
            raise OutOfRangeError("edges", float(bound), "from 0 for the first to 1 for the last")
    return np.asarray(np.minimum(np.searchsorted(bounds, said, side="right"), bounds.size - 1))


def _curve(cells: Cells, said: Column, resamples: int, seed: int) -> ReliabilityCurve:
    low, high = frequency_bands(cells, resamples=resamples, seed=seed)
    lowest, highest = np.full(cells.groups, np.inf), np.full(cells.groups, -np.inf)
    np.minimum.at(lowest, cells.group, said)
    np.maximum.at(highest, cells.group, said)
    return ReliabilityCurve(
        said=sealed(cells.mean(said)),
        happened=sealed(cells.frequency),
        low=sealed(low),
        high=sealed(high),
        lowest=sealed(lowest),
        highest=sealed(highest),
        forecasts=sealed(np.bincount(cells.group)),
        families=sealed(cells.families_in),
    )
