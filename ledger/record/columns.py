"""Forecasts as numpy columns, straight from the cursor: what scores are computed from. The only room that loads numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.record.forecasts import forecasters_of
from ledger.record.people import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ledger.record.opening import Record

GRADES = ("seen", "documented", "claimed")
"""What the column `grade` counts by."""

NEVER = int(np.iinfo(np.int64).max)
"""The time of what has not happened."""

PAGE = 25_000
"""Rows read at a time: about 50 ms."""

_ROW = np.dtype(
    [
        ("question", "i8"),
        ("forecast", "i8"),
        ("made", "i8"),
        ("gone", "i8"),
        ("p", "f8"),
        ("version", "i4"),
        ("grade", "i1"),
        ("imputed", "?"),
    ]
)


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


def forecast_columns(record: Record, forecaster: str, *, only: str | None = None) -> ForecastColumns:
    """Every forecast of one forecaster, or those on one question (`only`, an id), up to the head of this moment.

    Read by pages, each its own short read.
    """
    rows = np.concatenate([np.empty(0, dtype=_ROW), *_pages(record, forecaster, only, record.head().size)])
    return _columns(rows[_order(rows)])


def every_forecast(record: Record, *, only: str | None = None) -> EveryForecast:
    """Every forecast of everybody, or those on one question (`only`, an id), up to the head of this moment.

    Publications, private questions and numbers added by us are in it: who counts is not decided here.
    """
    head, known = record.head().size, names(record) if only is None else forecasters_of(record, only)
    pages = [(place, page) for place, who in enumerate(known) for page in _pages(record, who, only, head)]
    rows = np.concatenate([np.empty(0, dtype=_ROW), *(page for _, page in pages)])
    whose = np.repeat([place for place, _ in pages], [page.size for _, page in pages]).astype(np.int64)
    order = _order(rows)
    return EveryForecast(known, whose[order], _columns(rows[order]))


def _order(rows: NDArray[Any]) -> NDArray[np.int64]:
    return np.lexsort((rows["forecast"], rows["made"], rows["question"]))


def reference_columns(record: Record, name: str, *, only: str | None = None) -> ForecastColumns:
    """The naive forecasts of one name, as if they were somebody's, seen when they were stated."""
    sql = _REFERENCES.format(one="AND r.question = :only" if only is not None else "")
    values = {"name": name, "only": only, "never": NEVER}
    return _columns(np.fromiter(record.cursor(sql, values), dtype=_ROW))


_REFERENCES = """
SELECT q.asked_seq, r.seq, r.at, :never, r.probability, r.version, 0, 0
FROM now_references r JOIN now_questions q ON q.question = r.question WHERE r.name = :name {one}
ORDER BY q.asked_seq, r.at, r.seq
"""


def _pages(record: Record, forecaster: str, only: str | None, head: int) -> Iterator[NDArray[Any]]:
    sql = _SQL.format(one="AND f.question = :only" if only is not None else "")
    values = {"who": forecaster, "only": only, "never": NEVER, "head": head, "limit": PAGE}
    made, forecast = -NEVER, 0
    while True:
        found = np.fromiter(record.cursor(sql, {**values, "made": made, "forecast": forecast}), dtype=_ROW)
        yield found
        if found.size < PAGE:
            return
        made, forecast = int(found["made"][-1]), int(found["forecast"][-1])


_SQL = """
SELECT q.asked_seq, f.forecast, f.made_at, min(coalesce(f.ended_at, :never), coalesce(f.expires_at, :never)),
       f.probability, f.version, CASE f.grade WHEN 'seen' THEN 0 WHEN 'documented' THEN 1 ELSE 2 END, f.imputed
FROM now_forecasts f JOIN now_questions q ON q.question = f.question
WHERE f.forecaster = :who AND (f.made_at, f.forecast) > (:made, :forecast) AND f.forecast <= :head {one}
ORDER BY f.made_at, f.forecast LIMIT :limit
"""


def _columns(rows: NDArray[Any]) -> ForecastColumns:
    return ForecastColumns(
        question=rows["question"].copy(),
        forecast=rows["forecast"].copy(),
        made_us=rows["made"].copy(),
        gone_us=rows["gone"].copy(),
        probability=rows["p"].copy(),
        version=rows["version"].copy(),
        grade=rows["grade"].copy(),
        imputed=rows["imputed"].copy(),
    )
