"""Yes/no forecasts with their outcomes, checked and scored a block at a time.

A check reads what the arithmetic reads. Over whole columns it would fetch both from memory once more; on a block
that is in the processor's cache already, checks and arithmetic together cost little more than either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.columns import (
    Column,
    Numeric,
    given_column,
    like,
    number_column,
    outcome_column,
    probability_column,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import ArrayLike, NDArray

BLOCK = 131_072  # pairs: a column of 1 MB stays in a last-level cache, and Python's steps between blocks cost little


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """n forecasts and their outcomes, of one shape; nothing is checked before `blocks`."""

    shape: tuple[int, ...]
    """The shape both were given in."""
    said: Column
    """(n,) probabilities of YES."""
    occurred: NDArray[Any]
    """(n,) outcomes, of a number type or bool."""

    def buffer(self) -> Column:
        """Room for the numbers of any one block."""
        return np.empty(min(BLOCK, self.said.size))

    def blocks(self) -> Iterator[tuple[slice, Column, Column]]:
        """The place of each block, its probabilities and its outcomes as 0.0 and 1.0.

        Raises MissingNumberError, OutOfRangeError or NotAnOutcomeError when it comes to what is none.
        """
        for start in range(0, self.said.size, BLOCK):
            place = slice(start, start + BLOCK)
            said, occurred = self.said[place], self.occurred[place]
            # ufuncs reduce without the Python around `min`, which is a tenth of the time of a block
            if not (np.minimum.reduce(said) >= 0.0 and np.maximum.reduce(said) <= 1.0):
                probability_column("probability", self.said)  # finds which, and says so
            if not _are_outcomes(occurred):
                outcome_column("occurred", self.occurred)
            yield place, said, occurred.astype(np.float64, copy=False)


def _are_outcomes(occurred: NDArray[Any]) -> bool:
    zeros, ones = np.count_nonzero(occurred == 0), np.count_nonzero(occurred == 1)
    return bool(zeros + ones == occurred.size)


def pairs(probability: ArrayLike, occurred: ArrayLike) -> Pairs:
    """Forecasts and outcomes side by side; a single number goes with a column. Raises UnevenShapesError."""
    said, happened = number_column("probability", probability), given_column("occurred", occurred)
    together(probability=said, occurred=happened)
    shape = np.broadcast_shapes(said.shape, happened.shape)
    return Pairs(shape, *(np.broadcast_to(column, shape).reshape(-1) for column in (said, happened)))


def scored_pairs(
    probability: Numeric, occurred: Numeric, rule: Callable[[Column, Column, Column], object]
) -> Numeric:
    """Every pair's score by a rule that is given probabilities, outcomes, and where to write."""
    given = pairs(probability, occurred)
    score = np.empty(given.said.size)
    for place, said, happened in given.blocks():
        rule(said, happened, score[place])
    return like(probability, score.reshape(given.shape))
