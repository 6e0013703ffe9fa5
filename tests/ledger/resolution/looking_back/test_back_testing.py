"""A rule run over a past that one file tells: every window as it stands today, decided by the same `decide`."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.outcome import Amount, Chosen, OnDay, YesNo
from ledger.questions.rule import AnyDay, At, Over
from ledger.resolution.looking_back.backtest_history import Reach, over_history
from ledger.resolution.looking_back.backtest_json import backtest_json
from ledger.resolution.looking_back.backtest_windows import EARLIEST, asked_about, earlier
from ledger.resolution.looking_back.base_rate import base_rate, base_rate_words
from ledger.resolution.rule.spans import bounds
from resolvers.fetch import Fetcher, FetchSettings
from tests.ledger.resolution.looking_back.past import publishes, series

if TYPE_CHECKING:
    from ledger.questions.rule import Window
    from ledger.resolution.looking_back.backtest import Backtest

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
TODAY = NOW.date()
QUARTER = {"over": ["2026-10-01", "2026-12-31"]}
LATER = {
    "opens_at": "2026-01-01",
    "closes_at": "2026-12-31",
    "resolves_at": "2027-01-20",
    "gives_up_at": "2027-06-30",
}
AT = {"window": {"at": "2026-12-31"}}
MONTH = {"window": {"any_day": ["2026-12-01", "2026-12-31"], "max_gap": "3d"}}
SOON = LATER | {"resolves_at": "2026-12-01"}
LEVEL = series(aggregate="last", max_age=3)


def run(world: Any, question: Any, reach: Reach | None = None, told: Any = lambda _: None) -> Backtest:
    async def work() -> Backtest:
        async with Fetcher(FetchSettings(mirrors=world.mirrors), lambda: NOW) as network:
            return await over_history(question, TODAY, network.fetch, reach=reach, told=told)

    return asyncio.run(work())


def asked(makes: Any, rule: dict[str, Any], **head: Any) -> Any:
    return makes.question({"window": QUARTER, "source": [series()], "digits": 1, **rule}, **{**LATER, **head})


# ---- windows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "found"),
    [
        (Over(date(2026, 10, 1), date(2026, 12, 31)), Over(date(2025, 10, 1), date(2025, 12, 31))),
        (Over(date(2027, 1, 1), date(2027, 12, 31)), Over(date(2025, 1, 1), date(2025, 12, 31))),
        (Over(date(2027, 2, 1), date(2027, 2, 28)), Over(date(2026, 1, 1), date(2026, 1, 31))),
        (Over(date(2026, 2, 5), date(2026, 2, 14)), Over(date(2026, 1, 26), date(2026, 2, 4))),
        (At(date(2029, 1, 1)), At(TODAY)),
        (At(TODAY), At(date(2026, 2, 9))),
        (
            AnyDay(date(2026, 7, 1), date(2026, 12, 31), timedelta(3)),
            AnyDay(date(2025, 7, 1), date(2025, 12, 31), timedelta(3)),
        ),
    ],
)
def test_the_newest_trial_window_is_over_and_is_none_of_the_question_s_own_days(
    window: Window, found: Window
) -> None:
    assert next(earlier(window, TODAY)) == found


DAYS = st.dates(date(1950, 1, 1), date(2300, 1, 1))


@given(DAYS, st.integers(0, 800), DAYS)
def test_trial_windows_are_over_do_not_overlap_and_lie_before_the_question_s(
    first: date, days: int, today: date
) -> None:
    window = Over(first, first + timedelta(days=days))
    found = [bounds(one) for one in islice(earlier(window, today), 40)]
    assert all(one.last <= today and one.last < window.first for one in found)
    assert all(newer.first > older.last for newer, older in pairwise(found))
    assert all(one.first >= EARLIEST for one in found)


@given(st.integers(0, 600), DAYS)
def test_no_day_is_left_out_between_trial_windows(days: int, today: date) -> None:
    window = Over(today + timedelta(days=500), today + timedelta(days=500 + days))
    found = [bounds(one) for one in islice(earlier(window, today), 20)]
    assert all((newer.first - older.last).days == 1 for newer, older in pairwise(found))
    assert (today - found[0].last).days <= days + 3


def test_a_question_about_an_earlier_window_keeps_all_its_distances(makes: Any) -> None:
    question = makes.question(
        {"as_of_after": "2026-04-01", "yes_if": None, "first_day": {"at_least": "12"}},
        kind="date", range={"min": "2026-01-01", "max": "2026-03-31"},
    )  # fmt: skip
    moved = asked_about(question, Over(date(2025, 10, 1), date(2025, 12, 31)))
    assert moved.rule.as_of_after == date(2026, 1, 1)
    assert moved.times.resolves_at.date() == date(2026, 1, 10)
    assert moved.dates is not None
    assert moved.dates.most == date(2025, 12, 31)


# ---- what the rule would have said ------------------------------------------------------------------------


def test_each_window_is_decided_by_the_rule_with_its_value_and_when_it_first_could(
    world: Any, makes: Any
) -> None:
    publishes(world, lambda day: 13 if day.year == 2024 else 6)
    heard: list[int] = []
    found = run(world, asked(makes, {"yes_if": {"at_least": "12.0"}}), told=heard.append)
    assert [one.outcome for one in found.tried] == [YesNo(yes=False)] * 4 + [YesNo(yes=True)] * 4
    assert [one.value for one in found.tried[3:5]] == [Decimal("6.0"), Decimal("13.0")]
    first = found.tried[0].decidable_at
    assert first is not None
    assert first.date() == date(2026, 1, 20)
    assert heard == list(range(1, 13))
    assert world.asked == ["/series.csv"]


def test_a_series_begins_where_nothing_before_can_be_decided(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 6)
    found = run(world, asked(makes, {}))
    assert len(found.tried) == 8
    assert found.before.startswith("before 2024-01-01: http_csv: ")


def test_a_hole_inside_the_series_is_counted_with_its_reason(world: Any, makes: Any) -> None:
    publishes(world, lambda day: "" if (day.year, day.month) == (2024, 8) else 13)
    found = run(world, asked(makes, {"yes_if": {"at_least": "12.0"}}))
    rate = base_rate(found)
    assert rate is not None
    assert (rate.tried, rate.decided, rate.yes) == (8, 7, 7)
    (hole,) = rate.undecided
    assert (hole.days.first, "shape changed" in hole.reason) == (date(2024, 7, 1), True)
    assert base_rate_words(rate).endswith("1 could not be decided, the first from 2024-07-01")


@pytest.mark.no_cover
def test_single_days_are_tried_one_by_one(world: Any, makes: Any) -> None:
    publishes(world, lambda day: 13 if day <= date(2025, 2, 10) else 6)
    found = run(
        world, asked(makes, AT | {"source": [LEVEL], "yes_if": {"at_least": "12"}}), Reach(days=365 * 2)
    )
    rate = base_rate(found)
    assert rate is not None
    assert (rate.each, rate.tried, rate.yes, rate.last) == ("day", 730, 365, TODAY)
    assert "the last 730 days" in base_rate_words(rate)
    assert "YES 365 times (50 %)" in base_rate_words(rate)


def test_nothing_is_tried_before_the_day_named(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 6)
    question = asked(makes, AT | {"source": [LEVEL], "yes_if": {"at_least": "12"}})
    found = run(world, question, Reach(since=date(2026, 1, 1)))
    assert [found.tried[-1].days.first, len(found.tried)] == [date(2026, 1, 1), 41]


def test_any_day_is_read_day_by_day_and_its_days_are_told_one_by_one(world: Any, makes: Any) -> None:
    publishes(world, lambda day: 13 if day in {date(2025, 12, 24), date(2025, 12, 25)} else 6)
    question = asked(makes, MONTH | {"source": [LEVEL], "yes_if": {"at_least": "12"}}, **SOON)
    found = run(world, question, Reach(windows=3))
    assert [one.outcome for one in found.tried] == [YesNo(yes=False), YesNo(yes=True), YesNo(yes=False)]
    held = [day.day for day in found.by_day if day.holds]
    assert held == [date(2025, 12, 24), date(2025, 12, 25)]
    yes, no = found.tried[1].decidable_at, found.tried[2].decidable_at
    assert yes is not None
    assert no is not None
    assert (yes.date(), no.date()) == (date(2025, 12, 24), date(2025, 11, 30))
    rate = base_rate(found)
    assert rate is not None
    assert (rate.days_held, rate.days_known) == (2, 92)
    assert "it held on 2 % of 92 days" in base_rate_words(rate)


def test_a_day_nobody_read_leaves_any_day_undecided_and_is_not_counted(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 6, last="2026-01-26")
    question = asked(makes, MONTH | {"source": [LEVEL], "yes_if": {"at_least": "12"}}, **SOON)
    found = run(world, question, Reach(windows=1))
    assert (found.tried[0].outcome, found.before[:4]) == (None, "noth")
    assert found.by_day == ()


def test_an_any_day_number_is_taken_at_the_end_of_its_window(world: Any, makes: Any) -> None:
    publishes(world, lambda day: day.day)
    numbers = {"kind": "numeric", "range": {"min": "0", "max": "60"}}
    found = run(world, asked(makes, MONTH | {"source": [LEVEL], "yes_if": None}, **numbers), Reach(windows=2))
    assert [one.outcome for one in found.tried] == [Amount(Decimal("31.0")), Amount(Decimal("31.0"))]


def test_a_first_day_and_an_option_are_told_in_words(world: Any, makes: Any) -> None:
    publishes(world, lambda day: 13 if day.month == 1 and day.day >= 5 else 6)
    dates = {"kind": "date", "range": {"min": "2026-12-01", "max": "2026-12-31"}, **SOON}
    first = asked(
        makes, MONTH | {"source": [LEVEL], "yes_if": None, "first_day": {"at_least": "12"}}, **dates
    )
    found = run(world, first, Reach(windows=2))
    assert [one.outcome for one in found.tried] == [OnDay(date(2026, 1, 5)), OnDay(None)]
    rate = base_rate(found)
    assert rate is not None
    assert "happened once, later or never once" in base_rate_words(rate)
    options = [{"label": "few", "below": "10"}, {"label": "many", "at_least": "10"}]
    choice = asked(makes, {"yes_if": None}, kind="multiple_choice", ordered=True, option=options)
    found = run(world, choice, Reach(windows=2))
    assert {one.outcome for one in found.tried} == {Chosen("few")}
    told = base_rate(found)
    assert told is not None
    assert "few 2 times" in base_rate_words(told)


def test_numbers_are_told_from_least_to_most(world: Any, makes: Any) -> None:
    publishes(world, lambda day: day.month)
    found = run(
        world,
        asked(makes, {"yes_if": None}, kind="numeric", range={"min": "0", "max": "60"}),
        Reach(windows=4),
    )
    rate = base_rate(found)
    assert rate is not None
    assert base_rate_words(rate, "points").endswith(
        "said 2.0 to 11 points, 8 in the middle".replace("2.0", "2")
    )


def test_more_requests_than_allowed_are_not_made(world: Any, makes: Any) -> None:
    world.says(13, "2026-02-10")
    for_days = {
        "name": "http_json",
        "value": "value",
        "params": {"url": "https://data.example.org/value", "select": "value", "query": {"to": "{last}"}},
    }
    found = run(world, asked(makes, {"source": [for_days], "yes_if": {"at_least": "12"}}), Reach(requests=3))
    assert len(world.asked) == 3
    assert len(found.tried) == 3
    assert "not asked: a trial makes at most 3 requests" in found.before


def test_a_source_without_a_past_beside_one_with_a_past_says_nothing(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 13)
    live = {
        "name": "http_json",
        "value": "value",
        "params": {"url": "https://data.example.org/value", "select": "value"},
    }
    gone = {"name": "nobody.has_this", "value": "value"}
    sources = [
        live,
        gone,
        series(),
        {"name": "manual", "value": "answer", "params": {"ask": "?"}, "fallback": True},
    ]
    found = run(world, asked(makes, {"source": sources, "yes_if": {"at_least": "12"}}), Reach(windows=1))
    assert found.tried[0].outcome == YesNo(yes=True)
    assert world.asked == ["/series.csv"]


def test_where_nothing_can_be_decided_the_base_rate_says_so(world: Any, makes: Any) -> None:
    world.breaks(path="/series.csv")
    rate = base_rate(run(world, asked(makes, {})))
    assert rate is not None
    assert (rate.decided, rate.tried) == (0, 1)
    assert base_rate_words(rate).startswith(
        "nothing could be decided from 2025-10-01 to 2025-12-31: http_csv: "
    )


def test_it_has_the_form_that_programs_rely_on(world: Any, makes: Any) -> None:
    publishes(world, lambda day: 13 if day.year == 2024 else 6)
    question = asked(makes, {"yes_if": {"at_least": "12.0"}})
    said = backtest_json(question, run(world, question))
    assert (said["schema"], said["from"], said["restated"], said["own_window"]) == (1, "history", True, None)
    assert said["note"] == "one file, restated: not what was seen then"
    newest = said["windows"][0]
    assert (newest["days"], newest["would_say"], newest["value"]) == (["2025-10-01", "2025-12-31"], "NO", 6)
    assert newest["decidable_at"] == "2026-01-20T00:00:00+00:00"
    assert (said["base_rate"]["said"], said["base_rate"]["tried"]) == ({"NO": 4, "YES": 4}, 8)


def test_a_fallback_speaks_after_its_time_in_the_past_too(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 13)
    world.breaks(path="/broken.csv")
    sources = [series("/broken.csv"), series() | {"fallback": True}]
    found = run(world, asked(makes, {"source": sources, "fallback_after": "30d"}), Reach(windows=1))
    (one,) = found.tried
    assert one.outcome == YesNo(yes=True)
    assert one.decidable_at is not None
    assert one.decidable_at.date() == date(2026, 2, 19)


def test_one_file_cannot_confirm_itself_so_confirmations_are_left_out(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 13)
    twice = {"confirmations": {"readings": 2, "apart": "7d"}}
    assert run(world, asked(makes, twice), Reach(windows=1)).tried[0].outcome == YesNo(yes=True)
    by_day = MONTH | twice | {"source": [LEVEL], "yes_if": {"at_least": "12"}}
    days = run(world, asked(makes, by_day, **SOON), Reach(windows=1)).tried[0]
    assert days.decidable_at is not None
    assert days.decidable_at.date() == date(2026, 1, 8)
    total = MONTH | twice | {"source": [series(aggregate="sum", nature="total")]}
    assert run(world, asked(makes, total, **SOON), Reach(windows=1)).tried[0].outcome == YesNo(yes=True)


def test_days_before_a_series_begins_are_not_counted(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 13, first="2025-12-20")
    question = asked(makes, MONTH | {"source": [LEVEL], "yes_if": {"below": "12"}}, **SOON)
    found = run(world, question)
    assert (len(found.tried), found.before[:17]) == (1, "before 2026-01-01")
    assert (found.by_day[0].day, len(found.by_day)) == (date(2026, 1, 1), 31)
