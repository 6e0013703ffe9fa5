"""Ranks: equal scores share one, and intervals say how far a rank can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Whole, one_axis, scored, sealed
from ledger.scoring.refusals import OutOfOrderError, UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class RankRange:
    """The best and the worst rank (n,) that the intervals leave open."""

    best: Whole
    worst: Whole


def ranks(*, score: ArrayLike) -> Whole:
    """Ranks (n,) from 1 of scores (n,), higher is better; those that are equal by np.isclose share the best of theirs.

    Minus infinite ranks last. Raises RefusedError (a ValueError) for NaN, or what is no column. Source: Metaculus, scoring/utils.py.

    >>> ranks(score=[1.0, 3.0, 3.0, 0.5]).tolist()
    [3, 1, 1, 4]
    """
    column = one_axis("score", scored("score", score))
    order = np.argsort(-column, kind="stable")
    falling = column[order]
    new = np.ones(column.size, dtype=np.bool_)
    new[1:] = ~np.isclose(falling[1:], falling[:-1])
    place = np.empty(column.size, dtype=np.int64)
    place[order] = np.maximum.accumulate(np.where(new, np.arange(1, column.size + 1), 0))
    return place


def rank_range(*, low: ArrayLike, high: ArrayLike) -> RankRange:
    """The ranks left open by intervals (n,) of scores, higher is better.

    Better is only whose interval lies wholly above, worse only whose lies wholly below.
    Raises RefusedError (a ValueError) for NaN, uneven shapes, or a low end above the high one.

    >>> rank_range(low=[0.0, 2.0, 5.0], high=[3.0, 4.0, 6.0])
    RankRange(best=array([2, 2, 1]), worst=array([3, 3, 1]))
    """
    lows, highs = one_axis("low", scored("low", low)), scored("high", high)
    if lows.shape != highs.shape:
        raise UnevenShapesError({"low": lows.shape, "high": highs.shape})
    if (lows > highs).any():
        raise OutOfOrderError("low", "it must not be above `high`")
    above = _how_many_above(lows, highs)
    below = lows.size - np.searchsorted(np.sort(-highs), -lows, side="right")
    return RankRange(sealed(1 + above), sealed(lows.size - below))


def _how_many_above(low: Column, high: Column) -> Whole:
    """(n,) how many intervals begin above each one's end."""
    return low.size - np.searchsorted(np.sort(low), high, side="right")
