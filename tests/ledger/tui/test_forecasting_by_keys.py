"""Forecasting, undoing, skipping, noting and withdrawing with the keyboard; everything ends in the journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ledger.journal.refused import NoMoreForecastsError
from ledger.record.forecasts import of_question
from ledger.record.trail import notes
from ledger.slips import SLIP_FOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ledger.record.forecasts import ForecastRow
    from tests.ledger.tui.stage import Stage

SIZE = (80, 24)


def _mine(stage: Stage, question: str) -> tuple[ForecastRow, ...]:
    with stage.record() as record:
        return of_question(record, question, by="mira")


async def _open(pilot: Any, press: Any, question: str) -> None:
    await press(pilot)
    pilot.app.forecast_on(question)
    await press(pilot)


async def test_a_bare_35_asks_back_and_nothing_is_saved(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "bill-2026")
        await press(pilot, "3", "5", "enter")
        assert "35 could mean more than one thing" in seen(pilot)
        await press(pilot, "%", "enter", "enter")
        assert "saved 35 % · was 3 %" in seen(pilot)
    assert [one.probability for one in _mine(stage, "bill-2026")] == [0.35, 0.03]


async def test_certainty_is_asked_back_about_once(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "bill-2026")
        await press(pilot, *"100", "%", "enter")
        assert "leave no room for surprise" in seen(pilot)
        assert len(_mine(stage, "bill-2026")) == 1
        await press(pilot, "enter", "enter")
        assert "saved 100 %" in seen(pilot)


async def test_enter_keeps_only_where_the_value_is_typed(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "bill-2026")
        assert "Enter keeps it" in seen(pilot)
        await press(pilot, *"35", "%", "enter", "enter")
        assert "saved 35 %" in seen(pilot)
        assert "Enter keeps it" not in seen(pilot)
        await press(pilot, "f")
        assert "Enter keeps it" in seen(pilot)


async def test_nudging_moves_by_one_and_five_and_stops_at_the_ends(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "bill-2026")
        field = app.screen.query_one("#value")
        await press(pilot, "up")
        assert field.value == "4%", "from my last forecast, 3 %"
        await press(pilot, "pageup", "down")
        assert field.value == "8%"
        await press(pilot, "pagedown", "pagedown")
        assert field.value == "0%"


async def test_undo_puts_the_old_forecast_back_as_a_marked_slip(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "bill-2026")
        await press(pilot, *"90", "%", "enter", "enter", "z")
        assert "taken back 90 % on bill-2026 · again 3 %" in seen(pilot)
        assert "z Undo" not in seen(pilot)
    newest = _mine(stage, "bill-2026")[0]
    assert newest.probability == 0.03
    assert newest.corrected is not None


async def test_undo_of_a_first_forecast_leaves_none(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-12-months-2028")
        await press(pilot, *"90", "%", "enter", "enter", "z")
        assert "taken back 90 % on lead-12-months-2028 · you have no forecast there" in seen(pilot)
    assert _mine(stage, "lead-12-months-2028")[0].ended_at is not None


async def test_after_some_minutes_there_is_no_undo(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "bill-2026")
        await press(pilot, *"90", "%", "enter", "enter")
        assert "z Undo" in seen(pilot)
        stage.clock.move(SLIP_FOR + timedelta(minutes=1))
        await press(pilot, "z")
    assert _mine(stage, "bill-2026")[0].probability == 0.9


async def test_options_keep_their_sum_at_one(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "who-leads-2027")
        await press(pilot, "6", "0", "down", "right", "right_square_bracket", "enter", "enter")
        assert "saved" in seen(pilot)
    (mine,) = _mine(stage, "who-leads-2027")
    said = mine.says["options"]
    assert isinstance(said, list)
    assert [label for label, _ in said] == ["the first", "the second", "somebody else"]
    assert sum(float(chance) for _, chance in said) == pytest.approx(1.0, abs=1e-12)
    assert said[1] == ["the second", "0.260"]


async def test_quantiles_are_saved_and_drawn(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-months-2028")
        await press(pilot, *(key if key != " " else "space" for key in "p10 4 p50 7 p90 14"))
        assert "████" in seen(pilot)
        assert "12 or more: 21 % · 10 % below 4 · 10 % above 14" in seen(pilot)
        await press(pilot, "enter", "enter")
        assert "saved p10 4 · p50 7 · p90 14 months" in seen(pilot)


async def test_dates_are_saved(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "report-out-first-day")
        await press(
            pilot,
            *(key if key != " " else "space" for key in "p50 2027-01-01 p90 2027-05-01"),
            "enter",
            "enter",
        )
        assert "saved p50 2027-01-01" in seen(pilot)


async def test_n_walks_the_queue_and_ends_where_nothing_waits(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    for question, text in (
        ("lead-12-months-2028", "10%"),
        ("who-leads-2027", "20/30/50"),
        ("report-out-first-day", "p50 2027-01-01"),
    ):
        stage.say(question, text)
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "n")
        assert "Lead in months" in seen(pilot), "its value moved past my forecast"
        await press(pilot, "ctrl+s", "1")
        assert "Nothing waits for you" in seen(pilot)
        await press(pilot, "escape")
        assert "[1 Today]" in seen(pilot)


async def test_badly_worded_becomes_a_note_for_the_maintainer(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "n", "ctrl+n", "ctrl+n", "ctrl+s", "2", *"which", "enter")
    with stage.record() as record:
        (note,) = notes(record, "lead-12-months-2028")
    assert (note.text, note.badly_worded, note.who) == ("which", True, "mira")


async def test_an_empty_note_is_refused_with_a_sentence(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        app.open_question("bill-2026")
        await press(pilot, "m", "enter")
        assert "A note needs words." in seen(pilot)
        await press(pilot, *"hm", "enter")
        assert "noted" in seen(pilot)


async def test_a_closed_question_is_not_offered_to_be_forecast_and_says_so_at_once(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        app.open_question("bill-2026")
        await press(pilot)
        assert "f Forecast" in seen(pilot)
        stage.clock.at = datetime(2026, 12, 25, tzinfo=UTC)
        await press(pilot, "escape")
        app.open_question("bill-2026")
        await press(pilot)
        assert "f Forecast" not in seen(pilot)
        await _open(pilot, press, "bill-2026")
        assert "It takes no more forecasts." in seen(pilot)
        assert not app.screen.query_one("#fields").display
        assert "^t Withdraw" not in seen(pilot)
        await press(pilot, "n")
        assert app.screen.query_one("#fields").display, "the walk goes on to what can be forecast"


def test_what_closed_meanwhile_is_refused_in_words_of_the_question(stage: Stage) -> None:
    stage.clock.at = datetime(2026, 12, 25, tzinfo=UTC)
    with pytest.raises(NoMoreForecastsError) as told:
        stage.say("bill-2026", "4%")
    assert str(told.value) == (
        "Nothing was recorded: it closed on 2026-12-20, and bill-2026 takes no more forecasts."
    )


async def test_withdrawing_asks_once(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        app.open_question("bill-2026")
        await press(pilot, "w", "escape")
        assert _mine(stage, "bill-2026")[0].ended_at is None
        await press(pilot, "w", "enter")
        assert "withdrawn" in seen(pilot)
        assert _mine(stage, "bill-2026")[0].ended_at is not None
        await press(pilot, "w")
        assert "no forecast of yours stands here" in seen(pilot)


async def test_figures_and_crowd_are_hidden_until_i_answered(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(80, 60)) as pilot:
        await _open(pilot, press, "lead-12-months-2028")
        hidden = seen(pilot)
        assert "“##-## months”" in hidden
        assert "25 %" not in hidden
        await press(pilot, "ctrl+r")
        shown = seen(pilot)
        assert "“12-24 months”" in shown
        assert "crowd 25 % (2)" in shown
        assert "^r Reveal" in hidden
        assert "Reveal" not in shown


async def test_escape_goes_from_the_reason_to_the_value_and_then_back(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "bill-2026")
        await press(pilot, *"40", "%", "enter", "escape")
        assert app.screen.query_one("#value").has_focus
        await press(pilot, "escape")
        assert "[1 Today]" in seen(pilot)
