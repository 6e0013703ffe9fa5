"""What the CSV source makes of the rows that count."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers import registry
from resolvers.conditions import condition
from resolvers.errors import BadParamsError
from resolvers.offline import answer
from resolvers.row_days import row_day
from resolvers.source import Answer, Evidence, NotYet, Reading, Request, Span, Unusable

FETCHED = datetime(2026, 6, 20, 6, 0, tzinfo=UTC)
JUNE = Span(date(2026, 6, 1), date(2026, 6, 15))
SO_FAR = Span(date(2026, 6, 1), date(2026, 6, 20))

TABLE = (
    "day,who,n,word\n"
    "2026-05-30,a,1,x\n"
    "2026-06-01,a,2.5,y\n"
    "2026-06-10,b,3,z\n"
    "2026-06-15,a,4,w\n"
    "2026-06-16,a,50,v\n"
)


def look(table: str | bytes = TABLE, span: Span = JUNE, **params: Any) -> Answer:
    body = table if isinstance(table, bytes) else table.encode()
    source = registry.make("http_csv", {"url": "https://example.org/t.csv"} | params)

    def kept(request: Request) -> Evidence:
        return Evidence(request, hashlib.sha256(body).hexdigest(), body, 200, FETCHED)

    return answer(source, span, kept)


def read(table: str | bytes = TABLE, **params: Any) -> Reading:
    got = look(table, **params)
    assert isinstance(got, Reading), got
    return got


DAYS: dict[str, Any] = {"column": "n", "date_column": "day"}


@pytest.mark.parametrize(
    ("how", "made", "where"),
    [
        ("sum", "9.5", "3 rows, lines 3 to 5, column 'n'"),
        ("count", "3", "3 rows, lines 3 to 5, column 'n'"),
        ("mean", "3.166666666666666666666666666666667", "3 rows, lines 3 to 5, column 'n'"),
        ("max", "4", "line 5, column 'n'"),
        ("min", "2.5", "line 3, column 'n'"),
        ("first", "2.5", "line 3, column 'n'"),
        ("last", "4", "line 5, column 'n'"),
    ],
)
def test_an_aggregate_is_made_of_the_rows_within_the_days(how: str, made: str, where: str) -> None:
    got = read(aggregate=how, **DAYS)
    assert (got.values["value"], got.where["value"]) == (Decimal(made), where)
    assert got.covers == Span(JUNE.last, JUNE.last)


def test_only_wants_exactly_one_row() -> None:
    assert read(filter={"who": "b"}, **DAYS).values["value"] == 3
    got = look(filter={"who": "a"}, **DAYS)
    assert got == Unusable("shape_changed", "2 rows count where one was expected: lines 3, 5.")


@pytest.mark.parametrize(
    ("where", "made"),
    [
        (["n >= 3"], "7"),
        (["n > 3"], "4"),
        (["n < 3"], "2.5"),
        (["n <= 2.5"], "2.5"),
        (["who != a"], "3"),
        (["who = a", "word contains y"], "2.5"),
    ],
)
def test_conditions_choose_rows(where: list[str], made: str) -> None:
    assert read(aggregate="sum", where=where, **DAYS).values["value"] == Decimal(made)


def test_without_a_day_column_all_rows_count_and_the_day_of_the_fetch_is_its_stamp() -> None:
    got = read(column="n", aggregate="sum", span=SO_FAR)
    assert (got.values["value"], got.as_of) == (Decimal("60.5"), date(2026, 6, 20))
    assert got.covers == Span(date(2026, 6, 20), date(2026, 6, 20))
    assert read(column="n", aggregate="first", span=SO_FAR).values["value"] == 1
    assert read(column="n", aggregate="last", span=SO_FAR).values["value"] == 50


@pytest.mark.parametrize("nature", ["level", "total"])
def test_a_table_without_days_says_nothing_of_days_that_are_past(nature: str) -> None:
    got = look(column="n", aggregate="sum", nature=nature)
    assert isinstance(got, Unusable)
    assert got.why == "incomplete"
    assert "only what is so on 2026-06-20" in got.detail


def test_a_total_speaks_up_to_the_newest_row_of_the_whole_table() -> None:
    span = Span(date(2026, 6, 1), date(2026, 6, 30))
    got = look(span=span, aggregate="count", filter={"who": "b"}, date_column="day", nature="total")
    assert isinstance(got, Reading)
    assert (got.covers, got.values["value"]) == (Span(span.first, date(2026, 6, 16)), Decimal(1))


def test_a_row_of_a_day_to_come_moves_nothing() -> None:
    table = TABLE + "2027-01-01,a,9,q\n"
    assert read(table, aggregate="sum", nature="total", **DAYS).as_of == date(2026, 6, 16)


def test_no_rows_are_not_yet_unless_they_mean_zero() -> None:
    nobody: dict[str, Any] = {"aggregate": "count", "date_column": "day", "filter": {"who": "c"}}
    assert look(**nobody) == NotYet("No row of the table counts yet.")
    zero = read(no_rows="zero", **nobody)
    assert (zero.values["value"], zero.where["value"]) == (Decimal(0), "no rows")
    empty = look("day,who\n", no_rows="zero", **nobody)
    assert empty == NotYet("The table has no row with a day yet.")


def test_zero_is_told_of_no_day_after_the_newest_row() -> None:
    later = Span(date(2026, 6, 17), date(2026, 6, 19))
    got = look(span=later, aggregate="count", date_column="day", no_rows="zero", nature="total")
    assert isinstance(got, NotYet)


def test_a_level_may_be_of_a_day_before_the_one_asked_for_but_not_long_before() -> None:
    got = look(span=Span(date(2026, 6, 9), date(2026, 6, 9)), aggregate="last", **DAYS)
    assert isinstance(got, Reading)
    assert (got.values["value"], got.as_of) == (Decimal("2.5"), date(2026, 6, 1))
    late = Span(date(2026, 6, 19), date(2026, 6, 19))
    stopped = look(span=late, aggregate="last", max_age=2, **DAYS)
    assert stopped == Unusable("stale", "The newest row is of 2026-06-16; it was asked for 2026-06-19.")


def test_rows_of_the_newest_day_that_differ_decide_nothing() -> None:
    twice = TABLE + "2026-06-15,c,4.0,w\n"
    assert read(twice, aggregate="last", **DAYS).values["value"] == 4
    got = look(twice + "2026-06-15,d,5,w\n", aggregate="last", **DAYS)
    assert isinstance(got, Unusable)
    assert "several rows of 2026-06-15 differ" in got.detail


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"column": "m"}, "m"),
        ({"date_column": "date"}, "date"),
        ({"filter": {"whom": "a"}}, "whom"),
        ({"where": ["whom = a"]}, "whom"),
    ],
)
def test_a_missing_column_is_a_changed_shape(params: dict[str, Any], said: str) -> None:
    got = look(**({"aggregate": "sum"} | DAYS | params))
    assert isinstance(got, Unusable)
    assert (got.why, said in got.detail) == ("shape_changed", True)


@pytest.mark.parametrize(
    ("row", "params", "said"),
    [
        ("2026-06-12,a,n/a,x", {}, "line 7, column 'n' stands 'n/a'"),
        ("2026-06-12,a,,x", {}, "line 7, column 'n' stands ''"),
        ("2026-06-12,a,.,x", {"blank": "skip"}, "line 7, column 'n' stands '.'"),
        ("12 June,a,1,x", {}, "Line 7, column 'day': '12 June' is no day."),
        ("2026-06-12,a,b,x", {"where": ["n > 1"]}, "Line 7, column 'n': 'b' is no number."),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_line_and_column(
    row: str, params: dict[str, Any], said: str
) -> None:
    got = look(TABLE + row + "\n", aggregate="sum", **(DAYS | params))
    assert isinstance(got, Unusable)
    assert (got.why, said in got.detail) == ("shape_changed", True), got.detail


def test_a_cell_in_a_row_that_does_not_count_may_be_anything() -> None:
    table = TABLE + "soon,c,n/a,x\n2026-07-30,a,n/a,x\n"
    assert read(table, aggregate="sum", filter={"who": ["a", "b"]}, **DAYS).values["value"] == Decimal("9.5")


def test_blanks_are_left_out_only_when_the_file_says_so() -> None:
    table = TABLE + "2026-06-12,a,,x\n2026-06-13,a,.,x\n"
    skip: dict[str, Any] = {"blank": "skip", "blank_words": ["."]}
    assert read(table, aggregate="count", **DAYS).values["value"] == 5
    assert read(table, aggregate="count", **(DAYS | skip)).values["value"] == 3
    assert read(table, aggregate="sum", **(DAYS | skip)).values["value"] == Decimal("9.5")


def test_marks_and_line_ends_of_other_systems_are_read() -> None:
    table = ("\ufeff" + TABLE.replace("\n", "\r\n").replace(",x", ',"a\r\nb"')).encode()
    got = read(table, aggregate="max", **DAYS)
    assert (got.values["value"], got.where["value"]) == (Decimal(4), "line 6, column 'n'")


def test_a_text_or_a_day_can_be_read_too() -> None:
    assert read(aggregate="last", type="text", column="word", date_column="day").values["value"] == "w"
    assert read(aggregate="last", type="date", column="day", span=SO_FAR).values["value"] == date(2026, 6, 16)


@pytest.mark.parametrize(
    "params",
    [
        {"aggregate": "sum"},
        {"column": "n", "where": ["n => 3"]},
        {"column": "n", "where": ["n > many"]},
        {"column": "n", "where": ["n"]},
        {"column": "n", "type": "text", "aggregate": "sum"},
        {"column": "n", "no_rows": "zero"},
        {"column": "n", "type": "text", "nature": "total"},
        {"column": "n", "aggregate": "median"},
    ],
)
def test_params_that_do_not_go_together_are_told(params: dict[str, Any]) -> None:
    with pytest.raises(BadParamsError) as caught:
        registry.make("http_csv", {"url": "https://example.org/t.csv"} | params)
    assert len(caught.value.problems) == 1


def test_a_condition_keeps_signs_within_its_words() -> None:
    got = condition("Country (of organization) = a = b")
    assert got is not None
    assert (got.column, got.told) == ("Country (of organization)", ("a = b",))


@pytest.mark.parametrize(
    ("form", "cell", "day"),
    [
        ("iso", " 2026-06-01 ", date(2026, 6, 1)),
        ("iso", "2026", None),
        ("us", "6/1/2026", date(2026, 6, 1)),
        ("us", "2026-06-01", date(2026, 6, 1)),
        ("month", "2026-02", date(2026, 2, 28)),
        ("month", "2026-13", None),
        ("month", "0000-01", None),
        ("year", "2026", date(2026, 12, 31)),
        ("year", "0000", None),
        ("year", "26", None),
    ],
)
def test_a_row_has_the_last_day_of_its_time(form: str, cell: str, day: date | None) -> None:
    assert row_day(form, cell) == day


@given(
    st.binary(max_size=10),
    st.integers(0, 120),
    st.integers(0, 10),
    st.sampled_from(["sum", "last", "only", "count"]),
)
@settings(deadline=None, max_examples=300)
def test_every_mutilated_table_ends_as_an_answer(junk: bytes, at: int, cut: int, how: str) -> None:
    body = TABLE.encode()
    got = look(body[:at] + junk + body[at + cut :], aggregate=how, where=["n < 40"], **DAYS)
    assert isinstance(got, Reading | NotYet | Unusable)


# ---- what may be missing without a trace -----------------------------------------------------------------

DAILY = "day,n\n2026-06-01,1\n2026-06-02,2\n2026-06-03,3\n"
THREE = Span(date(2026, 6, 1), date(2026, 6, 3))
SUM: dict[str, Any] = {**DAYS, "aggregate": "sum", "nature": "total", "span": THREE}


def test_a_file_that_stops_inside_its_last_line_is_incomplete() -> None:
    got = look(DAILY[:-1], **SUM)
    assert got == Unusable("incomplete", "The file stops inside its last line, line 4.")
    assert read(DAILY[:-1], **SUM, last_line="open").values["value"] == 6


@pytest.mark.parametrize("lost", ["2026-06-01,1\n", "2026-06-02,2\n"])
def test_where_every_day_needs_a_row_a_missing_one_is_incomplete(lost: str) -> None:
    less = DAILY.replace(lost, "")
    assert isinstance(look(less, **SUM), Reading)
    assert look(less, **SUM, days="every") == Unusable("incomplete", f"No row that counts is of {lost[:10]}.")
    assert read(**{**SUM, "days": "every", "table": DAILY}).values["value"] == 6


def test_a_table_that_ends_early_speaks_for_its_days_and_needs_no_row_after_them() -> None:
    got = read(DAILY.replace("2026-06-03,3\n", ""), **SUM, days="every")
    assert got.values["value"] == 3
    assert got.covers == Span(date(2026, 6, 1), date(2026, 6, 2))


def test_every_day_needs_a_column_of_days() -> None:
    with pytest.raises(BadParamsError, match="date_column"):
        look(DAILY, column="n", days="every")
