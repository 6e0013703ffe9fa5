"""Everything by mouse: titles, rows, lines, column heads, keys of the bottom line, the wheel; and the palette's parts of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events

from ledger.tui.widgets.line_table import LineTable
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


def place(text: str, mark: str) -> tuple[int, int]:
    """Where something is on the screen."""
    y = next(y for y, row in enumerate(text.splitlines()) if mark in row)
    return text.splitlines()[y].index(mark), y


async def test_a_click_goes_there_and_a_second_one_opens(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        await pilot.click(offset=place(seen(pilot), "Ques"))
        await press(pilot)
        assert app.current_mode == "questions"
        row = place(seen(pilot), "Who leads")
        await pilot.click(offset=row)
        await press(pilot)
        assert app.screen.query_one("#list", LineTable).row == "who-leads-2027"
        await pilot.click(offset=row)
        await press(pilot)
        assert type(app.screen).__name__ == "QuestionScreen"


async def test_a_click_on_the_bottom_line_presses_that_key(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        x, y = place(seen(pilot), "? more")
        await pilot.click(offset=(x, y))
        await press(pilot)
        assert type(app.screen).__name__ == "HelpScreen"


async def test_a_click_on_a_columns_head_sorts_by_it(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        _, y = place(seen(pilot), "ends ▲")
        await pilot.click(offset=(seen(pilot).splitlines()[y].index("state"), y))
        await press(pilot)
        assert app.screen.query_one("#list", LineTable).order == "state"


async def test_the_wheel_turns_the_page_and_leaves_the_cursor(stage: Stage, press: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3", "G", "enter")
        sheet = app.screen.query_one("#question", Sheet)
        stood = sheet.cursor
        down = events.MouseScrollDown(sheet, 10, 10, 0, 1, 0, False, False, False)
        for _ in range(3):
            sheet.post_message(down)
        await press(pilot)
        assert sheet.scroll_offset.y > 0
        assert sheet.cursor == stood


async def test_the_palette_goes_to_a_part_of_the_page(stage: Stage, press: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "G", "enter")
        sheet = app.screen.query_one("#question", Sheet)
        name = sheet.parts[-1][1]
        await press(pilot, "ctrl+p", *"To: ", *name.lower())
        await pilot.pause(0.3)
        await press(pilot, "down", "enter")
        assert sheet.scroll_offset.y > 0
