"""Forecasts that were answered: what was said and what happened, taken in once, and gone through in blocks that stay in the cache.

Ten million pairs are 160 MB: every look at all of them costs more than the arithmetic. So a block is checked,
counted and added up while it is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.calibration.side_by_side import blocks, threads_for
from ledger.scoring.columns import (
    Column,
    Flags,
    flat,
    given_column,
    number_column,
    outcome_column,
    probability_column,
    together,
)
from ledger.scoring.families import families

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from ledger.scoring.families import Families


ALL = slice(None)
ONE_AS_BITS = np.float64(1.0).view(np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """Yes/no forecasts with their outcomes; the numbers are checked by who goes through `blocks` or asks what `happened`.

    `said` (n,) from 0 to 1, `occurred` (n,) 0 or 1. `known` and `weight` (n,), one over the size of the row's family,
    are None where every row is a family of its own. `threads` may go through them at once.
    """

    said: Column
    occurred: NDArray[Any]
    known: Families | None
    weight: Column | None
    threads: int

    @property
    def rows(self) -> int:
        """How many pairs there are."""
        return self.said.size

    @property
    def families(self) -> int:
        """How many families they come from: what the weights sum to."""
        return self.rows if self.known is None else self.known.count

    def blocks(self, among: slice = ALL) -> Iterator[tuple[slice, Column, Flags]]:
        """The place of each block of rows, what was said and whether it happened.

        Raises MissingNumberError, OutOfRangeError or NotAnOutcomeError when it comes to what is none.
        """
        start, stop, _ = among.indices(self.rows)
        for rows in blocks(stop, start=start):
            said = self.said[rows]
            if not _all_chances(said):
                probability_column("probability", self.said)  # finds which, and says so
            yield rows, said, self._flags(rows)

    def happened(self) -> Flags:
        """(n,) whether it happened. Raises what `blocks` does."""
        return np.concatenate([flags for _, _, flags in self.blocks()])

    def _flags(self, rows: slice) -> Flags:
        block = self.occurred[rows]
        if block.dtype == np.bool_:
            return block
        flags: Flags = np.equal(block, 1)
        if np.count_nonzero(flags) + np.count_nonzero(block == 0) != block.size:
            outcome_column("occurred", self.occurred)  # says which one is no outcome
        return flags


def _all_chances(said: Column) -> bool:
    """Whether all lie from 0 to 1."""
    # The bits of such numbers, as whole numbers, lie between those of 0 and 1: what is below 0, above 1 or none at all has
    # greater ones. One pass tells it, but for -0.0, which is told apart by two.
    if np.maximum.reduce(said.view(np.uint64)) <= ONE_AS_BITS:
        return True
    # a comparison with NaN is false; ufuncs reduce without the Python around `min`
    return bool(np.minimum.reduce(said) >= 0.0 and np.maximum.reduce(said) <= 1.0)


def answered(*, probability: ArrayLike, occurred: ArrayLike, family: ArrayLike | None = None) -> Answered:
    """Forecasts from `probability` (n,) stated for YES, `occurred` (n,) 0 or 1, and `family` (n,) ids or None.

    Raises RefusedError (a ValueError) for no rows or uneven shapes, and for NaN, a probability outside 0 to 1 or a
    fractional outcome at the latest when they are gone through.
    """
    said, happened = number_column("probability", probability), given_column("occurred", occurred)
    if said.ndim != 1 or said.size == 0 or happened.shape != said.shape:
        said = flat("probability", probability_column("probability", said))
        happened = flat("occurred", outcome_column("occurred", happened))
        together(probability=said, occurred=happened)
    known = None if family is None else families(family=family, rows=said.size)
    weight = None if known is None else known.weight
    return Answered(said, happened, known, weight, threads_for(said.size))
