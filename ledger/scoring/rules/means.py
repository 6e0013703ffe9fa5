"""Means over questions, in which a family weighs one, and infinity is neither hidden nor allowed to hide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import flat, level_column, scored, single
from ledger.scoring.families import families
from ledger.scoring.refusals import EndlessBothWaysError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def mean_score(*, score: ArrayLike, family: ArrayLike | None = None) -> float:
    """Mean of n scores, each family weighing one; infinite where a score is.

    `score` (n,) of one rule and one unit; `family` (n,) ids or None.
    Raises RefusedError (a ValueError) for NaN, infinity of both signs, which has no mean, no rows, or uneven shapes.

    >>> mean_score(score=[0.0, 0.5, 1.0], family=["a", "a", "b"])
    0.625
    """
    column = flat("score", scored("score", score))
    if column.max() == np.inf and column.min() == -np.inf:
        raise EndlessBothWaysError("score")
    if family is None:
        return float(column.mean())
    known = families(family=family, rows=column.size)
    return float((column * known.weight).sum() / known.count)


@dataclass(frozen=True, slots=True)
class FiniteMean:
    """A mean of the finite scores, which must be shown with how many it leaves out."""

    value: float | None
    """Their mean, each family weighing one; None when every score was infinite."""
    left_out: int
    """How many infinite scores are not in it."""


def mean_without_infinite(*, score: ArrayLike, family: ArrayLike | None = None) -> FiniteMean:
    """Mean of the finite scores and the number of infinite ones: to stand beside `mean_score`, never alone.

    Arguments and refusals as `mean_score`.

    >>> mean_without_infinite(score=[0.5, float("inf")])
    FiniteMean(value=0.5, left_out=1)
    """
    column = flat("score", scored("score", score))
    kept = np.isfinite(column)
    left_out = int(column.size - kept.sum())
    if not kept.any():
        return FiniteMean(None, left_out)
    ids = families(family=family, rows=column.size).index[kept]
    return FiniteMean(mean_score(score=column[kept], family=ids), left_out)


@dataclass(frozen=True, slots=True)
class FlooredMean:
    """A mean log score under a display floor. It is not the score: show it with its `sentence`, beside `mean_score`."""

    value: float
    """Mean, in nats, each family weighing one."""
    floor: float
    """The least probability that what happened was counted as having been given."""
    floored: int
    """How many scores the floor changed."""
    scores: int

    @property
    def sentence(self) -> str:
        """What the floor did, for people."""
        return f"{self.floored} of {self.scores} counted as if what happened had been given {self.floor * 100:g} %"


def floored_mean(*, score: ArrayLike, floor: float, family: ArrayLike | None = None) -> FlooredMean:
    """Mean of n log scores (nats) with each counted as at most −ln `floor`, for display where one is infinite.

    `floor` strictly between 0 and 1; platforms use 0.01, 0.001 or 1e-6, and rarely say which. Other arguments and
    refusals as `mean_score`. Under a floor the log score is no longer proper: nothing is ranked by it.
    Why: `docs/decisions/0036-a-display-floor-is-named.md`.

    >>> floored_mean(score=[0.5, float("inf")], floor=0.001).sentence
    '1 of 2 counted as if what happened had been given 0.1 %'
    """
    column = flat("score", scored("score", score))
    most = -np.log(single("floor", level_column("floor", floor)))
    value = mean_score(score=np.minimum(column, most), family=family)
    return FlooredMean(value, floor, int((column > most).sum()), column.size)
