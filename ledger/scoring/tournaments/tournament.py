"""Scores of several forecasters on several questions: a matrix with holes, given as rows.

Nothing is filled in. What compares forecasters here uses the cells that are there, and says where none connect them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    Whole,
    flat,
    outside,
    positive,
    quantity,
    sealed,
    totals,
    whole_column,
)
from ledger.scoring.refusals import (
    NumberWithoutCellError,
    RepeatedCellError,
    UnevenShapesError,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class Tournament:
    """The matrix and where it has cells. Build it with `tournament`."""

    score: Column
    """(forecasters, questions), 0 where there is no cell."""
    said: Column
    """(forecasters, questions), 1 where there is a cell, else 0."""
    weight: Column
    """(resamples, questions), above 0; a single row where nothing is resampled."""

    @property
    def forecasters(self) -> int:
        """How many there are."""
        return len(self.said)

    @property
    def common(self) -> Whole:
        """(forecasters, forecasters) how many questions two of them share."""
        return np.asarray(self.said @ self.said.T).astype(np.int64)


def tournament(
    *, forecaster: ArrayLike, question: ArrayLike, score: ArrayLike, weight: ArrayLike | None = None
) -> Tournament:
    """A tournament from one row per cell.

    `forecaster` and `question` (n,) numbers from 0 without a gap, `score` (n,) finite; `weight` (questions,) above 0 for each
    question (one over its family's size lets a family weigh one), or (resamples, questions), or None for 1 each.
    Raises RefusedError (a ValueError) for NaN, infinity, no rows, uneven shapes, a number without
    a cell, or a cell given twice.
    """
    column = flat("score", quantity("score", score))
    who, what = whole_column("forecaster", forecaster), whole_column("question", question)
    if not who.shape == what.shape == column.shape:
        raise UnevenShapesError({"forecaster": who.shape, "question": what.shape, "score": column.shape})
    shape = _from_zero("forecaster", who), _from_zero("question", what)
    place = who * shape[1] + what
    said = totals(place, np.ones(place.size), shape[0] * shape[1])
    if said.max() > 1:
        raise RepeatedCellError(*divmod(int(np.argmax(said)), shape[1]))
    filled = totals(place, column, said.size)
    return Tournament(
        sealed(filled.reshape(shape)), sealed(said.reshape(shape)), sealed(_weights(weight, shape[1]))
    )


def _from_zero(argument: str, numbers: Whole) -> int:
    """How many numbers there are, if they count from 0 without a gap."""
    if numbers.min() < 0:
        raise outside(argument, numbers, numbers < 0, "a number from 0")
    many = int(numbers.max()) + 1
    # a number beyond the rows leaves one below them out, so nothing larger need be counted
    silent = np.flatnonzero(np.bincount(np.minimum(numbers, numbers.size))[:many] == 0)
    if silent.size:
        raise NumberWithoutCellError(argument, int(silent[0]))
    return many


def _weights(given: ArrayLike | None, questions: int) -> Column:
    weight = np.atleast_2d(np.ones(questions) if given is None else positive("weight", given))
    if weight.ndim != 2 or weight.shape[1] != questions:  # noqa: PLR2004 resamples and questions
        raise UnevenShapesError({"weight": weight.shape, "questions": (questions,)})
    return weight
