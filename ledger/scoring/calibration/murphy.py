"""Murphy's terms of a Brier score, from bins. CORP (`decomposition`) needs none; these stand in older reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.calibration.answered import answered
from ledger.scoring.calibration.reliability import bins_of
from ledger.scoring.columns import totals

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Murphy:
    """score = miscalibration − discrimination + uncertainty + within, each a mean Brier score (0-1) or a difference.

    Murphy called the first two reliability and resolution.
    """

    score: float
    """Mean Brier score, 0 (best) to 1."""
    miscalibration: float
    """Mean squared distance of a bin's mean forecast from its frequency, 0 (best) to 1."""
    discrimination: float
    """Mean squared distance of a bin's frequency from that of all, 0 to 0.25 (best)."""
    uncertainty: float
    """The variance of the outcomes, 0 to 0.25."""
    within: float
    """What bins hide: the variance of the forecasts in them, less twice their covariance with the outcomes."""


def murphy(
    *,
    probability: ArrayLike,
    occurred: ArrayLike,
    family: ArrayLike | None = None,
    edges: ArrayLike | None = None,
) -> Murphy:
    """Murphy's decomposition of the mean Brier score of yes/no forecasts; families weigh one.

    Bins lie between rising `edges` from 0 to 1, the last one closed, or hold one probability each: `within` is 0 then.
    Arguments and refusals as `reliability_curve`. The terms depend on the bins, and grow by chance alone.
    Source: A. H. Murphy (1973), Journal of Applied Meteorology 12(4); for the term within bins D. B. Stephenson,
    C. A. S. Coelho and I. T. Jolliffe (2008), Weather and Forecasting 23(4).

    >>> found = murphy(probability=[0.2, 0.2, 0.8, 0.8], occurred=[0, 1, 1, 1])
    >>> round(found.miscalibration, 4), round(found.discrimination, 4), found.uncertainty, round(found.within, 12)
    (0.065, 0.0625, 0.1875, 0.0)
    """
    taken = answered(probability=probability, occurred=occurred, family=family)
    came = taken.happened()
    place = bins_of(taken.said, edges)
    count = int(place.max()) + 1
    share = (np.ones(taken.rows) if taken.weight is None else taken.weight) / taken.families
    weight, said, happened = (
        totals(place, share * column, count) for column in (np.ones(taken.rows), taken.said, came)
    )
    rate = float(happened.sum())
    off = taken.said - (said / weight)[place]
    missed = came - (happened / weight)[place]
    return Murphy(
        score=float((share * np.square(taken.said - came)).sum()),
        miscalibration=float((weight * np.square((said - happened) / weight)).sum()),
        discrimination=float((weight * np.square(happened / weight - rate)).sum()),
        uncertainty=rate * (1.0 - rate),
        within=float((share * (np.square(off) - 2.0 * off * missed)).sum()),
    )
