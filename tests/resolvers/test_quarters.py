"""Calendar quarters, and a chip maker's sales in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.csv_table import Table, read
from resolvers.epoch.sales import COLUMNS, Sales, sales_of
from resolvers.quarters import label, last_day, quarter_of, whole_quarters, year_before
from resolvers.source import Span, Unusable


@settings(max_examples=100, deadline=None)
@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_day_is_in_its_quarter_and_quarters_follow_one_another(day: date) -> None:
    first, last = quarter_of(day), last_day(quarter_of(day))
    assert first <= day <= last
    assert quarter_of(last) == first
    assert quarter_of(last + timedelta(days=1)) == last + timedelta(days=1)


@settings(max_examples=50, deadline=None)
@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 1, 1)), st.integers(1, 12))
def test_so_many_quarters_in_a_row_are_whole(day: date, count: int) -> None:
    first = quarter_of(day)
    last = first
    for _ in range(count):
        last = last_day(quarter_of(last)) + timedelta(days=1)
    span = Span(first, last - timedelta(days=1))
    assert len(whole_quarters(span) or ()) == count
    assert whole_quarters(Span(first, last)) is None
    assert whole_quarters(Span(first + timedelta(days=1), span.last)) is None


def test_a_year_before_the_first_year_does_not_exist() -> None:
    assert year_before(date(1, 1, 1)) is None
    assert label(year_before(date(2026, 4, 1)) or date.max) == "2025 Q2"


def _table(*rows: str) -> Table:
    body = ",".join(COLUMNS) + "\n" + "".join(row + "\n" for row in rows)
    table = read(body.encode(), needed=COLUMNS)
    assert isinstance(table, Table)
    return table


def _sales(maker: str, *rows: str) -> Sales:
    sales = sales_of(maker, _table(*rows))
    assert isinstance(sales, Sales), sales
    return sales


def _refused(maker: str, row: str) -> str:
    refusal = sales_of(maker, _table(row))
    assert isinstance(refusal, Unusable)
    return refusal.detail


@pytest.mark.parametrize("word", ["True", "true", "checked", "1", "yes", "x"])
def test_every_word_in_the_incomplete_column_means_incomplete(word: str) -> None:
    assert (
        _sales("huawei", f"Huawei,2025-01-01,{word},5").newest_complete()
        == "no quarter of huawei is complete"
    )


@pytest.mark.parametrize("word", ["", " ", "False", "0", "no"])
def test_blank_and_no_mean_complete(word: str) -> None:
    newest = _sales("HUAWEI", f"Huawei,2025-02-15,{word},5").newest_complete()
    assert newest == "the newest complete quarter of HUAWEI is 2025 Q1"


def test_a_quarter_with_one_incomplete_row_is_not_the_newest_complete_one() -> None:
    rows = ("Huawei,2025-01-01,,5", "Huawei,2025-04-01,,5", "Huawei,2025-04-01,True,5")
    assert _sales("Huawei", *rows).newest_complete().endswith("is 2025 Q1")


def test_a_name_that_only_begins_alike_is_another_maker() -> None:
    assert _refused("Huawei", "Huawei Cloud,2025-01-01,,5").startswith("No row is of 'Huawei'")


def test_a_negative_number_cannot_be_read() -> None:
    assert "'-5' cannot be read" in _refused("Huawei", "Huawei,2025-01-01,,-5")
