"""What both sources of FRED declare alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resolvers.source import Param

if TYPE_CHECKING:
    from collections.abc import Mapping

PUBLISHER = "FRED, Federal Reserve Bank of St. Louis"
LICENCE = "free with citation; some series are under the rights of their owners (see the series' notes)"

SERIES: Mapping[str, Param] = {
    "series": Param("Name of the series, such as DGS10 or CPIAUCSL", pattern="[A-Za-z0-9_.-]{1,40}"),
    "frequency": Param(
        "How often it is observed; an observation of a month, quarter or year is dated by its first day",
        required=False,
        default="daily",
        choices=("daily", "weekly", "monthly", "quarterly", "annual"),
    ),
    "unit": Param("The unit of the series, such as percent", required=False),
}
