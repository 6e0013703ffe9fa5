"""A publisher with a past: one file with a row for each day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def table(first: date, last: date, value: Callable[[date], object]) -> bytes:
    """A file with one row a day."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return b"day,value\n" + b"".join(f"{day},{value(day)}\n".encode() for day in days)


def series(path: str = "/series.csv", **params: Any) -> dict[str, Any]:
    """A source that reads the mean of a column over the days asked for: one file with the whole past."""
    said = {
        "url": f"https://data.example.org{path}",
        "column": "value",
        "date_column": "day",
        "aggregate": "mean",
        **params,
    }
    return {"name": "http_csv", "value": "value", "params": said}


def publishes(
    world: Any, value: Callable[[date], object], first: str = "2024-01-01", last: str = "2026-02-10"
) -> None:
    world.breaks(table(date.fromisoformat(first), date.fromisoformat(last), value), path="/series.csv")
