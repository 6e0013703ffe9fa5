"""Spherical scores: the cosine between what was said and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    Numeric,
    distribution_rows,
    like,
    option_column,
    rows_together,
)
from ledger.scoring.rules.logarithmic import given_to
from ledger.scoring.rules.pairs import scored_pairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def spherical_score(*, probability: Numeric, occurred: Numeric) -> Numeric:
    """Spherical score of yes/no forecasts: (p if it happened, else 1 − p) / √(p² + (1 − p)²).

    `probability` of YES from 0 to 1, `occurred` 0 or 1; numbers or columns of one shape.
    Range 0 to 1 (best); **higher is better**, unlike the other rules here; no unit. 50 % scores 0.707107.
    Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, a fractional outcome, or
    uneven shapes. Source: T. Roby (1965); Gneiting and Raftery (2007), section 4.1.

    >>> round(spherical_score(probability=0.7, occurred=True), 6)
    0.919145
    """
    return scored_pairs(probability, occurred, _cosine)


def _cosine(said: Column, happened: Column, score: Column) -> None:
    denied = 1.0 - said
    np.divide(np.where(happened == 1.0, said, denied), np.hypot(said, denied), out=score)


def multicategory_spherical_score(*, probabilities: ArrayLike, outcome: Numeric) -> Numeric:
    """Spherical score over options: f_outcome / √(Σ_k f_k²).

    `probabilities` (options,) or (n, options), each row summing to 1; `outcome` the option's number from 0.
    Range 0 to 1 (best); **higher is better**; no unit. Raises as `multicategory_brier_score`.
    Source: Gneiting and Raftery (2007), section 4.1.

    >>> round(multicategory_spherical_score(probabilities=[0.2, 0.5, 0.3], outcome=1), 6)
    0.811107
    """
    said = distribution_rows("probabilities", probabilities)
    happened = option_column("outcome", outcome, said.shape[-1])
    rows_together(probabilities=said, outcome=happened)
    return like(outcome, np.asarray(given_to(said, happened) / np.linalg.norm(said, axis=-1)))
