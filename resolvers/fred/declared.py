"""What both sources of FRED declare alike."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from resolvers.observations import Frequency, frequency_of
from resolvers.source import Param

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

PUBLISHER = "FRED, Federal Reserve Bank of St. Louis"
LICENCE = "free with citation; some series are under the rights of their owners (see the series' notes)"

Observed = Frequency | Literal["by_dates"]
"""How often a series is observed, as declared: `by_dates` leaves it to the dates in the reply."""

LAG: Mapping[str, timedelta] = {
    "by_dates": timedelta(days=4),
    "daily": timedelta(days=4),
    "weekly": timedelta(days=10),
    "monthly": timedelta(days=45),
    "quarterly": timedelta(days=90),
    "annual": timedelta(days=300),
}
"""How long after the last day of a period its observation may still be missing, for most series."""

SERIES: Mapping[str, Param] = {
    "series": Param("Name of the series, such as DGS10 or CPIAUCSL", pattern="[A-Za-z0-9_.-]{1,40}"),
    "frequency": Param(
        "How often it is observed; an observation of a month, quarter or year is dated by its first day",
        required=False,
        default="by_dates",
        choices=("by_dates", "daily", "weekly", "monthly", "quarterly", "annual"),
    ),
    "unit": Param("The unit of the series, such as percent", required=False),
}


def frequency(declared: Observed, dates: Iterable[date]) -> Frequency:
    """What is declared, or else what the dates in a reply show."""
    return frequency_of(dates) if declared == "by_dates" else declared
