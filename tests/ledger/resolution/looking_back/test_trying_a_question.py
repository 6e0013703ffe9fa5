"""A question tried before it is asked: everything its writer wants to know, from one look at its sources."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from ledger.cli.trial_page import trial_lines
from ledger.questions.outcome import Chosen
from ledger.resolution.looking_back.backtest_history import Reach
from ledger.resolution.looking_back.base_rate import base_rate_words
from ledger.resolution.looking_back.distance import InOption, ToThreshold, distance, distance_words
from ledger.resolution.looking_back.trial import decidable_from, try_question
from ledger.resolution.looking_back.trial_json import base_rate_json, trial_json
from resolvers.fetch import Fetcher, FetchSettings
from tests.ledger.resolution.looking_back.past import publishes, series

if TYPE_CHECKING:
    from ledger.resolution.looking_back.trial import Trial

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
TODAY = NOW.date()
QUARTER = {"over": ["2026-10-01", "2026-12-31"]}
LATER = {
    "opens_at": "2026-01-01",
    "closes_at": "2026-12-31",
    "resolves_at": "2027-01-20",
    "gives_up_at": "2027-06-30",
}


def tried(world: Any, question: Any, **more: Any) -> Trial:
    async def work() -> Trial:
        async with Fetcher(FetchSettings(mirrors=world.mirrors), lambda: NOW) as network:
            return await try_question(question, TODAY, network.fetch, **more)

    return asyncio.run(work())


def quarterly(makes: Any, **rule: Any) -> Any:
    return makes.question({"window": QUARTER, "source": [series()], "digits": 1, **rule}, **LATER)


def test_one_look_tells_value_distance_base_rate_end_and_whose_data_it_is(world: Any, makes: Any) -> None:
    publishes(world, lambda day: 13 if day.year == 2024 else 6)
    found = tried(world, quarterly(makes, yes_if={"at_least": "12.0"}))
    assert (found.value, found.would_resolve, found.as_of) == (Decimal("6.0"), "NO", date(2026, 2, 10))
    assert found.distance == ToThreshold(Decimal("-6.0"), Decimal("12.0"))
    assert found.base_rate is not None
    assert (found.base_rate.tried, found.base_rate.yes, found.base_rate.first) == (8, 4, date(2024, 1, 1))
    assert (found.ends.days_left, found.ends.decidable_from.date()) == (324, date(2027, 1, 20))
    (credit,) = found.credits
    assert (credit.publisher, credit.licence, credit.secret, credit.trouble) == (
        "data.example.org", "as the publisher says", None, "",
    )  # fmt: skip
    assert found.missing == ()
    assert world.asked == ["/series.csv"]


def test_a_question_that_is_asked_already_is_named(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 6)
    question = quarterly(makes)
    other = makes.question()
    assert tried(world, question).nearest is None
    near = tried(world, question, others=[question, replace(other, id="older")]).nearest
    assert near is not None
    assert near.id == "older"


def test_a_source_without_a_past_has_no_base_rate_and_says_so(world: Any, makes: Any) -> None:
    world.says(3, "2026-02-10")
    found = tried(world, makes.question())
    assert (found.value, found.base_rate) == (Decimal(3), None)
    assert dict(found.missing)["base_rate"] == (
        "http_json: it says only what is so when it is read, so it has no past"
    )


def test_what_cannot_be_read_is_missing_with_its_reason(world: Any, makes: Any) -> None:
    world.breaks(b"<html>moved</html>", path="/series.csv")
    found = tried(world, quarterly(makes))
    missing = dict(found.missing)
    assert missing.keys() == {"value", "would_resolve", "distance", "base_rate"}
    assert "shape changed" in missing["value"]
    assert "no window like it could be decided" in missing["base_rate"]
    assert "shape changed" in found.credits[0].trouble


def test_an_event_has_no_base_rate(world: Any, makes: Any) -> None:
    world.says(None, "2026-02-10")
    event = {
        "name": "http_json",
        "value": "value",
        "params": {
            "url": "https://data.example.org/value", "select": "value", "as_of": "as_of",
            "type": "date", "nature": "event",
        },
    }  # fmt: skip
    found = tried(world, makes.question({"yes_if": {"happened": True}, "source": [event]}))
    assert "an event happens once" in dict(found.missing)["base_rate"]


def test_a_person_s_question_has_no_past_to_read(world: Any, makes: Any) -> None:
    manual = {"name": "manual", "value": "answer", "params": {"ask": "How many?"}}
    found = tried(world, makes.question({"source": [manual], "confirmed_by": "one_person"}))
    assert (found.confirmed_by, found.credits[0].by_hand) == ("one_person", True)
    assert "a person answers this" in dict(found.missing)["base_rate"]


def test_a_source_nobody_has_is_credited_to_nobody(world: Any, makes: Any) -> None:
    found = tried(world, makes.question({"source": [{"name": "nobody.has_this", "value": "value"}]}))
    assert (found.credits[0].publisher, found.credits[0].name) == ("", "nobody.has_this")
    assert "No source is called" in dict(found.missing)["base_rate"]


def test_before_a_window_like_it_is_over_nothing_can_be_tried(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 6)
    found = tried(world, quarterly(makes), reach=Reach(since=date(2026, 2, 1)))
    assert dict(found.missing)["base_rate"] == "no window like it is over yet"


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        ({}, "2026-04-10"),
        ({"window": {"at": "2026-03-31"}}, "2026-04-10"),
        ({"window": {"any_day": ["2026-01-01", "2026-03-31"], "max_gap": "3d"}}, "2026-04-10"),
        ({"window": {"any_day": ["2026-05-01", "2026-05-31"], "max_gap": "3d"}}, "2026-05-01"),
    ],
)
def test_the_window_tells_when_a_machine_may_first_decide(makes: Any, rule: Any, on: str) -> None:
    assert decidable_from(makes.question(rule)).date().isoformat() == on


COUNT = {
    "name": "federal_register.count",
    "value": "documents",
    "params": {"agencies": ["industry-and-security-bureau"], "type": "RULE"},
}


@pytest.mark.parametrize(
    ("yes_if", "on"),
    [
        ({"all": [{"at_least": "3"}]}, "2026-01-01"),
        ({"any": [{"at_most": "3"}, {"not": {"at_least": "9"}}]}, "2026-04-10"),
    ],
)
def test_a_total_that_never_falls_may_say_yes_from_the_first_day(makes: Any, yes_if: Any, on: str) -> None:
    question = makes.question({"source": [COUNT], "yes_if": yes_if})
    assert decidable_from(question).date().isoformat() == on


@pytest.mark.parametrize(
    ("rule", "head", "value", "words"),
    [
        ({"yes_if": {"at_least": "12"}}, {}, "12", "exactly at 12"),
        ({"yes_if": {"at_least": "12"}}, {}, "14.5", "2.5 above 12"),
        ({"yes_if": {"any": [{"below": "3"}, {"above": "9"}]}}, {}, "8", "1 below 9"),
        ({"yes_if": {"not": {"at_most": "3"}}}, {}, "2", "1 below 3"),
        ({"yes_if": {"happened": True}}, {}, "8", ""),
        ({"yes_if": None}, {"kind": "numeric", "range": {"min": "0", "max": "50"}}, "8", ""),
    ],
)
def test_the_distance_is_to_the_nearest_threshold(
    makes: Any, rule: Any, head: Any, value: str, words: str
) -> None:
    question = makes.question({"source": [series()], **rule}, **head)
    assert distance_words(distance(question, Decimal(value), None), None) == words


def test_words_for_a_base_rate_say_from_when_to_when(world: Any, makes: Any) -> None:
    publishes(world, lambda day: 13 if day.year == 2024 else 6)
    found = tried(world, quarterly(makes, yes_if={"at_least": "12.0"})).base_rate
    assert found is not None
    assert base_rate_words(found) == (
        "on the last 8 windows like it (2024-01-01 to 2025-12-31) this rule would have said YES 4 times"
    )


OPTIONS = [{"label": "few", "below": "5"}, {"label": "many", "at_least": "5"}]


def test_an_option_is_told_with_its_bounds(makes: Any) -> None:
    question = makes.question({"yes_if": None}, kind="multiple_choice", ordered=True, option=OPTIONS)
    found = distance(question, Decimal(3), Chosen("few"))
    assert found == InOption("few", (("below", Decimal(5)),))
    assert distance_words(found, "points") == "in 'few' (below 5)"
    assert distance(question, Decimal(3), None) is None
    assert distance(question, None, None) is None


def test_a_trial_of_options_is_told_to_programs_with_bounds_and_the_nearest_question(
    world: Any, makes: Any
) -> None:
    publishes(world, lambda day: 13 if day.year == 2024 else 6)
    rule = {"yes_if": None, "window": QUARTER, "source": [series()]}
    question = makes.question(rule, **LATER, kind="multiple_choice", ordered=True, option=OPTIONS)
    other = replace(question, id="older")
    said = trial_json(tried(world, question, others=[other]))
    assert said["distance"] == {"option": "many", "bounds": {"at_least": 5}}
    assert (said["nearest"]["question"], said["nearest"]["ratio"]) == ("older", 1)
    assert said["base_rate"]["said"] == {"many": 8}


def test_the_days_of_any_day_are_told_to_programs_too(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 6)
    month = {"any_day": ["2026-12-01", "2026-12-31"], "max_gap": "3d"}
    level = series(aggregate="last", max_age=3)
    question = makes.question({"window": month, "source": [level]}, **LATER | {"resolves_at": "2026-12-01"})
    rate = tried(world, question, reach=Reach(windows=1)).base_rate
    assert rate is not None
    assert (base_rate_json(rate)["days_held"], base_rate_json(rate)["days_known"]) == (0, 31)


def test_markets_are_read_too_and_say_what_they_ask(world: Any, makes: Any) -> None:
    publishes(world, lambda _: 6)
    said = {"id": "abc", "slug": "it", "question": "Will it reach 12?", "outcomeType": "BINARY"}
    world.breaks(json.dumps(said | {"probability": 0.341, "isResolved": False}).encode(), path="/v0/slug/it")
    markets = [
        {"source": "manifold.market", "params": {"slug": slug}, "differs": "all of it"}
        for slug in ("it", "gone")
    ]
    markets += [{"source": "manifold.market", "value": "price", "params": {"slug": "it"}, "differs": "x"}]
    question = makes.question({"window": QUARTER, "source": [series()]}, market=markets, **LATER)
    found = tried(world, question)
    assert trial_json(found)["markets"][0] == {
        "publisher": "Manifold",
        "chance_pct": 34.1,
        "asks": "Manifold abc: Will it reach 12?",
        "differs": "all of it",
        "trouble": None,
    }
    shown = [line.strip() for line in trial_lines(found) if line.strip().startswith("market")]
    assert shown[0].endswith("Manifold: 34.1 %; it asks: Manifold abc: Will it reach 12?; differs: all of it")
    assert "source missing" in shown[1]
    assert "Manifold: no price; it asks" in shown[2]
