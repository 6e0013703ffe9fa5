"""A ledger without a question: every screen says what is not there, and by which key or command something comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from ledger.cli.main import COMMANDS
from ledger.journal.append import Journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

SIZE = (80, 24)
WAY = re.compile(r"fledger (\w+)|\b(?:n|3|u|U) (?:forecasts|lists|looks|takes) ")
SCREENS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "u")


@pytest.fixture
def bare(empty: Stage) -> Stage:
    """A ledger that holds its first entry and nothing else."""
    Journal.create(empty.settings.ledger, clock=empty.clock, opened_by="mira").close()
    return empty


@pytest.mark.no_cover
@pytest.mark.parametrize("key", SCREENS)
async def test_a_screen_with_nothing_names_a_way_to_something(
    bare: Stage, press: Any, seen: Callable[[Any], str], key: str
) -> None:
    app = bare.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, key)
        told = " ".join(seen(pilot).split())
        assert (found := list(WAY.finditer(told))), told
        assert {one[1] for one in found if one[1]} <= set(COMMANDS)


async def test_every_view_of_calibration_says_what_is_missing_and_offers_no_more_of_it(
    bare: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = bare.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        for _ in range(6):
            told = " ".join(seen(pilot).split())
            assert "has resolved yet. n forecasts the next one that waits." in told
            assert "All detail" not in told
            assert "shows it anyway" not in told
            assert "Said and happened" not in told
            await press(pilot, "v")


@pytest.mark.parametrize(("key", "nothing"), [("3", "No question fits."), ("0", "No entry fits.")])
async def test_a_list_narrowed_to_nothing_tells_the_way_to_all_and_it_leads_there(
    stage: Stage, press: Any, seen: Callable[[Any], str], key: str, nothing: str
) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, key, "slash", "q", "x", "q", "enter")
        assert f"{nothing} / and ^u there show all again." in seen(pilot)
        await press(pilot, "slash", "ctrl+u", "enter")
        assert nothing not in seen(pilot)


async def test_looking_once_more_lists_the_requests_as_they_are_now(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "u")
        before = seen(pilot)
        assert "not due" in before
        stage.clock.at = stage.clock.at.replace(year=stage.clock.at.year + 1)
        await press(pilot, "u")
        assert type(app.screen).__name__ == "LookScreen"
        assert "Enter Send" in seen(pilot).splitlines()[-1]
