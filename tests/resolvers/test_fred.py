"""What a series of FRED declares follows from how often it is observed, and from its unit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resolvers import registry
from resolvers.source import lag_of


@pytest.mark.parametrize("name", ["fred.series", "fred.vintage"])
def test_a_quarter_comes_out_later_than_a_day(name: str) -> None:
    day, quarter = (
        registry.make(name, {"series": "GDP", "frequency": frequency}) for frequency in ("daily", "quarterly")
    )
    assert lag_of(day) == lag_of(registry.find(name)) == timedelta(days=4)
    assert lag_of(quarter) == timedelta(days=90)


def test_a_month_does_not_leap_as_a_day_does() -> None:
    day = registry.make("fred.series", {"series": "DGS10"}).offers["value"]
    month = registry.make("fred.series", {"series": "CPIAUCSL", "frequency": "monthly", "unit": "index"})
    assert (day.jumpy, day.unit) == (True, None)
    assert (month.offers["value"].jumpy, month.offers["value"].unit) == (False, "index")
