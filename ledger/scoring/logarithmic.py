"""Log scores: the surprise, in nats, of what happened.

A certain forecast that is wrong scores infinity. Nothing is clamped: the forecaster said it, so the
ledger shows it, and a mean beside it says how many it left out (`mean_without_infinite`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    Flags,
    Numeric,
    Whole,
    distribution_rows,
    like,
    option_column,
    outcome_column,
    positive,
    probability_column,
    quantity,
    rows_together,
    together,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def log_score(*, probability: Numeric, occurred: Numeric) -> Numeric:
    """Log score of yes/no forecasts: −ln p if it happened, −ln(1 − p) if not.

    `probability` of YES from 0 to 1, `occurred` 0 or 1; numbers or columns of one shape.
    Range 0 (best) to infinity; lower is better; in nats (divide by ln 2 for bits). 50 % scores 0.693147.
    Edges: infinity for 0 % that happened or 100 % that did not. Raises RefusedError (a ValueError) for
    NaN, a probability outside 0 to 1, a fractional outcome, or uneven shapes.
    Source: I. J. Good (1952), Journal of the Royal Statistical Society B 14(1).

    >>> round(log_score(probability=0.7, occurred=True), 6)
    0.356675
    >>> log_score(probability=0.0, occurred=True)
    inf
    """
    said = probability_column("probability", probability)
    happened = outcome_column("occurred", occurred)
    together(probability=said, occurred=happened)
    return like(probability, _surprise(said, happened == 1.0))


def _surprise(said: Column, happened: Flags) -> Column:
    said, happened = np.broadcast_arrays(said, happened)
    surprise = np.empty(said.shape)
    with np.errstate(divide="ignore"):
        np.log(said, out=surprise, where=happened)
        # log1p keeps the digits of a small p that 1 - p would round away
        np.log1p(-said, out=surprise, where=np.logical_not(happened))
    return np.asarray(0.0 - surprise)


def multicategory_log_score(*, probabilities: ArrayLike, outcome: Numeric) -> Numeric:
    """Log score over options: −ln of the probability given to the option that happened.

    `probabilities` (options,) or (n, options), each row summing to 1; `outcome` the option's number from 0.
    Range 0 (best) to infinity; lower is better; in nats. Raises as `multicategory_brier_score`.
    Source: I. J. Good (1952).

    >>> round(multicategory_log_score(probabilities=[0.2, 0.5, 0.3], outcome=1), 6)
    0.693147
    """
    said = distribution_rows("probabilities", probabilities)
    happened = option_column("outcome", outcome, said.shape[-1])
    rows_together(probabilities=said, outcome=happened)
    return like(outcome, _minus_log(given_to(said, happened)))


def given_to(said: Column, happened: Whole) -> Column:
    """The probability each row gave to the option that happened; one row goes with many outcomes."""
    rows = np.broadcast_shapes(said.shape[:-1], happened.shape)
    spread = np.broadcast_to(said, (*rows, said.shape[-1]))
    chosen = np.broadcast_to(happened, rows)[..., np.newaxis]
    return np.take_along_axis(spread, chosen, axis=-1)[..., 0]


def _minus_log(said: Column) -> Column:
    with np.errstate(divide="ignore"):
        return np.asarray(0.0 - np.log(said))


def log_score_normal(*, mean: Numeric, sd: Numeric, value: Numeric) -> Numeric:
    """Log score of a normal density: −ln φ((y − μ)/σ) + ln σ.

    Numbers or columns of one shape, `sd` above 0, all in the unit of `value`.
    Range: all numbers (a density may pass 1); lower is better; in nats, and shifts with the unit, so it
    compares forecasts of one question only. Raises RefusedError (a ValueError) for NaN, infinity, sd ≤ 0.
    Source: I. J. Good (1952).

    >>> round(log_score_normal(mean=0.0, sd=1.0, value=0.0), 6)
    0.918939
    """
    centre, spread, truth = quantity("mean", mean), positive("sd", sd), quantity("value", value)
    together(mean=centre, sd=spread, value=truth)
    half_square = np.square((truth - centre) / spread) / 2.0
    return like(value, np.asarray(half_square + np.log(spread) + math.log(2.0 * math.pi) / 2.0))
