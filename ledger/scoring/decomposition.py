"""CORP: a Brier score taken apart into miscalibration, discrimination and uncertainty.

The recalibrated forecasts come from isotonic regression, so there are no bins to choose, and the three
terms are mean scores: those issued, those recalibrated, and those of the overall frequency. With few
forecasts the terms are large by chance alone; `corp_by_chance` says how large.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, flat, outcome_column, probability_column, sealed, together, totals
from ledger.scoring.counting import LuckRange
from ledger.scoring.families import families
from ledger.scoring.isotonic import pooled, rising_fit
from ledger.scoring.luck import SEED, drawn_outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

CHANCE_DRAWS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Corp:
    """score = miscalibration − discrimination + uncertainty, each a mean Brier score (0-1) or a difference."""

    score: float
    """Mean Brier score, 0 (best) to 1."""
    miscalibration: float
    """What recalibrating would have gained, 0 (best) to 1."""
    discrimination: float
    """How well the forecasts part what happens from what does not, 0 to 0.25 (best)."""
    uncertainty: float
    """The variance of the outcomes, 0 to 0.25; no merit or fault of the forecaster's."""
    probability: Column
    """(k,) the distinct probabilities stated, rising."""
    recalibrated: Column
    """(k,) the frequency the rising curve gives each of them."""
    weight: Column
    """(k,) how many families stand behind each."""


def corp(*, probability: ArrayLike, occurred: ArrayLike, family: ArrayLike | None = None) -> Corp:
    """The CORP decomposition of the mean Brier score of yes/no forecasts; families weigh one.

    `probability` (n,) stated for YES, `occurred` (n,) 0 or 1, `family` (n,) ids or None. Order of rows does
    not matter. Exact: score = miscalibration − discrimination + uncertainty to rounding, and a term below 0
    is rounding too. Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, a fractional
    outcome, no rows, or uneven shapes.
    Source: Dimitriadis, Gneiting and Jordan (2021), PNAS 118(8).

    >>> found = corp(probability=[0.2, 0.2, 0.8, 0.8], occurred=[0, 1, 1, 1])
    >>> round(found.miscalibration, 4), round(found.discrimination, 4), round(found.uncertainty, 4)
    (0.065, 0.0625, 0.1875)
    """
    said = flat("probability", probability_column("probability", probability))
    happened = flat("occurred", outcome_column("occurred", occurred))
    together(probability=said, occurred=happened)
    weight = families(family=family, rows=said.size).weight
    distinct, place = pooled(said)
    return _terms(
        distinct, totals(place, weight, distinct.size), totals(place, weight * happened, distinct.size)
    )


def _terms(distinct: Column, weight: Column, yes: Column) -> Corp:
    curve, rate = rising_fit(yes, weight), float(yes.sum() / weight.sum())
    score = _mean_brier(distinct, weight, yes)
    recalibrated, uncertainty = _mean_brier(curve, weight, yes), rate * (1.0 - rate)
    return Corp(
        score=score,
        miscalibration=score - recalibrated,
        discrimination=uncertainty - recalibrated,
        uncertainty=uncertainty,
        probability=sealed(distinct),
        recalibrated=sealed(curve),
        weight=sealed(weight),
    )


def _mean_brier(said: Column, weight: Column, yes: Column) -> float:
    lost = yes * np.square(said - 1.0) + (weight - yes) * np.square(said)
    return float(lost.sum() / weight.sum())


@dataclass(frozen=True, slots=True)
class CorpByChance:
    """The terms one exactly as calibrated as claimed would show, by chance alone."""

    miscalibration: LuckRange
    discrimination: LuckRange


def corp_by_chance(
    *, probability: ArrayLike, family: ArrayLike | None = None, draws: int = CHANCE_DRAWS, seed: int = SEED
) -> CorpByChance:
    """The CORP terms under the forecaster's own forecasts: mean, 5 % and 95 % points of `draws` simulations.

    Rows of one family share one draw. Deterministic for a seed; costs `draws` isotonic fits. Refusals as
    `luck.calibrated_brier`.

    >>> corp_by_chance(probability=[1.0, 0.0], draws=10).miscalibration
    LuckRange(expected=0.0, low=0.0, high=0.0)
    """
    said = flat("probability", probability_column("probability", probability))
    known = families(family=family, rows=said.size)
    distinct, place = pooled(said)
    weight = totals(place, known.weight, distinct.size)
    found = [
        _terms(distinct, weight, totals(place, known.weight * happened, distinct.size))
        for block in drawn_outcomes(said, known, draws, seed)
        for happened in block
    ]
    return CorpByChance(
        miscalibration=_luck([terms.miscalibration for terms in found]),
        discrimination=_luck([terms.discrimination for terms in found]),
    )


def _luck(terms: Sequence[float]) -> LuckRange:
    low, high = np.quantile(terms, [0.05, 0.95])
    return LuckRange(float(np.mean(terms)), float(low), float(high))
