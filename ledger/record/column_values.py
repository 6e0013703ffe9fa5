"""Forecasts as numpy columns: one forecaster's, or everybody's, and how they are made from rows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.record.column_rows import (
    FORECASTER,
    GONE,
    GRADE,
    IMPUTED,
    MADE,
    MARKS,
    QUESTION,
    SEQ,
    VERSION,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ledger.record.column_rows import Names, Rows

GRADES = ("seen", "documented", "claimed")
"""What the column `grade` counts by."""


@dataclass(frozen=True, slots=True, eq=False)
class ForecastColumns:
    """Forecasts, sorted by question, time, seq; every column has the shape (n,).

    `question` holds the numbers of `ended.QuestionEnd`. `version` is the question's version a forecast is bound to,
    which a reaffirmation moves. `gone_us` is when the forecast was withdrawn or expired,
    whichever came first, NEVER for neither. `probability` is NaN where it is no forecast of a yes or no.
    `grade` is a position in GRADES.
    """

    question: NDArray[np.int64]
    forecast: NDArray[np.int64]
    made_us: NDArray[np.int64]
    gone_us: NDArray[np.int64]
    probability: NDArray[np.float64]
    version: NDArray[np.int32]
    grade: NDArray[np.int8]
    imputed: NDArray[np.bool_]

    def only(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> ForecastColumns:
        """The rows that are marked (n,), in the same order; or those at these places, in theirs."""
        return ForecastColumns(
            question=self.question[rows],
            forecast=self.forecast[rows],
            made_us=self.made_us[rows],
            gone_us=self.gone_us[rows],
            probability=self.probability[rows],
            version=self.version[rows],
            grade=self.grade[rows],
            imputed=self.imputed[rows],
        )


@dataclass(frozen=True, slots=True, eq=False)
class EveryForecast:
    """Forecasts of everybody. `forecaster` (n,) says whose each is, as a position in `names`, which are in order."""

    names: tuple[str, ...]
    forecaster: NDArray[np.int64]
    forecasts: ForecastColumns

    def only(self, rows: NDArray[np.bool_]) -> EveryForecast:
        """The rows that are marked (n,), in the same order; the names stay."""
        return EveryForecast(self.names, self.forecaster[rows], self.forecasts.only(rows))

    def of(self, forecaster: str) -> ForecastColumns:
        """One forecaster's; empty for a name that is not there."""
        place = self.names.index(forecaster) if forecaster in self.names else -1
        return self.forecasts.only(self.forecaster == place)


def everybody(rows: Rows, names: Names) -> EveryForecast:
    """The columns of rows in any order, whose forecasters `names` numbers."""
    order, known = _in_order(rows), tuple(sorted(names))
    whose = _places(known, list(names))[rows.numbers[FORECASTER][order]]
    return EveryForecast(known, whose, _columns(rows, order))


def columns_of(rows: Rows) -> ForecastColumns:
    """The columns of rows in any order, whosever they are."""
    return _columns(rows, _in_order(rows))


def _in_order(rows: Rows) -> NDArray[np.int64]:
    """The rows by question, time, seq: sorted by each in turn, the last first, so that few numbers sort by counting."""
    order = np.argsort(rows.numbers[SEQ], kind="stable")
    for key in (rows.numbers[MADE], rows.numbers[QUESTION]):
        order = order[np.argsort(_narrow(key)[order], kind="stable")]
    return order


def _narrow(key: NDArray[np.int64]) -> NDArray[Any]:
    """The same order in the smallest type that holds it: numpy sorts two bytes in one pass."""
    least = int(key.min(initial=0))
    most = int(key.max(initial=0))
    return (key - least).astype(np.uint16) if most - least <= np.iinfo(np.uint16).max else key


def _columns(rows: Rows, order: NDArray[np.int64]) -> ForecastColumns:
    marks = rows.numbers[MARKS][order]
    return ForecastColumns(
        question=rows.numbers[QUESTION][order],
        forecast=rows.numbers[SEQ][order],
        made_us=rows.numbers[MADE][order],
        gone_us=rows.numbers[GONE][order],
        probability=rows.chances[order],
        version=(marks >> VERSION).astype(np.int32),
        grade=(marks & GRADE).astype(np.int8),
        imputed=(marks & IMPUTED).astype(np.bool_),
    )


def grown(every: EveryForecast, rows: Rows, names: Names) -> EveryForecast:
    """The columns with these rows in place of those of the same seqs, and beside all others.

    Each new row is put in its place: what is sorted already is not sorted again.
    """
    new = everybody(rows, names)
    known = tuple(sorted({*every.names, *new.names}))
    kept = every.only(~np.isin(every.forecasts.forecast, new.forecasts.forecast))
    places = _where(kept.forecasts, new.forecasts)
    whose = _places(known, every.names)[kept.forecaster], _places(known, new.names)[new.forecaster]
    return EveryForecast(
        known, np.insert(whose[0], places, whose[1]), _inserted(kept.forecasts, new.forecasts, places)
    )


def _places(known: Sequence[str], names: Sequence[str]) -> NDArray[np.int64]:
    """(names,) where each stands among the known."""
    place = {name: number for number, name in enumerate(known)}
    return np.array([place[name] for name in names], dtype=np.int64)


def _where(old: ForecastColumns, new: ForecastColumns) -> list[int]:
    """(new,) before which of the old rows each new one stands."""
    asked = zip(new.question.tolist(), new.made_us.tolist(), new.forecast.tolist(), strict=True)
    return [_before(old, *one) for one in asked]


def _before(old: ForecastColumns, question: int, made_us: int, forecast: int) -> int:
    first, last = np.searchsorted(old.question, [question, question + 1]).tolist()
    one, end = (first + np.searchsorted(old.made_us[first:last], [made_us, made_us + 1])).tolist()
    return int(one + np.searchsorted(old.forecast[one:end], forecast))


def _inserted(old: ForecastColumns, new: ForecastColumns, places: list[int]) -> ForecastColumns:
    return ForecastColumns(
        **{
            field.name: np.insert(getattr(old, field.name), places, getattr(new, field.name))
            for field in fields(ForecastColumns)
        }
    )
