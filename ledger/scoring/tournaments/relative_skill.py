"""Pairwise comparisons: how mean losses compare on the questions that two forecasters share.

Each pair is compared on common ground only, and every forecaster gets the geometric mean of all its ratios. A ratio
needs losses that are all above or at 0; zero-centred scores have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Whole, quantity, sealed, whole_number
from ledger.scoring.refusals import NoSuchOptionError, OutOfRangeError, ZeroMeanScoreError
from ledger.scoring.tournaments.tournament import tournament

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.tournaments.tournament import Tournament


@dataclass(frozen=True, slots=True, eq=False)
class RelativeSkill:
    """The comparisons; below 1 is better than the rest. Made by `relative_skill`."""

    ratio: Column
    """(forecasters, forecasters) mean loss of the row over that of the column, on common questions; 1 where there
    are none, and on the diagonal."""
    common: Whole
    """(forecasters, forecasters) how many questions two of them share."""
    theta: Column
    """(forecasters,) the geometric mean of the ratios to all one shares questions with, oneself included."""
    scaled: Column | None
    """(forecasters,) theta over the baseline's: the scaled relative skill; None without a baseline."""


def relative_skill(
    *,
    forecaster: ArrayLike,
    question: ArrayLike,
    loss: ArrayLike,
    baseline: int | None = None,
    weight: ArrayLike | None = None,
) -> RelativeSkill:
    """The relative skill of forecasters by a loss (Brier, WIS, ...), against each other and a named baseline.

    Arguments and refusals as `tournament`, with `weight` (questions,) or None, and `baseline` a forecaster's number.
    Raises OutOfRangeError for a loss below 0 and ZeroMeanScoreError where a mean on common questions is 0.
    Source: scoringutils, R/pairwise-comparisons.R, as hubEvals uses it.

    >>> relative_skill(forecaster=[0, 1], question=[0, 0], loss=[0.1, 0.4], baseline=1).scaled.round(6).tolist()
    [0.25, 1.0]
    """
    cells = _losses(forecaster, question, loss, weight)
    if baseline is not None and not 0 <= whole_number("baseline", baseline) < cells.forecasters:
        raise NoSuchOptionError("baseline", baseline, cells.forecasters)
    ratio = _ratios(cells, cells.weight[0])
    theta = _theta(ratio, cells.common)
    scaled = None if baseline is None else sealed(theta / theta[baseline])
    return RelativeSkill(sealed(ratio), sealed(cells.common), sealed(theta), scaled)


def resampled_skill(
    *, forecaster: ArrayLike, question: ArrayLike, loss: ArrayLike, weight: ArrayLike
) -> Column:
    """(resamples, forecasters) theta under every row of `weight` (resamples, questions)."""
    cells = _losses(forecaster, question, loss, weight)
    return np.stack([_theta(_ratios(cells, each), cells.common) for each in cells.weight])


def _losses(
    forecaster: ArrayLike, question: ArrayLike, loss: ArrayLike, weight: ArrayLike | None
) -> Tournament:
    losses = quantity("loss", loss)
    cells = tournament(forecaster=forecaster, question=question, score=losses, weight=weight)
    if cells.score.min() < 0.0:
        raise OutOfRangeError("loss", float(cells.score.min()), "at least 0, or ratios mean nothing")
    return cells


def _ratios(cells: Tournament, weight: Column) -> Column:
    """(forecasters, forecasters); the mean over common questions cancels to a sum."""
    total = (cells.score * weight) @ cells.said.T
    shared = (cells.common > 0) & ~np.eye(cells.forecasters, dtype=np.bool_)
    nothing = np.argwhere(shared & (total == 0.0))
    if nothing.size:
        raise ZeroMeanScoreError(*nothing[0].tolist())
    total = np.where(shared, total, 1.0)
    return np.asarray(total / total.T)


def _theta(ratio: Column, common: Whole) -> Column:
    compared = common > 0
    return np.asarray(np.exp((np.log(ratio) * compared).sum(axis=1) / compared.sum(axis=1)))
