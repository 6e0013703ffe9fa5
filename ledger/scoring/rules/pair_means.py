"""Mean scores of many yes/no forecasts in one pass, without a column of scores in between.

Each forecast weighs one. Where families are known, `mean_score` of the column weighs them instead.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.refusals import NothingToScoreError
from ledger.scoring.rules.logarithmic import certainty_lost
from ledger.scoring.rules.pairs import Pairs, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

    from ledger.scoring.columns import Column

STRIPS = 8
SMALLEST_PRODUCT = 1e-300
"""A float holds what lies above it with all its digits, and so it did every product on the way there."""
LEAST_SURPRISE = 1e-3
"""Nats a forecast. Products round by 1e-16 a forecast, which below this would show in the thirteenth digit."""


def mean_brier_score(*, probability: ArrayLike, occurred: ArrayLike) -> float:
    """Mean Brier score, the 0-1 form, of n forecasts: Σ (p − o)² / n.

    Shapes, range, orientation and refusals as `brier_score`; nothing to score is refused, too.

    >>> round(mean_brier_score(probability=[0.9, 0.2], occurred=[1, 0]), 6)
    0.025
    """
    given = _some(probability, occurred)
    return math.fsum(_squares(given)) / given.said.size


def _squares(given: Pairs) -> Iterator[float]:
    buffer = given.buffer()
    for _, said, happened in given.blocks():
        off = np.subtract(said, happened, out=buffer[: said.size])
        yield float(off @ off)


def mean_log_score(*, probability: ArrayLike, occurred: ArrayLike) -> float:
    """Mean log score of n forecasts, in nats: −Σ ln(what was given to what happened) / n.

    Shapes, range, orientation, edges and refusals as `log_score`, so infinite where one score is; nothing to
    score is refused, too.

    >>> round(mean_log_score(probability=[0.9, 0.2], occurred=[1, 0]), 6)
    0.164252
    """
    given = _some(probability, occurred)
    return math.fsum(_surprises(given)) / given.said.size


def _surprises(given: Pairs) -> Iterator[float]:
    kept, lost = given.buffer(), given.buffer()
    with np.errstate(divide="ignore"):
        for _, said, happened in given.blocks():
            certainty, missing = certainty_lost(said, happened, kept[: said.size], lost[: said.size])
            yield float(np.add.reduce(missing)) - _sum_of_logs(certainty)


def _sum_of_logs(factors: Column) -> float:
    """The sum of the logarithms of probabilities, from products: one logarithm is taken where eight would be."""
    if factors.size % STRIPS == 0:
        products = np.multiply.reduce(factors.reshape(STRIPS, -1), axis=0)
        if np.minimum.reduce(products) > SMALLEST_PRODUCT:
            total = float(np.add.reduce(np.log(products)))
            if total < -LEAST_SURPRISE * factors.size:
                return total
    return float(np.add.reduce(np.log(factors)))


def _some(probability: ArrayLike, occurred: ArrayLike) -> Pairs:
    given = pairs(probability, occurred)
    if given.said.size == 0:
        raise NothingToScoreError("probability")
    return given
