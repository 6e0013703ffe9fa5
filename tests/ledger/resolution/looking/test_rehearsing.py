"""If it resolved today: over a real server, without a ledger, written nowhere."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ledger.resolution.looking.rehearsal_json import number, rehearsal_json
from ledger.resolution.looking.rehearse import rehearse
from resolvers.fetch import Fetcher, FetchSettings

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
TODAY = NOW.date()
EARLIER = date(2025, 12, 19)


def rehearsed(world: Any, question: Any, today: date = TODAY) -> dict[str, Any]:
    async def work() -> dict[str, Any]:
        async with Fetcher(FetchSettings(mirrors=world.mirrors), lambda: NOW) as network:
            return rehearsal_json(await rehearse(question, today, network.fetch))

    return asyncio.run(work())


def test_it_has_the_form_that_programs_rely_on(world: Any, makes: Any) -> None:
    world.says(11.958, "2025-12-18")
    question = makes.question({"digits": 1, "unit": "months"})
    found = rehearsed(world, question, EARLIER)
    assert {
        key: found[key] for key in ("schema", "question", "state", "value", "unit", "as_of", "would_resolve")
    } == {
        "schema": 1,
        "question": "q",
        "state": "reading",
        "value": 12,
        "unit": "months",
        "as_of": "2025-12-18",
        "would_resolve": "YES",
    }
    (reading,) = found["readings"]
    assert (reading["source"], reading["values"], reading["exact"]) == (
        "http_json",
        {"value": 11.96},
        {"value": "11.958"},
    )
    assert reading["covers"] == ["2025-12-18", "2025-12-18"]
    assert reading["evidence"][0]["url"] == "https://data.example.org/value"
    assert len(reading["evidence"][0]["sha256"]) == 64
    assert reading["evidence"][0]["fetched_at"] == "2026-02-10T12:00:00+00:00"


def http_source(**params: Any) -> dict[str, Any]:
    """A source whose address names the days it is asked for."""
    said = {
        "url": "https://data.example.org/value",
        "select": "value",
        "as_of": "as_of",
        "max_age": 365,
        **params,
    }
    return {"name": "http_json", "value": "value", "params": said}


def test_a_window_under_way_shows_so_far_and_last_time_and_goes_by_so_far(world: Any, makes: Any) -> None:
    world.says(3, "2026-02-10")
    found = rehearsed(world, makes.question({"source": [http_source(query={"to": "{last}"})]}))
    assert [reading["stands"] for reading in found["readings"]] == ["so_far", "last_time"]
    assert found["would_resolve"] == "NO"
    assert "so far" in found["reason"]


@pytest.mark.parametrize(
    ("body", "status", "state", "words"),
    [
        (b"<html>moved</html>", 200, "unusable", "shape changed"),
        (b"gone", 404, "unusable", "source missing"),
        (b"no", 500, "unusable", "down"),
        (b'{"value": null, "as_of": "2026-02-10"}', 200, "not_yet", "Nothing stands at value yet"),
        (b'{"value": 3, "as_of": "2024-01-01"}', 200, "unusable", "stale"),
    ],
)
def test_what_cannot_be_read_is_named_and_would_resolve_nothing(
    world: Any, makes: Any, body: bytes, status: int, state: str, words: str
) -> None:
    world.breaks(body, status)
    found = rehearsed(world, makes.question())
    assert (found["state"], found["value"], found["would_resolve"], found["readings"]) == (
        state,
        None,
        None,
        [],
    )
    assert words in found["reason"]
    assert found["troubles"][0]["source"] == "http_json"


def test_the_first_source_that_can_be_read_speaks(world: Any, makes: Any) -> None:
    world.breaks(path="/value")
    world.says(13, "2026-02-10", path="/other")
    first, second = makes.question().said["resolution"]["source"][0], {}
    second = {**first, "params": {**first["params"], "url": "https://other.example.org/other"}}
    found = rehearsed(world, makes.question({"source": [first, second]}))
    assert (found["state"], found["would_resolve"]) == ("reading", "YES")
    assert [trouble["state"] for trouble in found["troubles"]] == ["unusable"]


def test_a_value_in_another_unit_is_not_used(world: Any, makes: Any) -> None:
    world.says(13, "2026-02-10")
    source = makes.question().said["resolution"]["source"][0]
    in_days = {**source, "params": {**source["params"], "unit": "days"}}
    found = rehearsed(world, makes.question({"unit": "months", "source": [in_days]}))
    assert (found["state"], found["value"]) == ("unusable", None)
    assert "in days, the question is in months" in found["reason"]


def test_a_question_for_people_needs_one(world: Any, makes: Any) -> None:
    manual = {"name": "manual", "value": "answer", "params": {"ask": "How many?"}}
    found = rehearsed(world, makes.question({"source": [manual]}))
    assert (found["state"], found["reason"]) == ("needs_person", "a person answers this")
    assert world.asked == []


def test_a_run_of_days_is_rehearsed_by_the_day(world: Any, makes: Any) -> None:
    world.says(13, "2026-02-10")
    held = {"at_least": "12", "held_for": {"days": 5}}
    window = {"any_day": ["2026-01-01", "2026-03-31"], "max_gap": "3d"}
    found = rehearsed(
        world, makes.question({"window": window, "yes_if": {"all": [held, {"not": {"below": "5"}}]}})
    )
    assert found["would_resolve"] == "YES"


def test_a_date_question_would_resolve_to_the_events_own_day(world: Any, makes: Any) -> None:
    world.says("2026-02-03", "2026-02-10")
    source = makes.question().said["resolution"]["source"][0]
    event = {**source, "params": {**source["params"], "type": "date", "nature": "event"}}
    window = {"any_day": ["2026-01-01", "2026-03-31"], "max_gap": "3d"}
    rule = {"window": window, "yes_if": None, "first_day": {"happened": True}, "source": [event]}
    question = makes.question(rule, kind="date", range={"min": "2026-01-01", "max": "2026-03-31"})
    assert rehearsed(world, question)["would_resolve"] == "2026-02-03"


def test_a_source_that_cannot_be_made_is_named(world: Any, makes: Any) -> None:
    found = rehearsed(world, makes.question({"source": [{"name": "nobody.has_this", "value": "value"}]}))
    assert (found["state"], world.asked) == ("unusable", [])
    assert "No source is called 'nobody.has_this'" in found["reason"]


def test_a_series_that_stopped_is_not_hidden_behind_an_older_span(world: Any, makes: Any) -> None:
    world.says(3, "2024-12-31")
    found = rehearsed(world, makes.question())
    assert found["state"] == "unusable"
    assert len(world.asked) == 1


def test_text_and_day_values_are_shown_as_they_are(world: Any, makes: Any) -> None:
    world.says("passed", "2026-02-10")
    source = makes.question().said["resolution"]["source"][0]
    text = {**source, "params": {**source["params"], "type": "text"}}
    found = rehearsed(world, makes.question({"source": [text], "yes_if": {"is_one_of": ["passed"]}}))
    assert (found["value"], found["would_resolve"]) == (None, "YES")
    assert found["readings"][0]["values"] == {"value": "passed"}


def test_nothing_is_no_number() -> None:
    assert number(None) is None
