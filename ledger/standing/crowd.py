"""The crowd: the median of what people say of a question at a moment. One forecaster is no crowd."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from ledger.record.ended import stating_publications
from ledger.record.forecasts import latest_of_question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.forecasts import ForecastRow
    from ledger.record.opening import Record

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people's forecasts stand, and their median: a probability of YES, or the median of their p50s.

    `middle` is None below two forecasters, and where what they said has no middle.
    """

    forecasters: int
    middle: float | None
    chance: bool = False

    def words(self, unit: str | None = None) -> str:
        """As a screen says it.

        >>> Crowd(1, None).words()
        'none (1 forecaster)'
        """
        if self.middle is None:
            return f"none ({self.forecasters} forecaster{'' if self.forecasters == 1 else 's'})"
        if self.chance:
            return f"{self.middle * 100:.3g} % ({self.forecasters})"
        return f"{self.middle:.4g}{f' {unit}' if unit else ''} ({self.forecasters})"


def crowd(record: Record, question: str, *, now_us: int, publications: frozenset[str] | None = None) -> Crowd:
    """The crowd on a question at a moment. Publications and numbers added by us are no part of it."""
    out = stating_publications(record) if publications is None else publications
    rows = latest_of_question(record, question, now_us=now_us)
    said = [row for row in rows if row.forecaster not in out and not row.imputed]
    middles = [one for row in said if (one := _middle(row)) is not None]
    middle = median(middles) if len(middles) >= FEWEST else None
    return Crowd(len(said), middle, all(row.probability is not None for row in said))


def _middle(row: ForecastRow) -> float | None:
    if row.probability is not None:
        return row.probability
    return _median_said(row.says)


def _median_said(says: Mapping[str, object]) -> float | None:
    match says:
        case {"quantiles": list(pairs)}:
            at = {float(level): float(value) for level, value in pairs}
            return at.get(0.5)
        case _:
            return None
