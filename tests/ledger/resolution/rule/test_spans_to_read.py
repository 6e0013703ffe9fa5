"""Which days a look reads, before, during and after its window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.rule import AnyDay, At, Over
from ledger.resolution.rule.spans import Days, rehearsing, step_months
from resolvers.source import Span

QUARTER = Over(date(2028, 10, 1), date(2028, 12, 31))
YEAR = Over(date(2026, 1, 1), date(2026, 12, 31))
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def spans(found: tuple[Days, ...]) -> list[tuple[str, str, str]]:
    return [(each.span.first.isoformat(), each.span.last.isoformat(), each.stands) for each in found]


def test_a_window_to_come_is_read_as_so_many_days_ending_today_then_as_whole_quarters() -> None:
    assert spans(rehearsing(QUARTER, date(2025, 12, 19))) == [
        ("2025-09-19", "2025-12-19", "as_if_ended"),
        ("2025-07-01", "2025-09-30", "last_aligned"),
        ("2025-04-01", "2025-06-30", "last_aligned"),
    ]


def test_a_window_under_way_is_read_so_far_and_last_time() -> None:
    assert spans(rehearsing(YEAR, date(2026, 11, 23))) == [
        ("2026-01-01", "2026-11-23", "so_far"),
        ("2025-01-01", "2025-12-31", "last_time"),
        ("2024-01-01", "2024-12-31", "last_time"),
    ]


def test_an_odd_window_under_way_has_the_days_just_before_it_as_last_time() -> None:
    window = Over(date(2027, 1, 5), date(2027, 1, 14))
    assert spans(rehearsing(window, date(2027, 1, 7)))[1:] == [("2026-12-26", "2027-01-04", "last_time")]


def test_an_odd_window_to_come_has_no_aligned_span() -> None:
    window = Over(date(2027, 1, 5), date(2027, 1, 14))
    assert spans(rehearsing(window, date(2026, 7, 7))) == [("2026-06-28", "2026-07-07", "as_if_ended")]


@pytest.mark.parametrize("today", [date(2028, 12, 31), date(2029, 3, 1)])
def test_an_ended_window_is_read_as_itself(today: date) -> None:
    assert spans(rehearsing(QUARTER, today)) == [("2028-10-01", "2028-12-31", "window")]


def test_a_day_to_come_is_read_as_today_and_a_day_past_as_itself() -> None:
    window = At(date(2026, 5, 14))
    assert spans(rehearsing(window, date(2026, 5, 1))) == [("2026-05-01", "2026-05-01", "as_if_ended")]
    assert spans(rehearsing(window, date(2026, 6, 1))) == [("2026-05-14", "2026-05-14", "window")]


def test_any_day_is_read_from_its_first_day_to_today_and_no_further_than_its_last() -> None:
    window = AnyDay(date(2026, 5, 14), date(2026, 12, 31), timedelta(3))
    assert spans(rehearsing(window, date(2026, 5, 1))) == [("2026-05-01", "2026-05-01", "as_if_ended")]
    assert spans(rehearsing(window, date(2026, 6, 1))) == [("2026-05-14", "2026-06-01", "so_far")]
    assert spans(rehearsing(window, date(2027, 6, 1))) == [("2026-05-14", "2026-12-31", "window")]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2027-01-01", "2027-12-31", 12),
        ("2027-01-01", "2028-12-31", 12),
        ("2027-04-01", "2027-09-30", 3),
        ("2027-02-01", "2027-04-30", None),
        ("2027-01-02", "2027-12-31", None),
        ("2027-01-01", "2027-05-31", None),
    ],
)
def test_only_whole_years_and_quarters_are_aligned(first: str, last: str, months: int | None) -> None:
    assert step_months(Span(date.fromisoformat(first), date.fromisoformat(last))) == months


@given(days, st.integers(0, 800), days)
def test_nothing_is_read_after_today_or_after_the_window(first: date, length: int, today: date) -> None:
    window = Over(first, first + timedelta(days=length))
    for each in rehearsing(window, today):
        assert each.span.first <= each.span.last <= max(today, window.last)
        assert each.stands == "window" or each.span.last <= today
