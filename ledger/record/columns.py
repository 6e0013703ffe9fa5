"""Forecasts as numpy columns, straight from the database or from the packed file beside it: what scores start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.column_rows import (
    NEVER,
    Names,
    reference_rows,
    rows_of_forecaster,
    rows_of_question,
)
from ledger.record.column_values import GRADES, EveryForecast, ForecastColumns, columns_of, everybody
from ledger.record.packed import WORTH, unpacked
from ledger.record.people import forecasts_of

if TYPE_CHECKING:
    from ledger.record.opening import Record

__all__ = [
    "GRADES",
    "NEVER",
    "EveryForecast",
    "ForecastColumns",
    "every_forecast",
    "forecast_columns",
    "reference_columns",
]


def forecast_columns(
    record: Record, forecaster: str, *, only: str | None = None, worth: int = WORTH
) -> ForecastColumns:
    """Every forecast of one forecaster, or those on one question (`only`, an id), up to the head of this moment.

    Whoever made `worth` of them is taken from everybody's, which may be packed; anybody else by an index.
    """
    if only is None and forecasts_of(record, forecaster, most=worth) == worth:
        return unpacked(record, worth=worth).of(forecaster)
    return columns_of(rows_of_forecaster(record, Names(), forecaster, head=record.head().size, only=only))


def every_forecast(record: Record, *, only: str | None = None) -> EveryForecast:
    """Every forecast of everybody, or those on one question (`only`, an id), up to the head of this moment.

    Publications, private questions and numbers added by us are in it: who counts is not decided here.
    """
    if only is None:
        return unpacked(record)
    names = Names()
    return everybody(rows_of_question(record, names, only, head=record.head().size), names)


def reference_columns(record: Record, name: str, *, only: str | None = None) -> ForecastColumns:
    """The naive forecasts of one name, as if they were somebody's, seen when they were stated."""
    return columns_of(reference_rows(record, name, only=only))
