"""Whose calibration is seen, from which forecasts, and handing a part of it on to the list of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.ledger.tui.calibration.pages import read_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


async def test_somebody_else_is_chosen_in_a_panel_and_named_throughout(
    resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app = resolved(40).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "w")
        assert "● mira (you)" in seen(pilot)
        await press(pilot, "j", "enter")
        assert "40 resolved of 40 yes/no questions ola forecast" in read_out(pilot)
        assert "ola expected 16 to happen" in read_out(pilot)
        assert "When ola said 40 %" in read_out(pilot)
        assert "you " not in read_out(pilot)


async def test_the_panel_chooses_which_forecast_counts_and_which_questions(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "w", "j", "j", "enter")
        assert "From each question, the first forecast that counted." in read_out(pilot)
        await press(pilot, "w", *["j"] * 5, "enter")
        assert "Only questions whose scheduled end has passed; 0 left out." in read_out(pilot)
        await press(pilot, "w", "G", "enter", "w", "escape")
        assert "Forecasts count, too, whose time is only their word." in read_out(pilot)


async def test_a_publication_cannot_be_chosen(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "w")
        text = seen(pilot)
        assert all(name in text for name in ("mira (you)", "ola", "tom"))
        assert "two-futures" not in text


async def test_a_slice_is_handed_on_to_the_list_of_questions(
    resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "V", "right", "t")
        assert 'kind:binary state:resolved by:me tag:"east"' in seen(pilot)
        assert len(app.screen.query_one("#list")) == 6


async def test_a_group_is_handed_on_where_the_last_forecast_counts_and_is_mine(
    resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = resolved(40).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "right")
        assert app.screen.check_action("post", ("calibration.list",)) is False
        await press(pilot, "w", *["j"] * 4, "enter", "right", "t")
        assert "kind:binary state:resolved by:me p>=5% p<=10%" in seen(pilot)
        assert len(app.screen.query_one("#list")) == 8
