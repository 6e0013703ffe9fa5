"""What CORP's terms come to by chance alone, for one exactly as calibrated as these forecasts claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.calibration.counting import LuckRange
from ledger.scoring.calibration.isotonic import rising_blocks
from ledger.scoring.calibration.luck import SEED, drawn_outcomes
from ledger.scoring.columns import Column, Whole, count, flat, probability_column, totals
from ledger.scoring.families import Families, families

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

CHANCE_DRAWS = 1000
TOLD_APART = 256
"""More distinct chances than this are drawn in so many steps: chances within 0.4 % happen alike."""


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
    place, chance = _alike(said, known.weight)
    yes = _drawn(said, place, chance, known, count("draws", draws), seed)
    weight = totals(place, known.weight, chance.size)
    recalibrated = _recalibrated(yes, weight)
    score = (yes @ (1.0 - 2.0 * chance) + float(known.weight @ np.square(said))) / known.count
    rate = yes.sum(axis=1) / known.count
    return CorpByChance(
        miscalibration=_luck(score - recalibrated), discrimination=_luck(rate * (1.0 - rate) - recalibrated)
    )


def _alike(said: Column, weight: Column) -> tuple[Whole, Column]:
    """(n,) which of the chances a row has, and (k,) the chances, rising."""
    distinct, place = np.unique(said, return_inverse=True)
    if distinct.size > TOLD_APART:
        _, place = np.unique(np.rint(said * TOLD_APART), return_inverse=True)
    many = int(place.max()) + 1
    return place, totals(place, weight * said, many) / totals(place, weight, many)


def _drawn(said: Column, place: Whole, chance: Column, known: Families, draws: int, seed: int) -> Column:
    """(draws, k) what happened of each chance: one binomial draw for all families of one row."""
    single = known.sizes[known.index] == 1
    alone = np.bincount(place[single], minlength=chance.size)
    yes = np.random.default_rng(seed).binomial(alone, chance, (draws, chance.size)).astype(np.float64)
    if single.all():
        return yes
    rest = families(family=known.index[~single], rows=int((~single).sum()))
    begun = 0
    for happened in drawn_outcomes(said[~single], rest, draws, seed + 1):
        own = np.arange(len(happened))[:, np.newaxis] * chance.size + place[~single]
        drawn = totals(own.ravel(), (happened * rest.weight).ravel(), len(happened) * chance.size)
        yes[begun : begun + len(happened)] += drawn.reshape(len(happened), chance.size)
        begun += len(happened)
    return yes


def _recalibrated(yes: Column, weight: Column) -> Column:
    """(draws,) the mean Brier score after recalibrating each draw: all curves end to end."""
    draws, cells = yes.shape
    starts = rising_blocks(
        total=yes.ravel(), weight=np.tile(weight, draws), first=np.arange(0, yes.size, cells)
    )
    happened = np.add.reduceat(yes.ravel(), starts)
    weighs = np.add.reduceat(np.tile(weight, draws), starts)
    lost = totals(starts // cells, happened * (1.0 - happened / weighs), draws)
    return np.asarray(lost / weight.sum())


def _luck(terms: Column) -> LuckRange:
    low, high = np.quantile(terms, [0.05, 0.95])
    return LuckRange(float(np.mean(terms)), float(low), float(high))
