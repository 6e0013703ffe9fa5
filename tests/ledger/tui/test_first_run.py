"""From no home to a recorded forecast, by keys alone, as somebody does who has just installed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.journal.append import Journal
from ledger.journal.verify import verify
from ledger.record.forecasts import of_question
from ledger.record.opening import Record
from ledger.tui.screens.forecast import ForecastScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.ledger.tui.stage import Stage

CHANCE = ("3", "5", "%", "enter")


async def test_a_newcomer_reaches_a_recorded_forecast_by_keys(
    empty: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = empty.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "No ledger yet." in seen(pilot)
        assert "make one in" in seen(pilot)
        await press(pilot, "enter")
        assert "5 questions were taken from “Two Futures”" in seen(pilot)
        assert "1 request to 1 host" in seen(pilot)
        await press(pilot, "n")
        assert "without your forecast" in seen(pilot)
        await press(pilot, "n")
        assert "The bill becomes law" in seen(pilot)
        await press(pilot, *CHANCE, *"bills", "enter")
        assert "saved 35 %" in seen(pilot)
    with Record.open(empty.settings.ledger) as record:
        (mine,) = of_question(record, "bill-2026", by="mira")
    assert (mine.probability, mine.reason, mine.grade) == (0.35, "bills", "seen")
    assert verify(empty.settings.ledger).ok


async def test_a_newcomer_can_forecast_at_once(empty: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app = empty.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f")
        assert "No ledger yet." in seen(pilot), "there is nothing to forecast yet"
        await press(pilot, "enter", "f")
        assert "1 of 5 · 5 new" in seen(pilot)
        await press(pilot, *CHANCE, "enter")
        assert "saved 35 %" in seen(pilot)
        await press(pilot, "escape")
        assert app.current_mode == "today"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_the_name_stands_below_its_words_and_three_ways_lead_on(
    size: tuple[int, int], empty: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = empty.app()
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        lines = seen(pilot).splitlines()
        words = next(at for at, line in enumerate(lines) if "Your name on forecasts" in line)
        assert lines[words + 1].strip() == "mira"
        await press(pilot, "enter")
        ways = [
            line.split()[0] for line in seen(pilot).splitlines() if line.startswith(("  y ", "  n ", "  f "))
        ]
        assert ways == ["y", "n", "f"]


async def test_the_name_that_was_typed_stands_on_the_ledger(empty: Stage, press: Any) -> None:
    app = empty.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "x", "enter")
        assert app.desk.me == "mira", "the settings of this home name somebody already, and are kept"
    with Record.open(empty.settings.ledger) as record:
        assert record.opened_by == "x"


async def test_before_there_is_a_ledger_no_screen_can_be_reached(empty: Stage, press: Any) -> None:
    app = empty.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "3", "u", "n")
        assert app.current_mode == "welcome"
        assert not empty.settings.ledger.exists()


async def test_a_refused_beginning_is_said_and_can_be_tried_again(
    empty: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = empty.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        Journal.create(empty.settings.ledger, clock=empty.clock, opened_by="somebody else").close()
        await press(pilot, "enter")
        assert "There is a ledger in" in seen(pilot)
        empty.settings.ledger.unlink()
        await press(pilot, "enter")
        assert "A new ledger in" in seen(pilot)


async def test_the_demo_key_leaves_for_the_demo(empty: Stage, press: Any) -> None:
    app = empty.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d")
    assert app.return_value == "demo"


async def test_looking_at_once_goes_by_way_of_the_sources_to_today(
    empty: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = empty.app()
    async with app.run_test(size=(80, 24)) as pilot:
        (empty.settings.home / "forecasts" / "two-futures" / "lead-months-2028.toml").unlink()
        (empty.settings.home / "forecasts" / "two-futures" / "lead-12-months-2028.toml").unlink()
        await press(pilot, "enter")
        assert "No source needs a look." in seen(pilot)
        await press(pilot, "y")
        assert "No open question has a source to look at." in seen(pilot)
        await press(pilot, "escape")
        assert app.current_mode == "today"
        assert not isinstance(app.screen, ForecastScreen)
