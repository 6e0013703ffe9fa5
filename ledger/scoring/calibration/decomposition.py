"""CORP: a Brier score taken apart into miscalibration, discrimination and uncertainty.

The recalibrated forecasts come from isotonic regression, so there are no bins to choose, and the three
terms are mean scores: those issued, those recalibrated, and those of the overall frequency. With few
forecasts the terms are large by chance alone; `corp_by_chance` says how large.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.calibration.answered import answered
from ledger.scoring.calibration.cells import Cells, cells
from ledger.scoring.calibration.corners import Corners
from ledger.scoring.calibration.isotonic import rising_blocks
from ledger.scoring.columns import Column, Whole, sealed

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


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
    """(k,) the distinct probabilities stated, rising. Of many thousands that keep to no decimals, those within a
    few millionths are one, unless the curve turns between them."""
    recalibrated: Column
    """(k,) the frequency the rising curve gives each of them."""
    weight: Column
    """(k,) how many families stand behind each; where a family has several rows, shares of it."""


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
    taken = answered(probability=probability, occurred=occurred, family=family)
    corners = Corners(taken)
    found = cells(taken, corners.turning)
    starts = _starts(found)
    weight, yes = np.add.reduceat(found.weight, starts), np.add.reduceat(found.yes, starts)
    score = (_lost(found) if found.exact.all() else corners.lost) / taken.families
    rate = float(found.yes.sum() / found.weight.sum())
    recalibrated, uncertainty = float((yes * (1.0 - yes / weight)).sum() / weight.sum()), rate * (1.0 - rate)
    return Corp(
        score=score,
        miscalibration=score - recalibrated,
        discrimination=uncertainty - recalibrated,
        uncertainty=uncertainty,
        probability=sealed(found.said),
        recalibrated=sealed(np.repeat(yes / weight, np.diff(starts, append=found.said.size))),
        weight=sealed(found.weight),
    )


def _starts(found: Cells) -> Whole:
    """Where each block of the curve begins: at no coarse cell but the first."""
    some = np.flatnonzero(np.append(True, found.exact[1:]))
    blocks = rising_blocks(total=np.add.reduceat(found.yes, some), weight=np.add.reduceat(found.weight, some))
    return np.asarray(some[blocks])


def _lost(found: Cells) -> float:
    """The sum of squares that exact cells lose."""
    lost = found.yes * np.square(1.0 - found.said) + (found.weight - found.yes) * np.square(found.said)
    return float(lost.sum())
