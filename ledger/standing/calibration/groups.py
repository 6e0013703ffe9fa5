"""The groups of a curve beside what luck alone gives each of them, were every chance in it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring import happened_range, mean_score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from ledger.scoring import LuckRange, ReliabilityCurve

DIGITS = 9
"""Of a count, what sums of weights are good for: a count on the end of its range must not fall out of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Forecasts of about the same chance, from `lowest` to `highest`, on average `said`.

    `happened` is the share that did and `low` to `high` its 90 % interval, all in [0, 1]. `count` of the `families` did
    (fractional where a family has several rows here), of which luck alone gives `luck`.
    """

    said: float
    happened: float
    low: float
    high: float
    lowest: float
    highest: float
    forecasts: int
    families: int
    count: float
    luck: LuckRange

    @property
    def luck_low(self) -> float:
        """The least share that luck gives, 0 to 1."""
        return self.luck.low / self.families

    @property
    def luck_high(self) -> float:
        """The greatest share that luck gives, 0 to 1."""
        return self.luck.high / self.families

    @property
    def explained(self) -> bool:
        """Whether luck explains what happened; one group in ten is left by luck alone."""
        return self.luck.low <= self.count <= self.luck.high


def groups_of(
    curve: ReliabilityCurve, *, probability: ArrayLike, occurred: ArrayLike, family: ArrayLike
) -> tuple[Group, ...]:
    """The groups of a curve, by rising chance, from the columns (n,) it was drawn from."""
    columns = np.asarray(probability), np.asarray(occurred), np.asarray(family)
    place = np.maximum(np.searchsorted(curve.lowest, columns[0], side="right") - 1, 0)
    return tuple(
        _group(curve, at, [column[place == at] for column in columns]) for at in range(curve.said.size)
    )


def _group(curve: ReliabilityCurve, at: int, rows: Sequence[NDArray[np.generic]]) -> Group:
    probability, occurred, family = rows
    families = int(curve.families[at])
    share = mean_score(score=occurred.astype(np.float64), family=family)
    said, happened, low, high, lowest, highest = _floats(curve, at)
    return Group(
        said=said,
        happened=happened,
        low=low,
        high=high,
        lowest=lowest,
        highest=highest,
        forecasts=int(curve.forecasts[at]),
        families=families,
        count=round(share * families, DIGITS),
        luck=happened_range(probability=probability, family=family),
    )


def _floats(curve: ReliabilityCurve, at: int) -> Iterator[float]:
    columns = (curve.said, curve.happened, curve.low, curve.high, curve.lowest, curve.highest)
    return (float(column[at]) for column in columns)
