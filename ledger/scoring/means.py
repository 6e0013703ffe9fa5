"""Means over questions, in which a family weighs one, and infinity is neither hidden nor allowed to hide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import flat, scored
from ledger.scoring.families import families

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def mean_score(*, score: ArrayLike, family: ArrayLike | None = None) -> float:
    """Mean of n scores, each family weighing one; infinite where a score is.

    `score` (n,) of one rule and one unit; `family` (n,) ids or None.
    Raises RefusedError (a ValueError) for NaN, no rows, or uneven shapes.

    >>> mean_score(score=[0.0, 0.5, 1.0], family=["a", "a", "b"])
    0.625
    """
    column = flat("score", scored("score", score))
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
