"""What a crowd says: many people's probabilities of one moment made into one forecast.

Rows are people, oldest forecast first, columns are options; a yes or no has two. Leading axes are as many
moments of as many people. Nothing is clamped: 0 % said by somebody is taken as said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Flags, count, last_axis, positive, probability_column, single
from ledger.scoring.refusals import NotRowsError, TooFewError, UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def recency_weights(*, forecasts: int) -> Column:
    """Metaculus's weights of n forecasts, oldest first, (n,): e^(√k − √n) for the k-th; equal for one or two.

    Raises RefusedError (a ValueError) for a number below 0, or one that is not whole.

    >>> recency_weights(forecasts=3).round(4).tolist()
    [0.4809, 0.7277, 1.0]
    """
    many = count("forecasts", forecasts, at_least=0)
    if many <= 2:  # noqa: PLR2004 - Metaculus's own exception
        return np.ones(many)
    return np.asarray(np.exp(np.sqrt(np.arange(1, many + 1)) - np.sqrt(many)))


def crowd_mean(*, probabilities: ArrayLike, weights: ArrayLike | None = None) -> Column:
    """The mean of n people's rows, (..., n, options) to (..., options): a linear pool.

    `weights` (n,) above 0, None: equal. Rows may also be heights of CDFs on one grid, as Metaculus has it for
    numbers. Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, or uneven shapes.
    """
    said, weight = _people(probabilities, weights)
    return np.asarray(np.einsum("...np,n->...p", said, weight / weight.sum()))


def crowd_median(*, probabilities: ArrayLike, weights: ArrayLike | None = None) -> Column:
    """The weighted median of each option, made to sum to 1 again, (..., n, options) to (..., options).

    Half of the weight lies at or below it; where that leaves a gap, its middle. Where the medians of all
    options are 0, as when three people are sure of three different ones, there is none, and the mean stands.
    Arguments and refusals as `crowd_mean`. Source: Metaculus, utils/the_math (which also lifts the medians of
    options to 0.001).
    """
    said, weight = _people(probabilities, weights)
    order = np.argsort(said, axis=-2, kind="stable")
    ranked = np.take_along_axis(said, order, axis=-2)
    reached = np.cumsum(weight[order], axis=-2)
    half = reached[..., -1:, :] / 2.0
    middle = (_first(ranked, reached >= half) + _first(ranked, reached > half)) / 2.0
    total = middle.sum(axis=-1, keepdims=True)
    mean = crowd_mean(probabilities=said, weights=weight)
    return np.asarray(np.where(total > 0.0, middle / np.where(total > 0.0, total, 1.0), mean))


def geometric_mean_of_odds(
    *, probabilities: ArrayLike, weights: ArrayLike | None = None, factor: float = 1.0
) -> Column:
    """The geometric mean of n people's odds, as probabilities, (..., n, options) to (..., options).

    Of two options the odds are p / (1 − p); of more, the geometric means of the options are made to sum to 1,
    which for two is the same. `factor` above 1 extremises: the mean odds are raised to that power.
    Edges: 0 % is one chance, the same for all, that tends to 0. So an option keeps a chance only if no other
    was given 0 % by fewer (by weight), and one who says 0 % against one who says 100 % leaves the rest to decide.
    Arguments and refusals as `crowd_mean`; `factor` must be one number above 0.
    Source: Satopää et al. (2014), International Journal of Forecasting 30(2).

    >>> geometric_mean_of_odds(probabilities=[[0.5, 0.5], [0.1, 0.9]]).round(4).tolist()
    [0.25, 0.75]
    """
    said, weight = _people(probabilities, weights)
    share = weight / weight.sum()
    nought = said == 0.0
    means = np.einsum("...np,n->...p", np.log(np.where(nought, 1.0, said)), share)
    given_up = np.einsum("...np,n->...p", nought.astype(np.float64), share)
    kept = np.isclose(given_up, given_up.min(axis=-1, keepdims=True), rtol=0.0, atol=1e-12)
    odds = single("factor", positive("factor", factor)) * np.where(kept, means, -np.inf)
    raised = np.exp(odds - odds.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _first(ranked: Column, reached: Flags) -> Column:
    place = np.argmax(reached, axis=-2, keepdims=True)
    return np.asarray(np.take_along_axis(ranked, place, axis=-2)[..., 0, :])


def _people(probabilities: ArrayLike, weights: ArrayLike | None) -> tuple[Column, Column]:
    said = probability_column("probabilities", probabilities)
    if said.ndim < 2:  # noqa: PLR2004 people and options
        raise NotRowsError("probabilities", said.shape, "people, options")
    last_axis("probabilities", said, at_least=2)
    people = said.shape[-2]
    if not people:
        raise TooFewError("probabilities", 1, people)
    weight = np.ones(people) if weights is None else positive("weights", weights)
    if weight.shape != (people,):
        raise UnevenShapesError({"weights": weight.shape, "people": (people,)})
    return said, weight
