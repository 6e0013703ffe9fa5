"""Intervals of an observed frequency, from resampling families whole.

A family is one piece of evidence however many rows it has: forty updates of one question must not
narrow a band. Each resample weighs every family by an exponential draw (the Bayesian bootstrap), and
adds half a family that happened and half a one that did not to each group. For single rows this is
exactly Jeffreys' interval, so that six YES of six still leave room, where a plain bootstrap would print
an interval of no width.

Families enter through what they bring to each group. Many that bring the same enter together, through their number
alone, whatever they are called and in whatever order they come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import totals

if TYPE_CHECKING:
    from ledger.scoring.columns import Column, Flags, Whole
    from ledger.scoring.families import Families

RESAMPLES = 1000
LEVEL = 0.9
"""The intervals hold the long-run frequency nine times in ten."""
APART = 4096
"""Up to so many kinds of families each has draws of its own."""
CROWD = 512
"""From so many families on, what they bring to a cell varies as the normal law says, to a few percent of its spread."""
LOT = 1024
"""Kinds whose weights are drawn in one block: 8 MB."""
MARK_BITS = 52
"""Sums of whole numbers are exact in a float up to here."""


@dataclass(frozen=True, slots=True, eq=False)
class Brought:
    """What families bring to each of some groups, those that bring the same put together.

    `number` (k,) of alike families; `row`, `cell` and `share` (m,) say that each of the families `row` brings
    `share` to `cell`: twice the group, and one more where it happened. A family brings one in all.
    """

    number: Whole
    row: Whole
    cell: Whole
    share: Column
    groups: int

    @property
    def families_in(self) -> Whole:
        """(groups,) how many families bring anything."""
        pairs, _ = _distinct(self.row * self.groups + self.cell // 2)
        counted = totals(
            pairs % self.groups, self.number[pairs // self.groups].astype(np.float64), self.groups
        )
        return counted.astype(np.int64)

    @property
    def total(self) -> Column:
        """(groups, 2) what all bring: not happened, happened."""
        weighed = self.number[self.row] * self.share
        return totals(self.cell, weighed, 2 * self.groups).reshape(self.groups, 2)


def brought_alone(*, rows: Whole, yes: Column) -> Brought:
    """What rows bring that are families of their own, from how many there are and happened (groups,)."""
    number = np.column_stack((rows - yes, yes)).ravel().astype(np.int64)
    cell = np.flatnonzero(number)
    return Brought(number[cell], np.arange(cell.size), cell, np.ones(cell.size), rows.size)


def brought(*, group: Whole, happened: Flags, known: Families, groups: int) -> Brought:
    """What families bring whose rows lie in `group` (n,) and happened (n,) or not."""
    cell = group * 2 + happened
    _, first, alike, number = np.unique(
        _marks(cell, known, groups), return_index=True, return_inverse=True, return_counts=True
    )
    rows = np.flatnonzero(first[alike[known.index]] == known.index)
    place, times = _distinct(alike[known.index[rows]] * (2 * groups) + cell[rows])
    row = place // (2 * groups)
    return Brought(number, row, place % (2 * groups), times / known.sizes[first[row]], groups)


def _distinct(column: Whole) -> tuple[Whole, Whole]:
    """Whole numbers from 0 on, each once, rising, and how often they come: np.unique at a fraction of the cost."""
    ordered = np.sort(column)
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[first], np.diff(first, append=ordered.size)


def _marks(cell: Whole, known: Families, groups: int) -> Whole:
    """(families,) a number for each, the same for those that bring the same and, but for odds of 1e-9, for no others."""
    source = np.random.default_rng(groups)
    bits = MARK_BITS - int(known.sizes.max()).bit_length()
    marks = source.integers(1, 1 << bits, (2, 2 * groups)).astype(np.float64)
    one, other = (totals(known.index, mark[cell], known.count).astype(np.int64) for mark in marks)
    return one * np.int64(0x9E3779B97F4A7C1 | 1) ^ other


def frequency_bands(families: Brought, *, resamples: int, seed: int) -> tuple[Column, Column]:
    """(groups,) lower and (groups,) upper ends of the 90 % intervals of the observed frequency.

    Deterministic for a seed, but for last digits: the machine's products of matrices decide those. The observed frequency always lies inside (0 and 1 are ends then).
    Source: D. B. Rubin (1981), Annals of Statistics 9(1); Brown, Cai and DasGupta (2001), Statistical
    Science 16(2), for Jeffreys' interval and its ends.
    """
    source = np.random.default_rng(seed)
    total = families.total
    # A family that spreads over five groups brings a fifth to each: so does the half that is added.
    usual = total.sum(axis=1) / families.families_in
    drawn = usual[:, np.newaxis] * source.standard_gamma(0.5, (resamples, families.groups, 2))
    apart = _apart(families)
    for start in range(0, apart.size, LOT):
        lot = apart[start : start + LOT]
        # the exponential weights of k alike families sum to a gamma of shape k
        weights = source.standard_gamma(families.number[lot], (resamples, lot.size))
        drawn += _spread(families, lot, weights).reshape(drawn.shape)
    drawn += _crowd(families, apart, resamples, source).reshape(drawn.shape)
    low, high = np.quantile(
        drawn[:, :, 1] / drawn.sum(axis=2), [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0], axis=0
    )
    frequency = total[:, 1] / total.sum(axis=1)
    return np.minimum(low, frequency), np.maximum(high, frequency)


def _spread(families: Brought, some: Whole, weights: Column) -> Column:
    """(resamples, cells) what these kinds bring, by how much each of them weighs, (resamples, some)."""
    if families.row.size > families.number.size:
        return np.asarray(weights @ _shares(families, some))
    # each brings all to one cell, and no other brings there: nothing is to be added up
    spread = np.zeros((weights.shape[0], 2 * families.groups))
    spread[:, families.cell[some]] = weights
    return spread


def _apart(families: Brought) -> Whole:
    """The kinds that need draws of their own: all, or among very many those that bring to a cell few bring to."""
    kinds = families.number.size
    if kinds <= APART:
        return np.arange(kinds)
    number = families.number[families.row].astype(np.float64)
    thin = totals(families.cell, number, 2 * families.groups) < CROWD
    return _distinct(families.row[thin[families.cell]])[0]


def _crowd(families: Brought, apart: Whole, resamples: int, source: np.random.Generator) -> Column:
    """(resamples, cells) what the other kinds bring: their sums have the mean and spread of exponential weights."""
    cells = 2 * families.groups
    crowd = np.ones(families.number.size, dtype=np.bool_)
    crowd[apart] = False
    others = np.flatnonzero(crowd)
    mean, spread = np.zeros(cells), np.zeros((cells, cells))
    for start in range(0, others.size, LOT):
        lot = others[start : start + LOT]
        shares, number = _shares(families, lot), families.number[lot]
        mean += number @ shares
        spread += (shares.T * number) @ shares
    if others.size == 0:
        return np.zeros((resamples, cells))
    # Of all roots of the spread this one does not turn with a rounding, as numpy's does where two sums always move together:
    # so the draws hardly depend on how a machine multiplies.
    values, ways = np.linalg.eigh(spread)
    root = (ways * np.sqrt(np.maximum(values, 0.0))) @ ways.T
    return np.asarray(mean + source.standard_normal((resamples, cells)) @ root)


def _shares(families: Brought, some: Whole) -> Column:
    """(some, cells) what a family of each of these kinds brings."""
    begin, end = np.searchsorted(families.row, some), np.searchsorted(families.row, some, "right")
    long = end - begin
    entry = np.repeat(begin - np.cumsum(long) + long, long) + np.arange(long.sum())
    cells = 2 * families.groups
    own = np.repeat(np.arange(some.size), long) * cells + families.cell[entry]
    return totals(own, families.share[entry], some.size * cells).reshape(-1, cells)
