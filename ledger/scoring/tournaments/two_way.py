"""Difficulty-adjusted scores: what a forecaster is worth once it is known how hard each question was.

score_ij = forecaster_i + question_j + rest, by least squares over the cells that are there. So whoever spoke on hard
questions only is not blamed for them, and whoever chose easy ones not praised. Two forecasters can be compared if they
share a question, or if a chain of others does; each such *component* stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Whole, sealed
from ledger.scoring.tournaments.tournament import tournament

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.tournaments.tournament import Tournament


@dataclass(frozen=True, slots=True, eq=False)
class TwoWay:
    """The effects, in the unit of the scores. Made by `two_way_effects`."""

    forecaster: Column
    """(forecasters,) the mean of score less question effect: the score on an average question of the component."""
    question: Column
    """(questions,) how much more a question gave than the average one of its component; their weighted mean is 0."""
    component: Whole
    """(forecasters,) numbers from 0; two forecasters compare only within one."""


def two_way_effects(
    *, forecaster: ArrayLike, question: ArrayLike, score: ArrayLike, weight: ArrayLike | None = None
) -> TwoWay:
    """The two-way effects of scores of one rule, exact up to rounding.

    Arguments and refusals as `tournament`, with `weight` (questions,) or None. Time grows with the cube of the
    fewer, forecasters or questions, and linearly with the others. Source: two-way fixed effects as on ForecastBench,
    src/leaderboard/main.py, which fits the same model.

    >>> two_way_effects(forecaster=[0, 0, 1], question=[0, 1, 1], score=[3.0, 1.0, 2.0]).forecaster.tolist()
    [2.0, 3.0]
    """
    cells = tournament(forecaster=forecaster, question=question, score=score, weight=weight)
    component = components(cells.common)
    effects = _effects(cells, component)[0]
    easier = (cells.score - effects[:, None] * cells.said).sum(axis=0) / cells.said.sum(axis=0)
    return TwoWay(sealed(effects), sealed(easier), sealed(component))


def resampled_two_way(
    *, forecaster: ArrayLike, question: ArrayLike, score: ArrayLike, weight: ArrayLike
) -> Column:
    """(resamples, forecasters) the forecasters' effects under every row of `weight` (resamples, questions)."""
    cells = tournament(forecaster=forecaster, question=question, score=score, weight=weight)
    return _effects(cells, components(cells.common))


def components(common: Whole) -> Whole:
    """(n,) which component each of n forecasters is in, from the (n, n) counts of shared questions.

    >>> components(np.array([[1, 0, 0], [0, 2, 1], [0, 1, 1]])).tolist()
    [0, 1, 1]
    """
    label = np.arange(len(common))
    while True:
        # everybody takes the least label among those they share a question with, themselves included
        spread = np.where(common > 0, label, len(common)).min(axis=1, initial=len(common))
        spread = np.minimum(spread, label)
        if (spread == label).all():
            return np.unique(label, return_inverse=True)[1].astype(np.int64)
        label = spread


def _effects(cells: Tournament, component: Whole) -> Column:
    found = np.zeros((len(cells.weight), cells.forecasters))
    for one in range(int(component.max()) + 1):
        own = component == one
        asked = cells.said[own].any(axis=0)
        said, score = cells.said[own][:, asked], cells.score[own][:, asked]
        found[:, own] = _connected(said, score, cells.weight[:, asked])
    return found


def _connected(said: Column, score: Column, weight: Column) -> Column:
    """(resamples, forecasters) the effects where a chain of questions connects all.

    Either side can be eliminated, for its effects are means of what is left; solved is for the smaller other one.
    """
    people, questions = said.shape
    if people > questions:
        return np.stack([_by_questions(said, score, each) for each in weight])
    mean = score.sum(axis=0) / said.sum(axis=0)
    return np.stack([_by_people(said, score - mean * said, mean, each) for each in weight])


def _by_people(said: Column, above_mean: Column, mean: Column, weight: Column) -> Column:
    """The effects (forecasters,) under one weight per question, the questions eliminated.

    The equations leave a constant open; it is chosen so that the questions' effects have the mean 0.
    """
    shared = said * (weight / said.sum(axis=0))
    equations = np.diag(said @ weight) - shared @ said.T
    effects = np.linalg.solve(equations + weight.mean(), above_mean @ weight)
    return np.asarray(effects + (mean @ weight - effects @ shared.sum(axis=1)) / weight.sum())


def _by_questions(said: Column, score: Column, weight: Column) -> Column:
    """The same with the forecasters eliminated; what is added to the equations makes the questions' mean 0."""
    weighed = said * weight
    total = weighed.sum(axis=1)
    mean = (score @ weight) / total
    above_mean = (score - mean[:, None] * said).sum(axis=0) * weight
    equations = np.diag(weighed.sum(axis=0)) - weighed.T @ (weighed / total[:, None])
    effects = np.linalg.solve(equations + np.outer(weight, weight) / weight.mean(), above_mean)
    return np.asarray(mean - (weighed @ effects) / total)
