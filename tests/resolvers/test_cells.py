"""Numbers and days in the cells of a table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.cells import day, day_us, number

if TYPE_CHECKING:
    from decimal import Decimal


@pytest.mark.parametrize(
    "text",
    ["", " ", "NaN", "Infinity", "1_000", "1,000", "٣", "0x10", "1.", ".5", "1e999", "--1", "1 2", "1" * 61],
)
def test_what_is_not_plainly_a_number_is_none(text: str) -> None:
    assert number(text) is None


@settings(max_examples=100, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_is_exactly_what_was_written(value: Decimal) -> None:
    assert number(f" {value} ") == value


@pytest.mark.parametrize(
    "text", ["", "20251219", "2025-W51-5", "2025-02-30", "2025-1-1", "19.12.2025", "２０２５-12-19"]
)
def test_what_is_not_an_iso_day_is_none(text: str) -> None:
    assert day(text) is None


@settings(max_examples=100, deadline=None)
@given(st.dates())
def test_a_day_is_read_in_both_spellings(value: date) -> None:
    assert day(value.isoformat()) == value
    assert day_us(f"{value.month}/{value.day}/{value.year:04}") == day_us(value.isoformat()) == value


def test_the_month_comes_first_between_slashes() -> None:
    assert day_us("13/1/2025") is None
    assert day_us("1/13/2025") == date(2025, 1, 13)
