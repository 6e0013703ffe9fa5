"""The bottom line: what has no room is told of, whole words alone are shown, and the ways back, out and to help stay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ledger.tui.screens.help import HelpScreen
from ledger.tui.widgets.key_line import KeyLine
from ledger.tui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


def shown(text: str) -> list[str]:
    """What stands in the bottom line, key by key, without what is told at its right."""
    return [one.strip() for one in text.splitlines()[-1].split("  ") if one.strip()]


async def test_where_keys_have_no_room_help_is_called_more_and_tells_them(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3")
        every = [f"{key} {does}" for key, does in app.screen.query_one(KeyLine).keys()]  # noqa: SIM118 a widget
        below = shown(seen(pilot))
        assert below[-2:] == ["q Quit", "? more"]
        assert set(below[:-1]) < set(every)
        await pilot.click(offset=(seen(pilot).splitlines()[-1].index("? more"), 19))
        await press(pilot)
        assert isinstance(app.screen, HelpScreen)
        told = app.screen.query_one("#panel-page").text  # type: ignore[attr-defined]
        assert [one for one in every if f"{one.split(' ', 1)[1]}" not in told and "Help" not in one] == []


async def test_where_every_key_has_room_help_is_called_help(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        assert "? Help" in shown(seen(pilot))
        assert "more" not in seen(pilot).splitlines()[-1]


async def test_the_way_back_stays_however_narrow_the_line_is(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(40, 20)) as pilot:
        await press(pilot, "n")
        assert shown(seen(pilot))[-3:] == ["esc Back", "^q Quit", "f1 more"]
        await pilot.resize_terminal(120, 40)
        await press(pilot)
        assert [one for one in ("^s Skip", "esc Back", "f1 Help") if one not in shown(seen(pilot))] == []


async def test_forecasting_is_offered_where_the_line_under_the_cursor_takes_forecasts(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        assert "f Forecast" not in shown(seen(pilot)), "it is resolved"
        await press(pilot, "j")
        assert "f Forecast" in shown(seen(pilot)), "it ends next"
        stage.clock.at = datetime(2026, 12, 25, tzinfo=UTC)
        await press(pilot, "2")
        table = app.screen.query_one("#claims", LineTable)
        offered = {}
        for at in range(len(table)):
            table.go(at)
            await press(pilot)
            offered[table.row] = "f Forecast" in shown(seen(pilot))
        assert {name for name, may in offered.items() if may} == {"lead-months-2028"}
        assert "bill-2026" in offered


async def test_a_list_with_no_page_beside_it_knows_from_its_own_line_what_takes_forecasts(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3")
        assert "f Forecast" in shown(seen(pilot))
        await press(pilot, "G")
        assert app.screen.query_one("#list", LineTable).row == "will-the-report-be-out-2026"
        assert "f Forecast" not in shown(seen(pilot))
