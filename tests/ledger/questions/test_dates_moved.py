"""A text moved by months speaks of the later month throughout, and moved back it is the text it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.dates_doubted import dates_doubted
from ledger.questions.dates_moved import Moved, moved_by
from ledger.questions.dates_named import FULL, dates_named
from ledger.questions.months import day_later, month_later

if TYPE_CHECKING:
    from collections.abc import Callable

SINCE = date(2026, 10, 1)


def nothing(_: int) -> bool:
    return False


def later(text: str, months: int, since: date = SINCE, fixed: Callable[[int], bool] = nothing) -> str | None:
    made = moved_by(text, months, since=since, fixed=fixed)
    return made.text if isinstance(made, Moved) else None


@pytest.mark.parametrize(
    ("text", "in_two_months"),
    [
        ("opens_at = 2026-10-01", "opens_at = 2026-12-01"),
        ("by the end of 2026-12-31 (UTC)", "by the end of 2027-02-28 (UTC)"),
        ("2026-12-31T23:59:00Z", "2027-02-28T23:59:00Z"),
        ('family = "eci-lag-2026-12"', 'family = "eci-lag-2027-02"'),
        ("in December 2026", "in February 2027"),
        ("in Dec 2026?", "in Feb 2027?"),
        ("from 1 to 31 December 2026", "from 1 to 28 February 2027"),
        ("1 December through 31 December 2026", "1 February through 28 February 2027"),
        ("on December 31, 2026", "on February 28, 2027"),
        ("December 1-15, 2026", "February 1-15, 2027"),
        ("November, and December 2026", "January, and February 2027"),
        ("December 2026 to January 2027", "February 2027 to March 2027"),
        ("2026-12-31, then 2027-01-15", "2027-02-28, then 2027-03-15"),
        ("mfsa2026-12, H.R. 8283, 12-24 months, Rev. 2026-120", "mfsa2026-12, H.R. 8283, 12-24 months, Rev. 2026-120"),
        ("It may rise. We march on. Augusta and Octo", "It may rise. We march on. Augusta and Octo"),
    ],
)  # fmt: skip
def test_a_date_is_moved_in_the_writing_it_has(text: str, in_two_months: str) -> None:
    assert later(text, 2) == in_two_months
    assert later(in_two_months, -2, date(2026, 12, 1)) == text


@pytest.mark.parametrize(
    ("text", "in_six_months"),
    [
        ("lag-2026q4", "lag-2027q2"),
        ("lag-2026-Q4", "lag-2027-Q2"),
        ("in Q4 2026", "in Q2 2027"),
        ("the fourth quarter of 2026", "the second quarter of 2027"),
        ("October to December 2026", "April to June 2027"),
    ],
)
def test_a_quarter_moves_by_whole_quarters_only(text: str, in_six_months: str) -> None:
    assert later(text, 6) == in_six_months
    assert later(text, 1) is None


@pytest.mark.parametrize(
    "text", ["2026-09-30", "September 2026", "14 May 2026", "2026q3", "the third quarter of 2026"]
)
def test_what_was_over_before_the_question_opened_stays(text: str) -> None:
    assert later(text, 3) == text


def test_a_month_that_has_begun_when_the_question_opens_is_not_over() -> None:
    assert later("October 2026, 2026-10-19, 2026-10-20", 3, date(2026, 10, 20)) == (
        "January 2027, 2026-10-19, 2027-01-20"
    )


def test_what_stands_in_a_fixed_place_stays_and_is_said() -> None:
    made = moved_by("2026-12-31 and 2026-12-31", 1, since=SINCE, fixed=lambda at: at == 0)
    assert isinstance(made, Moved)
    assert made.text == "2026-12-31 and 2027-01-31"
    assert [(each.at, each.written) for each in made.stayed] == [(0, "2026-12-31")]
    assert [(each.at, each.written) for each in made.moved] == [(15, "2026-12-31")]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("on the 31st", "31st"),
        ("31st December 2026", "31st"),
        ("31st of December 2026", "31st of"),
        ("the 3rd of December 2026", "3rd of"),
        ("on 12/31/2026", "12/31/2026"),
        ("on 31.12.2026", "31.12.2026"),
        ("on 2026/12", "2026/12"),
        ("in Dec. 2026", "Dec."),
        ("in Sept 2026", "Sept"),
        ("by the end of December", "December"),
        ("in december 2026", "december"),
        ("early in May", "May"),
        ("the last quarter of 2026", "last quarter"),
        ("in 2026h2", "2026h2"),
        ("H2 2026", "H2 2026"),
        ("the second half of 2026", "second half"),
        ("over the 31 days", "31 days"),
        ("as of Dec 31", "Dec"),
        ("on 31-Dec-2026", "Dec"),
        ("in dec 2026", "dec"),
        ("in DEC 2026", "DEC"),
        ("in Dec '26", "Dec"),
        ("by 31 Dec", "Dec"),
        ("in Jan", "Jan"),
        ("in 12/2026", "12/2026"),
        ("in 12.2026", "12.2026"),
        ("in 2026M12", "2026M12"),
        ("the 12th month of 2026", "12th month"),
        ("by 12-31", "12-31"),
        ("on 20261231", "20261231"),
        ("on 31/12/26", "31/12/26"),
        ("on 31.12.26", "31.12.26"),
        ("on 31-12-2026", "31-12-2026"),
        ("on 2026.12.31", "2026.12.31"),
        ("in 2026-W52", "2026-W52"),
        ("week 52 of 2026", "week 52"),
        ("2026 Q4", "2026 Q4"),
        ("4Q 2026", "4Q 2026"),
        ("4Q26", "4Q26"),
        ("Q4/2026", "Q4/2026"),
        ("in Q4", "Q4"),
        ("the fourth-quarter figure", "fourth-quarter"),
        ("by Thursday 31 December 2026", "Thursday"),
        ("by Thu, 31 December 2026", "Thu"),
        ("on 2026-12-31 (Thursday)", "Thursday"),
        ("on 31 December 2026, Thursday", "Thursday"),
        ("published next month", "next month"),
        ("by the end of the year", "end of the year"),
        ("the year-end figure", "year-end"),
        ("before Christmas", "Christmas"),
        ("on 2026-12-30", "2026-12-30"),
        ("on 2026-11-31", "2026-11-31"),
        ("31 November 2026", "31 November 2026"),
        ("January to December 2026", "January to December 2026"),
        ("2026q4", "2026q4"),
    ],
)
def test_what_cannot_be_moved_is_told_with_its_place(text: str, doubted: str) -> None:
    made = moved_by(text, 2, since=SINCE, fixed=nothing)
    assert isinstance(made, tuple)
    assert [(each.at, each.written) for each in made] == [(text.index(doubted), doubted)]
    assert made[0].fix


@pytest.mark.parametrize(
    "text",
    [
        "each Monday and Thursday, the month before, at the end of the month, quarterly",
        "from 12-24 months, by 10-15 percent, 11.5 or 12.25 in 1500.25, 2026.5",
        "https://doi.org/10.2139/ssrn.4501, version 3.11.12, H.R. 8283, figure 20261399",
        "Decide, marched, a janitor, an augury, sec-8, eq4, 24q, the new years",
    ],
)
def test_words_and_numbers_that_only_look_like_dates_are_no_doubts(text: str) -> None:
    assert later(text, 2) == text


def test_doubts_come_in_the_order_of_the_text() -> None:
    made = moved_by("in May, on 2026-12-30, 30 days", 2, since=SINCE, fixed=nothing)
    assert isinstance(made, tuple)
    assert [each.written for each in made] == ["May", "2026-12-30", "30 days"]


def test_a_doubt_in_a_fixed_place_is_none() -> None:
    assert later("by the 31st", 1, fixed=lambda _: True) == "by the 31st"


MONTHS = st.tuples(st.integers(1990, 2100), st.integers(1, 12))
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def words(day: date) -> str:
    return f"{day.day} {FULL[day.month - 1]} {day.year}"


def american(day: date) -> str:
    return f"{FULL[day.month - 1]} {day.day}, {day.year}"


DATES = st.one_of(
    DAYS.map(str),
    DAYS.map(words),
    DAYS.map(american),
    MONTHS.map("{0[0]}-{0[1]:02}".format),
    MONTHS.map(lambda month: f"{FULL[month[1] - 1]} {month[0]}"),
    st.tuples(MONTHS, st.integers(1, 4)).map(lambda pair: f"{pair[0][0]}q{pair[1]}"),
)
TEXTS = st.lists(st.one_of(DATES, st.sampled_from(["will it", ", so", "(UTC)", "\n", "12", "?"])), max_size=8).map(" ".join)  # fmt: skip


@given(TEXTS, st.integers(1, 40), DAYS)
def test_moved_on_and_back_a_text_is_the_same(text: str, months: int, since: date) -> None:
    opens = day_later(since, months)
    made = moved_by(text, months, since=since, fixed=nothing)
    if opens is None or not isinstance(made, Moved):
        return
    back = moved_by(made.text, -months, since=opens, fixed=nothing)
    assert isinstance(back, Moved)
    assert back.text == text


@given(DAYS, st.integers(-500, 500))
def test_a_day_moves_into_the_month_so_many_on_and_the_last_stays_the_last(day: date, months: int) -> None:
    moved = day_later(day, months)
    if moved is None:
        assert day.day > 27
    else:
        assert (moved.year, moved.month) == month_later(day.year, day.month, months)
        assert day_later(moved, -months) == day


def test_no_day_lies_outside_the_calendar() -> None:
    assert day_later(date(9999, 12, 1), 1) is None
    assert day_later(date(1, 1, 31), -1) is None


@given(st.text(alphabet="0123456789- qQ,.DJMaecnuy/thr", max_size=60))
def test_any_text_is_read_in_order_and_without_overlap(text: str) -> None:
    named, end = dates_named(text), 0
    for each in named:
        assert each.at >= end
        assert text[each.at :].startswith(each.written)
        end = each.at + len(each.written)
    assert all(text[each.at :].startswith(each.written) for each in dates_doubted(text))
