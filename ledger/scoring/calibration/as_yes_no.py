"""Other forecasts as yes/no ones, so that one curve serves: folded, the option said to be likeliest, every option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.calibration.answered import answered
from ledger.scoring.columns import (
    Column,
    Flags,
    Whole,
    distribution_rows,
    option_column,
    rows_together,
    sealed,
)
from ledger.scoring.refusals import NotRowsError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

HALF = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class YesNo:
    """Yes/no forecasts (m,) made from other rows: `probability` from 0 to 1, `occurred`, and the `row` each comes from.

    Rows of one question share its family: pass `family[row]` on, or `row` itself where each question is its own.
    """

    probability: Column
    occurred: Flags
    row: Whole


def folded(*, probability: ArrayLike, occurred: ArrayLike) -> YesNo:
    """Yes/no forecasts by how sure they were, 50 to 100 %: below 50 % the NO they imply, and whether it was right.

    `probability` (n,) stated for YES, `occurred` (n,) 0 or 1. A row of exactly 50 % leans to neither side and stays as
    it is. Folding hides a lean to YES or NO: it never stands alone. Refusals as `reliability_curve`.

    >>> found = folded(probability=[0.1, 0.7], occurred=[0, 0])
    >>> found.probability.tolist(), found.occurred.tolist()
    ([0.9, 0.7], [True, False])
    """
    taken = answered(probability=probability, occurred=occurred)
    happened, over = taken.happened(), taken.said < HALF
    said = np.where(over, 1.0 - taken.said, taken.said)
    return YesNo(sealed(said), sealed(happened ^ over), sealed(np.arange(taken.rows)))


def top_choice(*, probabilities: ArrayLike, outcome: ArrayLike) -> YesNo:
    """The option each forecast held to be likeliest: its probability, and whether it came.

    `probabilities` (n, options), each row summing to 1; `outcome` (n,) the option's number from 0. A row whose two
    likeliest options are equal has no top choice and is left out: `row` tells. Raises RefusedError (a ValueError)
    for NaN, more than one row a forecast, rows that do not sum to 1, or an outcome that is no option.

    >>> found = top_choice(probabilities=[[0.2, 0.5, 0.3], [0.4, 0.4, 0.2]], outcome=[1, 0])
    >>> found.probability.tolist(), found.occurred.tolist(), found.row.tolist()
    ([0.5], [True], [0])
    """
    said, happened = _options(probabilities, outcome)
    top = said.max(axis=1)
    row = np.flatnonzero((said == top[:, np.newaxis]).sum(axis=1) == 1)
    came = said[row].argmax(axis=1) == happened[row]
    return YesNo(sealed(top[row]), sealed(came), sealed(row))


def per_option(*, probabilities: ArrayLike, outcome: ArrayLike) -> YesNo:
    """Every option of every forecast as a yes/no forecast of its own: n times options rows.

    They are not independent: one of them comes, the others do not. `row` as family keeps that. Arguments and
    refusals as `top_choice`.

    >>> found = per_option(probabilities=[[0.2, 0.5, 0.3]], outcome=[1])
    >>> found.probability.tolist(), found.occurred.tolist()
    ([0.2, 0.5, 0.3], [False, True, False])
    """
    said, happened = _options(probabilities, outcome)
    came = happened[:, np.newaxis] == np.arange(said.shape[1])
    return YesNo(
        sealed(said.ravel()), sealed(came.ravel()), sealed(np.repeat(np.arange(len(said)), said.shape[1]))
    )


def _options(probabilities: ArrayLike, outcome: ArrayLike) -> tuple[Column, Whole]:
    said = np.atleast_2d(distribution_rows("probabilities", probabilities))
    if said.ndim > 2:  # noqa: PLR2004 forecasts and options
        raise NotRowsError("probabilities", said.shape, "forecasts, options")
    happened = np.atleast_1d(option_column("outcome", outcome, said.shape[-1]))
    rows_together(probabilities=said, outcome=happened)
    return said, np.broadcast_to(happened, (len(said),))
