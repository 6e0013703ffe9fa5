"""How far forecasts go from 50 %, whatever happened: sharpness. Worth something only beside calibration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, flat, probability_column, sealed, totals
from ledger.scoring.families import families

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

TENTHS = 10
NEAR_THE_ENDS = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Sharpness:
    """What was said, without what happened; families weigh one."""

    variance: float
    """Mean p (1 − p): the Brier score these forecasts expect of themselves. 0 (sharpest) to 0.25."""
    near_the_ends: float
    """The share said at 10 % or below, or at 90 % or above; 0 to 1."""
    spread: Column
    """(10,) the share said in each tenth from 0 to 1; a tenth begins at its lower end, 100 % is in the last."""


def sharpness(*, probability: ArrayLike, family: ArrayLike | None = None) -> Sharpness:
    """How sharp forecasts are, from `probability` (n,) stated for YES and `family` (n,) ids or None.

    Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, no rows, or uneven shapes.

    >>> found = sharpness(probability=[0.5, 0.9])
    >>> round(found.variance, 4), found.near_the_ends, found.spread.tolist()
    (0.17, 0.5, [0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.5])
    """
    said = flat("probability", probability_column("probability", probability))
    known = families(family=family, rows=said.size)
    share = known.weight / known.count
    ends = (said <= NEAR_THE_ENDS) | (said >= 1.0 - NEAR_THE_ENDS)
    tenth = np.searchsorted(np.arange(1, TENTHS) / TENTHS, said, side="right")
    return Sharpness(
        float((share * said * (1.0 - said)).sum()),
        float(share[ends].sum()),
        sealed(totals(tenth, share, TENTHS)),
    )
