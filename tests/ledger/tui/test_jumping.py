"""The jump overlay and one pane alone: letters lead to every place in view, and nothing else happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.tui.screens.jump import JumpScreen, Letter
from ledger.tui.widgets.line_table import LineTable
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


async def test_the_letter_of_a_row_puts_the_cursor_there(
    stage: Stage, press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        rows = seen(pilot).splitlines()
        await press(pilot, "ctrl+o")
        await looks(pilot, "jump", sizes=((80, 24),))
        assert isinstance(app.screen, JumpScreen)
        wanted = next(one.target for one in app.screen.query(Letter) if one.target.place == 2)
        assert rows[wanted.y].strip()
        await press(pilot, wanted.label)
        table = app.screen.query_one("#list", LineTable)
        assert (table.cursor, table.has_focus) == (2, True)


async def test_another_pane_has_a_letter_and_gets_the_focus(stage: Stage, press: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "ctrl+o")
        assert isinstance(app.screen, JumpScreen)
        beside = next(one.target for one in app.screen.query(Letter) if isinstance(one.target.widget, Sheet))
        await press(pilot, *beside.label)
        assert app.screen.query_one("#beside", Sheet).has_focus


async def test_escape_a_click_beside_and_a_letter_of_nothing_move_nothing(stage: Stage, press: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "j")
        await press(pilot, "ctrl+o", "escape")
        assert app.screen.query_one("#list", LineTable).cursor == 1
        await press(pilot, "ctrl+o", "x")
        assert isinstance(app.screen, JumpScreen)
        await pilot.click(offset=(60, 20))
        await press(pilot)
        assert app.screen.query_one("#list", LineTable).cursor == 1


async def test_a_click_on_a_letter_goes_there(stage: Stage, press: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "ctrl+o")
        letter = next(one for one in app.screen.query(Letter) if one.target.place == 3)
        await pilot.click(letter)
        await press(pilot)
        assert app.screen.query_one("#list", LineTable).cursor == 3


async def test_one_pane_fills_the_screen_until_escape(
    stage: Stage, press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "tab")
        sheet = app.screen.query_one("#beside", Sheet)
        below = sheet.size
        await press(pilot, "Z")
        assert sheet.size.height > below.height
        assert "[3 Questions]" in seen(pilot).splitlines()[0]
        assert "? Help" in seen(pilot)
        await looks(pilot, "zoom", sizes=((120, 40),))
        await press(pilot, "escape")
        assert sheet.size == below
        await press(pilot, "Z", "Z")
        assert sheet.size == below
