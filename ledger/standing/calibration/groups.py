"""The groups of a curve beside what luck alone gives each of them, were every chance in it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ledger.scoring import LuckRange, happened_range
from ledger.scoring.families import families
from ledger.standing.calibration.group_words import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from ledger.scoring import ReliabilityCurve
    from ledger.scoring.families import Families

DIGITS = 9
"""Of a count, what sums of weights are good for."""


@dataclass(frozen=True, slots=True)
class Group:
    """Forecasts of about the same chance, from `lowest` to `highest`, on average `said`.

    `happened` is the share that did and `low` to `high` its 90 % interval, all in [0, 1]. The `families` weigh `weight`:
    the one of which most lies in this group one, others less where more of their rows lie elsewhere. Of that `count` did
    (fractional where a family has several rows), and luck alone gives `luck`.
    """

    said: float
    happened: float
    low: float
    high: float
    lowest: float
    highest: float
    forecasts: int
    families: int
    weight: float
    count: float
    luck: LuckRange

    @property
    def luck_low(self) -> float:
        """The least share that luck gives, 0 to 1."""
        return self.luck.low / self.weight

    @property
    def luck_high(self) -> float:
        """The greatest share that luck gives, 0 to 1."""
        return self.luck.high / self.weight

    @property
    def explained(self) -> bool:
        """Whether luck explains what happened, as told; one group in ten is left by luck alone."""
        return told(self.luck_low) <= told(self.happened) <= told(self.luck_high)


def groups_of(
    curve: ReliabilityCurve, *, probability: ArrayLike, occurred: ArrayLike, family: ArrayLike
) -> tuple[Group, ...]:
    """The groups of a curve, by rising chance, from the columns (n,) it was drawn from."""
    said = np.asarray(probability)
    rows = _Rows(said, np.asarray(occurred), np.asarray(family), families(family=family, rows=said.size))
    place = np.maximum(np.searchsorted(curve.lowest, said, side="right") - 1, 0)
    return tuple(_group(curve, at, rows, place == at) for at in range(curve.said.size))


class _Rows(NamedTuple):
    """The columns a curve was drawn from: a row weighs the same here as in it, whatever group it lies in."""

    said: NDArray[np.float64]
    occurred: NDArray[np.bool_]
    family: NDArray[np.generic]
    known: Families


def _group(curve: ReliabilityCurve, at: int, rows: _Rows, part: NDArray[np.bool_]) -> Group:
    luck = happened_range(probability=rows.said, family=rows.family, part=part)
    weight = rows.known.weight[part]
    most = float(np.bincount(rows.known.index[part], weights=weight).max())
    said, happened, low, high, lowest, highest = _floats(curve, at)
    return Group(
        said=said,
        happened=happened,
        low=low,
        high=high,
        lowest=lowest,
        highest=highest,
        forecasts=int(curve.forecasts[at]),
        families=int(curve.families[at]),
        weight=round(float(weight.sum()) / most, DIGITS),
        count=round(float(weight[rows.occurred[part] == 1].sum()) / most, DIGITS),
        luck=LuckRange(luck.expected / most, luck.low / most, luck.high / most),
    )


def _floats(curve: ReliabilityCurve, at: int) -> Iterator[float]:
    columns = (curve.said, curve.happened, curve.low, curve.high, curve.lowest, curve.highest)
    return (float(column[at]) for column in columns)
