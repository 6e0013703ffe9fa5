"""Brier scores: the squared distance between what was said and what happened.

"Brier" means three different ranges in the field. Here `brier_score` is 0 to 1, and the sum form over
options, which is 0 to 2, carries its own name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    Numeric,
    distribution_rows,
    like,
    option_column,
    probability_column,
    rows_together,
)
from ledger.scoring.rules.pairs import scored_pairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

ALWAYS_HALF_BRIER = 0.25
"""The Brier score (0-1) of saying 50 % whatever happens: the zero of Brier points."""


def brier_score(*, probability: Numeric, occurred: Numeric) -> Numeric:
    """Brier score of yes/no forecasts, the 0-1 form: (p − o)².

    `probability` of YES from 0 to 1, `occurred` 0 or 1; numbers or columns of one shape.
    Range 0 (best) to 1; lower is better; no unit. 50 % always scores 0.25.
    Edges: 0 and 1 are kept as said. Raises RefusedError (a ValueError) for NaN, a probability outside
    0 to 1, a fractional outcome, or uneven shapes.
    Source: G. W. Brier (1950), Monthly Weather Review 78(1), halved as in Gneiting and Raftery (2007).

    >>> round(brier_score(probability=0.7, occurred=True), 6)
    0.09
    """
    return scored_pairs(probability, occurred, _squared)


def _squared(said: Column, happened: Column, score: Column) -> None:
    off = np.subtract(said, happened, out=score)
    np.multiply(off, off, out=score)


def brier_points(*, probability: Numeric, occurred: Numeric) -> Numeric:
    """Brier points of yes/no forecasts: 0.25 − (p − o)², so that saying nothing and 50 % are both worth 0.

    Range −0.75 to 0.25; higher is better; no unit. Arguments and refusals as `brier_score`.
    Source: an affine map of the Brier score, hence proper; zero-centred so that it can accrue over time.

    >>> brier_points(probability=0.5, occurred=True)
    0.0
    """
    return like(
        probability, np.asarray(ALWAYS_HALF_BRIER - brier_score(probability=probability, occurred=occurred))
    )


def multicategory_brier_score(*, probabilities: ArrayLike, outcome: Numeric) -> Numeric:
    """Brier score over options, the sum form: Σ_k (f_k − o_k)². Twice `brier_score` for two options.

    `probabilities` (options,) or (n, options), each row summing to 1; `outcome` the option's number from 0.
    Range 0 (best) to 2; lower is better; no unit. Order of options does not matter.
    Raises RefusedError (a ValueError) for NaN, rows that do not sum to 1, or an outcome that is no option.
    Source: G. W. Brier (1950), as published.

    >>> round(multicategory_brier_score(probabilities=[0.2, 0.5, 0.3], outcome=1), 6)
    0.38
    """
    said = distribution_rows("probabilities", probabilities)
    happened = option_column("outcome", outcome, said.shape[-1])
    rows_together(probabilities=said, outcome=happened)
    truth = happened[..., np.newaxis] == np.arange(said.shape[-1])
    return like(outcome, np.square(said - truth).sum(axis=-1))


def brier_index(*, brier: Numeric) -> Numeric:
    """Brier Index: 100 (1 − √b) of a mean Brier score b in the 0-1 form.

    Range 0 to 100 (best); higher is better; always-50 % has 50. Not proper by itself: for display only.
    Raises RefusedError (a ValueError) for NaN or a score outside 0 to 1. Source: ForecastBench.

    >>> brier_index(brier=0.25)
    50.0
    """
    return like(brier, np.asarray(100.0 * (1.0 - np.sqrt(probability_column("brier", brier)))))
