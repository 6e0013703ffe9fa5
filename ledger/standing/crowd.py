"""The crowd: what people say of a question together, at a moment, by their median or another aggregate.

One forecaster is no crowd, and publications and numbers added by us are no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from ledger.questions.units import counted, with_unit
from ledger.record.ended import stating_publications
from ledger.record.forecasts import latest_of_question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.forecasts import ForecastRow
    from ledger.record.opening import Record

FEWEST = 2
MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people's forecasts stand, and their middle: a probability of YES or of an option, or the median of their p50s.

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
            return f"none ({counted(self.forecasters, 'forecaster')})"
        if self.chance:
            return f"{self.middle * 100:.3g} % ({self.forecasters})"
        return f"{with_unit(f'{self.middle:.4g}', unit)} ({self.forecasters})"


def crowd(
    record: Record,
    question: str,
    *,
    now_us: int,
    publications: frozenset[str] | None = None,
    aggregate: str = MEDIAN,
) -> Crowd:
    """The crowd on a question at a moment, past or present, by an aggregate of `scoring.AGGREGATES`.

    Another than the median is for chances: numbers have none by it.
    """
    said = _speaking(record, question, now_us, publications)
    chance = all(row.probability is not None for row in said)
    middles = [one for row in said if (one := _middle(row)) is not None]
    if len(middles) < FEWEST:
        return Crowd(len(said), None, chance)
    if aggregate == MEDIAN:
        return Crowd(len(said), median(middles), chance)
    rows = [[1.0 - one, one] for one in middles]
    return Crowd(len(said), _aggregated(rows, aggregate)[1] if chance else None, chance)


def crowd_on_option(
    record: Record,
    question: str,
    labels: Sequence[str],
    option: str,
    *,
    now_us: int,
    publications: frozenset[str] | None = None,
) -> Crowd:
    """What the crowd gives to one of a question's options, all of which are `labels`, at a moment.

    Its chances are the medians of everybody's, made to sum to 1, as the crowd has them that is scored.
    """
    said = _speaking(record, question, now_us, publications)
    rows = [one for row in said if (one := _chances(row.says, labels)) is not None]
    if len(rows) < FEWEST:
        return Crowd(len(rows), None, chance=True)
    return Crowd(len(rows), _aggregated(rows, MEDIAN)[labels.index(option)], chance=True)


def _chances(says: Mapping[str, object], labels: Sequence[str]) -> list[float] | None:
    match says:
        case {"options": list(pairs)}:
            given = {str(label): float(chance) for label, chance in pairs}
            return [given[label] for label in labels]
        case _:
            return None


def _speaking(
    record: Record, question: str, now_us: int, publications: frozenset[str] | None
) -> list[ForecastRow]:
    """The people's forecasts that stand, oldest first."""
    out = stating_publications(record) if publications is None else publications
    rows = latest_of_question(record, question, now_us=now_us)
    people = [row for row in rows if row.forecaster not in out and not row.imputed]
    return sorted(people, key=lambda row: (row.made_at, row.forecast))


def _aggregated(rows: list[list[float]], aggregate: str) -> list[float]:
    import numpy as np

    from ledger.scoring import AGGREGATES

    return [float(one) for one in AGGREGATES[aggregate](np.array([rows]))[0]]


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
