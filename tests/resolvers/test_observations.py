"""Periods follow one another, and an observation tells of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.observations import Frequency, Observation, Observations, frequency_of, period_end
from resolvers.source import Evidence, Request, Span, Unusable

ONE_DAY = timedelta(days=1)
PAGE = Evidence(Request("https://example.org"), "", b"", 200, datetime(2101, 1, 1, tzinfo=UTC))


def _run(frequency: Frequency, year: int, count: int) -> list[Observation]:
    """So many periods one after the other, from the top of a year; the value is the place."""
    rows: list[Observation] = []
    first = date(year, 1, 1)
    for place in range(count):
        last = period_end(frequency, first)
        assert last is not None
        rows.append(Observation(first, last, Decimal(place), f"line {place + 2}"))
        first = last + ONE_DAY
    return rows


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["daily", "monthly", "quarterly", "annual"]), st.integers(1900, 2050), st.integers(2, 24)
)
def test_periods_fill_their_span_and_every_day_of_one_has_its_value(
    frequency: Frequency, year: int, count: int
) -> None:
    rows = _run(frequency, year, count)
    told = Observations.of(frequency, reversed(rows), PAGE, 3)
    span = Span(rows[0].first, rows[-1].last)
    assert told.whole(span) == tuple(rows)
    assert all(told.on(row.first) == told.on(row.last) == row for row in rows)
    assert told.on(rows[0].first - ONE_DAY) is None
    values = told.values(span)
    assert not isinstance(values, Unusable)
    assert values["change"][0] == count - 1


@pytest.mark.parametrize("frequency", ["monthly", "quarterly", "annual"])
def test_a_missing_period_is_told_by_no_neighbour_and_leaves_no_mean(frequency: Frequency) -> None:
    rows = _run(frequency, 2024, 3)
    told = Observations.of(frequency, [rows[0], rows[2]], PAGE, 366)
    assert told.on(rows[1].last) is None
    assert told.whole(Span(rows[0].first, rows[2].last)) == ()


@pytest.mark.parametrize(("age", "holds"), [(2, True), (1, False)])
def test_a_day_without_a_value_takes_one_that_still_holds(age: int, holds: bool) -> None:
    days = [date(2026, 5, day) for day in (1, 4)]
    rows = [Observation(day, day, Decimal(day.day), "line") for day in days]
    told = Observations.of("daily", rows, PAGE, age)
    assert (told.on(date(2026, 5, 3)) is not None) == holds
    assert bool(told.whole(Span(*days))) == holds


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["daily", "monthly", "quarterly", "annual"]), st.integers(1900, 2050), st.integers(3, 24)
)
def test_the_dates_of_a_series_show_how_often_it_is_observed(
    frequency: Frequency, year: int, count: int
) -> None:
    dates = [row.first for row in _run(frequency, year, count)]
    assert frequency_of(reversed(dates)) == frequency


@pytest.mark.parametrize(
    "dates",
    [[], [date(2026, 1, 1)], [date(2026, 1, 1), date(2026, 7, 1)], [date(2026, 1, 1), date(2026, 2, 2)]],
)
def test_dates_that_do_not_tell_are_taken_for_days(dates: list[date]) -> None:
    assert frequency_of(dates) == "daily"


def test_no_period_begins_in_the_middle_of_a_month_or_ends_after_the_last_year() -> None:
    assert period_end("annual", date(2026, 7, 1)) == date(2027, 6, 30)
    assert period_end("monthly", date(2026, 7, 2)) is None
    assert period_end("monthly", date(9999, 12, 1)) is None
