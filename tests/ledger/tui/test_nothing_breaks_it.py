"""What a hurried hand, a full disk, a damaged file and another program do to the app: a sentence at most, never its end."""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from ledger.record.forecasts import of_question
from ledger.saved_views import FILE
from ledger.tui.keeping import FILE as KEPT
from ledger.tui.screens.case import CaseScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.ledger.tui.stage import Stage


def burst(app: Any, *keys: str) -> None:
    """Keys as a held key or a slow line brings them: before any of them was answered."""
    for key in keys:
        app.post_message(Key(key, None))


def count(stage: Stage, kind: str) -> int:
    with stage.record() as record:
        row = record.one("SELECT count(*) FROM log_entries WHERE kind = ?", (kind,))
    return int(row[0]) if row else 0


async def test_labels_go_when_the_terminal_is_resized_again_and_again(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "ctrl+o")
        app.screen.on_resize(None)
        app.screen.on_resize(None)
        await pilot.resize_terminal(80, 24)
        await press(pilot)
        assert app.is_running
        assert len(app.screen_stack) == 1


async def test_two_quick_clicks_beside_the_palette_close_it_once(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+p")
        await pilot.click(offset=(2, 37), times=2)
        await press(pilot)
        assert app.is_running
        assert len(app.screen_stack) == 1


@pytest.mark.no_cover
@pytest.mark.parametrize("then", ["enter", "escape"])
@pytest.mark.parametrize(
    ("opened", "first"),
    [(("ctrl+p",), "enter"), (("3", "v"), "enter"), (("5", "w"), "enter"), (("3", "ctrl+o"), "a")],
    ids=["palette", "saved views", "whose", "jump"],
)
async def test_what_stands_above_a_screen_closes_once(
    opened: tuple[str, ...], first: str, then: str, stage: Stage, press: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *opened)
        assert len(app.screen_stack) == 2
        burst(app, first, first, then)
        await press(pilot)
        assert app.is_running
        assert app.screen_stack


@pytest.mark.no_cover
async def test_a_command_of_the_palette_that_is_chosen_twice_is_done_once(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "enter", "ctrl+p", *"note: ", "down")
        burst(app, "enter", "enter", "enter")
        await press(pilot)
        assert len(app.screen_stack) == 3  # the list, the question and one panel


async def test_pages_of_a_palette_that_is_still_being_filled(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+p", "down")
        burst(app, "pagedown", "e", "pagedown", "x", "pageup", "pagedown")
        await press(pilot)
        assert app.is_running


async def test_enter_pressed_again_and_again_writes_one_note(stage: Stage, press: Any) -> None:
    before = count(stage, "NoteAdded")
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "enter", "m", *"hello")
        burst(app, "enter", "enter", "enter")
        await press(pilot)
    assert count(stage, "NoteAdded") == before + 1


@pytest.mark.no_cover
async def test_enter_pressed_again_and_again_writes_one_forecast(stage: Stage, press: Any) -> None:
    before = count(stage, "ForecastMade")
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "f", "ctrl+u", *"35%", "enter", *"so")
        burst(app, "enter", "enter", "enter")
        await press(pilot)
    assert count(stage, "ForecastMade") == before + 1


async def test_what_is_typed_ahead_of_the_screen_goes_into_the_field_it_was_meant_for(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        app.forecast_on("bill-2026")
        await press(pilot)
        burst(app, "ctrl+u", *"25", "backspace", *"4%", "up", "up", "pageup", "down", "down", "down", "down")
        burst(app, "enter", *"so x", "backspace", "enter")
        await press(pilot)
        assert "saved 27 %" in seen(pilot)
    with stage.record() as record:
        (newest, *_) = of_question(record, "bill-2026", by="mira")
    assert (newest.probability, newest.reason) == (0.27, "so")


async def test_options_typed_ahead_of_the_screen_are_in_order_too(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        app.forecast_on("who-leads-2027")
        await press(pilot)
        burst(app, *"60", "down", *"30", "enter", *"in 2 years", "enter")
        await press(pilot)
    with stage.record() as record:
        (newest, *_) = of_question(record, "who-leads-2027", by="mira")
    assert newest.reason == "in 2 years"
    chances = [["the first", "0.600"], ["the second", "0.300"], ["somebody else", "0.100"]]
    assert newest.says["options"] == chances


async def test_the_panel_of_an_act_may_be_filled_in_one_burst(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        app.push_screen(CaseScreen("bill-2026"))
        await press(pilot, "a")
        for text in "yes", "https://example.org/act", "2026-11-20", "it was signed":
            burst(app, *text, "enter")
        await press(pilot)
        assert "proposed YES" in seen(pilot)


async def test_a_warning_about_what_was_typed_ahead_stays(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        app.forecast_on("bill-2026")
        await press(pilot)
        burst(app, "ctrl+u", *"27", "enter")
        await press(pilot)
        assert "write 27% or 0.27" in seen(pilot)


async def test_views_that_cannot_be_written_are_told_of(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    (stage.settings.home / f"{FILE}.new").mkdir()
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "v", "n", *"mine", "enter")
        assert "The views stay as they were." in seen(pilot)
        assert app.is_running


async def test_rows_that_cannot_be_read_are_told_of_and_read_again_later(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        aside = stage.settings.ledger.with_suffix(".aside")
        stage.settings.ledger.rename(aside)
        app.screen.table.forget()
        await press(pilot)
        assert app.is_running
        assert "no ledger" in seen(pilot).lower()
        aside.rename(stage.settings.ledger)
        app.screen.reload()
        await press(pilot)
        assert "bill becomes law" in seen(pilot)


@pytest.mark.parametrize("what", ["ledger", "home"])
async def test_where_the_ledger_vanished_every_key_of_a_screen_says_so_and_then_goes_on(
    stage: Stage, press: Any, seen: Callable[[Any], str], what: str
) -> None:
    vanishing = stage.settings.ledger if what == "ledger" else stage.settings.home
    aside = vanishing.with_name("aside")
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        vanishing.rename(aside)
        async with asyncio.timeout(20):  # the watch asks in its own time
            while not app.lost:
                await pilot.pause(0.05)
        for key in "2", "9", "0", "n", "u":
            await press(pilot, key)
            assert "There is no ledger in" in seen(pilot), key
        aside.rename(vanishing)
        async with asyncio.timeout(20):
            while "the ledger can be read again" not in seen(pilot):
                await pilot.pause(0.05)
        await press(pilot, "2")
        assert "[2 Claims]" in seen(pilot)
        assert "make it a crime" in seen(pilot)
        await press(pilot, "n")
        assert "There is no ledger in" not in seen(pilot)


async def test_a_ledger_put_in_the_place_of_this_one_is_shown_as_what_it_is(
    new_stage: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    stage, other = new_stage(), new_stage(simulated=True)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        assert "SIMULATED" not in seen(pilot)
        beside = stage.settings.home / "beside.db"
        shutil.copy(other.settings.ledger, beside)
        beside.rename(stage.settings.ledger)
        app.ask_who_wrote()
        await press(pilot)
        assert "SIMULATED" in seen(pilot)
        stage.say("bill-2026", "88%")
        app.ask_who_wrote()
        await press(pilot)
        assert "88 %" in seen(pilot)


async def test_what_is_kept_may_be_no_file_at_all(stage: Stage, press: Any) -> None:
    os.mkfifo(stage.settings.home / KEPT)
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        assert app.is_running
