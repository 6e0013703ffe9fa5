"""Forecasts that were answered: what was said and what happened, taken in once, and gone through in blocks that stay in the cache.

Ten million pairs are 160 MB: every look at all of them costs more than the arithmetic. So a block is checked,
counted and added up while it is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.columns import (
    Column,
    Flags,
    flat,
    given_column,
    number_column,
    outcome_column,
    probability_column,
    sealed,
    together,
)
from ledger.scoring.families import families
from ledger.scoring.rules.pairs import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from ledger.scoring.families import Families


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """Yes/no forecasts with their outcomes.

    `said` (n,) from 0 to 1, `happened` (n,). `known` and `weight` (n,), one over the size of the row's family, are
    None where every row is a family of its own.
    """

    said: Column
    happened: Flags
    known: Families | None
    weight: Column | None

    @property
    def rows(self) -> int:
        """How many pairs there are."""
        return self.said.size

    @property
    def families(self) -> int:
        """How many families they come from: what the weights sum to."""
        return self.rows if self.known is None else self.known.count

    def blocks(self, *, least: int = 0) -> Iterator[slice]:
        """The rows, block by block; with `least`, of at least so many where each block costs that much by itself."""
        return blocks(self.rows, size=max(BLOCK, least))


def answered(*, probability: ArrayLike, occurred: ArrayLike, family: ArrayLike | None = None) -> Answered:
    """Forecasts from `probability` (n,) stated for YES, `occurred` (n,) 0 or 1, and `family` (n,) ids or None.

    Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, a fractional outcome, no rows, or
    uneven shapes.
    """
    said, happened = number_column("probability", probability), given_column("occurred", occurred)
    if said.ndim != 1 or said.size == 0 or not _sound(said):
        said = flat("probability", probability_column("probability", said))
    if happened.shape != said.shape:
        happened = flat("occurred", outcome_column("occurred", happened))
        together(probability=said, occurred=happened)
    flags = _flags(happened)
    if family is None:
        return Answered(said, sealed(flags), None, None)
    known = families(family=family, rows=said.size)
    return Answered(said, sealed(flags), known, known.weight)


def blocks(rows: int, *, size: int = BLOCK) -> Iterator[slice]:
    """Slices of at most `size` rows that cover so many."""
    return (slice(start, start + size) for start in range(0, rows, size))


def _sound(said: Column) -> bool:
    # a comparison with NaN is false
    return all(said[rows].min() >= 0.0 and said[rows].max() <= 1.0 for rows in blocks(said.size))


def _flags(happened: NDArray[Any]) -> Flags:
    if happened.dtype.kind == "b":
        return happened.copy()
    flags = np.empty(happened.size, dtype=np.bool_)
    for rows in blocks(happened.size):
        block = happened[rows]
        np.equal(block, 1, out=flags[rows])
        if np.count_nonzero(block) != np.count_nonzero(flags[rows]):
            outcome_column("occurred", happened)  # says which one is no outcome
    return flags
