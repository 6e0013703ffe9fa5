"""Intervals of an observed frequency, from resampling families whole.

A family is one piece of evidence however many rows it has: forty updates of one question must not
narrow a band. Each resample weighs every family by an exponential draw (the Bayesian bootstrap), and
adds half a family that happened and half a one that did not to each group. For single rows this is
exactly Jeffreys' interval, so that six YES of six still leave room, where a plain bootstrap would print
an interval of no width. Single rows enter through their counts alone, whatever their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import totals

if TYPE_CHECKING:
    from ledger.scoring.columns import Column, Whole
    from ledger.scoring.families import Families

RESAMPLES = 1000
LEVEL = 0.9
"""The intervals hold the long-run frequency nine times in ten."""
WEIGHTS_AT_A_TIME = 2_000_000  # family weights drawn in one block: 16 MB


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Rows put into groups 0 to k - 1, none of them empty, with what happened and their families."""

    group: Whole
    happened: Column
    known: Families

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return int(self.group.max()) + 1

    def mean(self, column: Column) -> Column:
        """(groups,) mean of a column (n,), families weighing one."""
        weight = self.known.weight
        return totals(self.group, weight * column, self.groups) / totals(self.group, weight, self.groups)

    @property
    def frequency(self) -> Column:
        """(groups,) observed frequency, families weighing one."""
        return self.mean(self.happened)

    @property
    def families_in(self) -> Whole:
        """(groups,) how many families have a row in the group."""
        if self.known.count == self.group.size:
            return np.bincount(self.group)
        pairs = np.unique(self.known.index * self.groups + self.group)
        return np.bincount(pairs % self.groups, minlength=self.groups)


def frequency_bands(cells: Cells, *, resamples: int, seed: int) -> tuple[Column, Column]:
    """(groups,) lower and (groups,) upper ends of the 90 % intervals of the observed frequency.

    Deterministic for a seed. The observed frequency always lies inside (0 and 1 are ends then).
    Source: D. B. Rubin (1981), Annals of Statistics 9(1); Brown, Cai and DasGupta (2001), Statistical
    Science 16(2), for Jeffreys' interval and its ends.
    """
    source = np.random.default_rng(seed)
    # A family that spreads over five groups brings a fifth to each: so does the half that is added.
    usual = totals(cells.group, cells.known.weight, cells.groups) / cells.families_in
    halves = usual * source.standard_gamma(0.5, (2, resamples, cells.groups))
    yes = halves[0] + _singles(cells, 1.0, resamples, source)
    no = halves[1] + _singles(cells, 0.0, resamples, source)
    _add_whole_families(cells, yes, no, source)
    low, high = np.quantile(yes / (yes + no), [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0], axis=0)
    return np.minimum(low, cells.frequency), np.maximum(high, cells.frequency)


def _singles(cells: Cells, outcome: float, resamples: int, source: np.random.Generator) -> Column:
    # Exponential weights of k single rows sum to a gamma of shape k: one draw instead of k.
    single = (cells.known.sizes[cells.known.index] == 1) & (cells.happened == outcome)
    counts = np.bincount(cells.group[single], minlength=cells.groups)
    return source.standard_gamma(counts, (resamples, cells.groups))


def _add_whole_families(cells: Cells, yes: Column, no: Column, source: np.random.Generator) -> None:
    several = np.flatnonzero(cells.known.sizes > 1)
    if several.size == 0:
        return
    share_yes, share_no = _shares(cells, several)
    block = max(1, WEIGHTS_AT_A_TIME // several.size)
    for start in range(0, len(yes), block):
        drawn = source.standard_exponential((len(yes[start : start + block]), several.size))
        yes[start : start + block] += drawn @ share_yes
        no[start : start + block] += drawn @ share_no


def _shares(cells: Cells, several: Whole) -> tuple[Column, Column]:
    """(families of several rows, groups): what each brings to each group, happened and not."""
    place = np.full(cells.known.count, -1)
    place[several] = np.arange(several.size)
    own = place[cells.known.index]
    rows = own >= 0
    cell = own[rows] * cells.groups + cells.group[rows]
    weight, happened = cells.known.weight[rows], cells.happened[rows]
    size, shape = several.size * cells.groups, (several.size, cells.groups)
    share_yes = totals(cell, weight * happened, size).reshape(shape)
    share_no = totals(cell, weight * (1.0 - happened), size).reshape(shape)
    return share_yes, share_no
