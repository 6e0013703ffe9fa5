"""How many of these should have happened: the exact distribution of the count under the stated chances.

Rows of one family are decided by one measurement, so they share one draw: a row happens when the draw
falls below its chance. That is how thresholds on one number behave, and for anything else it makes the
range wider, never narrower than the record can bear. A family counts one, its rows a fraction each;
of a family that is only in part among the rows to count, only their fractions count.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.calibration.poisson_binomial import poisson_binomial, product
from ledger.scoring.columns import (
    Column,
    Flags,
    Whole,
    flat,
    outcome_column,
    probability_column,
    sealed,
    together,
)
from ledger.scoring.families import families
from ledger.scoring.refusals import NothingToScoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import ArrayLike

# 840 is divided by 1 to 8: families of up to eight rows are counted exactly, and larger mixed ones to
# within a 1,680th of a family, instead of on a grid that grows without bound.
FINEST_GRID = 840
# Chances below this are dropped at both ends: 1e15 times smaller than the last digit of the rest.
NEGLIGIBLE = 1e-30
TRIMMED_EVERY = 16  # families


@dataclass(frozen=True, slots=True)
class LuckRange:
    """What chance alone gives a forecaster who is exactly as calibrated as claimed."""

    expected: float
    low: float
    """The 5 % point."""
    high: float
    """The 95 % point: nine times in ten the number lies from `low` to `high`, ends included."""


@dataclass(frozen=True, slots=True, eq=False)
class CountDistribution:
    """The chance of every count of what happens; families count one."""

    count: Column
    """(k,) rising; whole numbers when no family has more than one row."""
    chance: Column
    """(k,) summing to 1."""

    def point(self, share: float) -> float:
        """The smallest count that is reached or undercut with a chance of at least `share` (0 to 1)."""
        reached = int(np.searchsorted(np.cumsum(self.chance), share * (1.0 - 1e-12)))
        return float(self.count[min(reached, self.count.size - 1)])


def count_distribution(
    *, probability: ArrayLike, family: ArrayLike | None = None, part: ArrayLike | None = None
) -> CountDistribution:
    """Distribution of how many happen, by exact convolution (Poisson-binomial when each row is a family).

    `probability` (n,) stated for YES, `family` (n,) ids or None; `part` (n,) flags of the rows to count, None for all,
    each weighing what it does among all n. Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1,
    no rows, or uneven shapes.
    Source: Y. H. Wang (1993), Statistica Sinica 3(2), for the Poisson-binomial.

    >>> count_distribution(probability=[0.5, 0.5]).chance.tolist()
    [0.25, 0.5, 0.25]
    >>> count_distribution(probability=[0.5, 0.5], family=["lag", "lag"], part=[True, False]).count.tolist()
    [0.0, 0.5]
    """
    said = flat("probability", probability_column("probability", probability))
    known = families(family=family, rows=said.size)
    counted = _counted(part, said)
    sizes = known.sizes[known.index]
    grid = min(math.lcm(*np.flatnonzero(np.bincount(sizes[counted])).tolist()), FINEST_GRID)
    alone, shared = counted & (sizes == 1), counted & (sizes > 1)
    several = _by_family(said[shared], known.index[shared], known.sizes)
    first, chance = _convolved(_one_family(own, size, grid) for size, own in several)
    if alone.any():
        begun, single = _trimmed(0, poisson_binomial(said[alone]))
        first, chance = first + begun * grid, product(chance[np.newaxis], _spaced(single, grid))[0]
    count = (first + np.arange(chance.size)) / grid
    kept = chance > 0.0
    return CountDistribution(sealed(count[kept]), sealed(chance[kept]))


def happened_range(
    *, probability: ArrayLike, family: ArrayLike | None = None, part: ArrayLike | None = None
) -> LuckRange:
    """How many should have happened, and what luck alone gives nine times in ten.

    "You expected 5.8 to happen; 7 did; luck alone gives 4 to 8." Arguments and refusals as
    `count_distribution`; `expected` is the sum of the chances, each family weighing one, or its share in `part`.

    >>> happened_range(probability=[0.5, 0.5, 0.5, 0.5])
    LuckRange(expected=2.0, low=0.0, high=4.0)
    """
    said = flat("probability", probability_column("probability", probability))
    known = families(family=family, rows=said.size)
    spread = count_distribution(probability=said, family=known.index, part=part)
    expected = float((said * known.weight)[_counted(part, said)].sum())
    return LuckRange(expected, spread.point(0.05), spread.point(0.95))


def _counted(part: ArrayLike | None, said: Column) -> Flags:
    """(n,) which rows are counted: those of the part, all without one."""
    if part is None:
        return np.ones(said.size, dtype=np.bool_)
    flags = flat("part", outcome_column("part", part))
    together(part=flags, probability=said)
    if not flags.any():
        raise NothingToScoreError("part")
    return np.asarray(flags == 1.0)


def _spaced(chance: Column, grid: int) -> Column:
    """(1, (k - 1) grid + 1) the chances with so many places between two counts."""
    spaced = np.zeros((1, (chance.size - 1) * grid + 1))
    spaced[0, ::grid] = chance
    return spaced


def _by_family(said: Column, index: Whole, sizes: Whole) -> Iterator[tuple[int, Column]]:
    """Of every family among the rows the number of all its rows, and the chances of these."""
    if not said.size:
        return
    order = np.argsort(index, kind="stable")
    firsts = np.append(0, np.flatnonzero(np.diff(index[order])) + 1)
    yield from zip(sizes[index[order[firsts]]].tolist(), np.split(said[order], firsts[1:]), strict=True)


def _one_family(said: Column, size: int, grid: int) -> list[tuple[int, float]]:
    """Where on the grid 0, 1, ... the family's rows happening lie (all `size` at `grid`), and the chances."""
    reached = np.concatenate(([1.0], np.sort(said)[::-1], [0.0]))
    places = np.rint(np.arange(said.size + 1) * (grid / size)).astype(np.int64)
    chances = reached[:-1] - reached[1:]
    return [
        (place, chance) for place, chance in zip(places.tolist(), chances.tolist(), strict=True) if chance
    ]


def _convolved(parts: Iterable[list[tuple[int, float]]]) -> tuple[int, Column]:
    """The first place and the chances of the sum, one family after the other."""
    first, chance = 0, np.ones(1)
    for number, part in enumerate(parts, start=1):
        grown = np.zeros(chance.size + part[-1][0])
        for place, weight in part:
            grown[place : place + chance.size] += weight * chance
        first, chance = _trimmed(first, grown) if number % TRIMMED_EVERY == 0 else (first, grown)
    return first, chance


def _trimmed(first: int, chance: Column) -> tuple[int, Column]:
    kept = np.flatnonzero(chance > NEGLIGIBLE)
    return first + int(kept[0]), chance[kept[0] : kept[-1] + 1]
