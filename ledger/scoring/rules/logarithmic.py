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
    Numeric,
    Whole,
    distribution_rows,
    like,
    option_column,
    positive,
    quantity,
    rows_together,
    together,
)
from ledger.scoring.rules.pairs import scored_pairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def log_score(*, probability: Numeric, occurred: Numeric) -> Numeric:
    """Log score of yes/no forecasts: −ln p if it happened, −ln(1 − p) if not.

    `probability` of YES from 0 to 1, `occurred` 0 or 1; numbers or columns of one shape.
    Range 0 (best) to infinity; lower is better; in nats. 50 % scores 0.693147.
    Edges: infinity for 0 % that happened or 100 % that did not. Raises RefusedError (a ValueError) for
    NaN, a probability outside 0 to 1, a fractional outcome, or uneven shapes.
    Source: I. J. Good (1952), Journal of the Royal Statistical Society B 14(1).

    >>> round(log_score(probability=0.7, occurred=True), 6)
    0.356675
    >>> log_score(probability=0.0, occurred=True)
    inf
    """
    return scored_pairs(probability, occurred, _surprise)


def log_score_bits(*, probability: Numeric, occurred: Numeric) -> Numeric:
    """Log score of yes/no forecasts in bits: `log_score` divided by ln 2, so that 50 % scores 1.

    Range 0 (best) to infinity; lower is better; in bits. Arguments, edges and refusals as `log_score`.
    Source: I. J. Good (1952); the surprisal of C. E. Shannon (1948).

    >>> log_score_bits(probability=0.25, occurred=True)
    2.0
    """
    nats = log_score(probability=probability, occurred=occurred)
    return like(probability, np.asarray(nats / math.log(2.0)))


def log_points(*, probability: Numeric, occurred: Numeric) -> Numeric:
    """Log points of yes/no forecasts, Metaculus's 100 ln: 100 ln p if it happened, 100 ln(1 − p) if not.

    The unit of peer scores, which are differences of it. Range −infinity to 0 (best); **higher is better**; in
    hundredths of a nat. Arguments, edges and refusals as `log_score`. Source: Metaculus, scoring/score_math.py.

    >>> round(log_points(probability=0.7, occurred=True), 4)
    -35.6675
    """
    nats = log_score(probability=probability, occurred=occurred)
    return like(probability, np.asarray(-100.0 * nats + 0.0))


def _surprise(said: Column, happened: Column, score: Column) -> None:
    given, lost = certainty_lost(said, happened, score, np.empty(said.size))
    with np.errstate(divide="ignore"):
        np.subtract(lost, np.log(given, out=score), out=score)


def certainty_lost(said: Column, happened: Column, given: Column, lost: Column) -> tuple[Column, Column]:
    """What was given to what happened, rounded, and what the rounding lost: the log score is lost − ln given.

    1 − p rounds the digits of a small p away. They are the error of that one subtraction, which is known
    exactly (Fast2Sum: T. J. Dekker 1971), and where it is not 0 the logarithm moves by it to the last digit.
    Written into `given` and `lost`, (n,) each.
    """
    np.subtract(happened, 1.0, out=lost)  # -1 where it did not happen, else 0
    np.add(lost, said, out=given)
    np.subtract(given, lost, out=lost)
    np.subtract(said, lost, out=lost)
    return np.abs(given, out=given), lost


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
