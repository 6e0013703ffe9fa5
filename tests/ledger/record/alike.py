"""Whether two sets of columns are the same to the bit."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.column_values import EveryForecast


def same(one: EveryForecast, other: EveryForecast) -> bool:
    columns = [(one.forecaster, other.forecaster)] + [
        (getattr(one.forecasts, field.name), getattr(other.forecasts, field.name))
        for field in fields(one.forecasts)
    ]
    return one.names == other.names and all(
        a.dtype == b.dtype and a.tobytes() == b.tobytes() for a, b in columns
    )
