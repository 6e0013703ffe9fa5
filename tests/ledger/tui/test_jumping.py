"""The jump overlay and one pane alone: letters lead to every place in view, and nothing else happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.tui.screens.jump import JumpScreen, Letter, labels
from ledger.tui.widgets.line_table import LineTable
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


FREE = " ▌·>│─|-"
"""What may stand where a letter comes: nothing, the sign of the cursor, or the edge of a pane."""


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


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("size", "ascii_only"), [((120, 40), False), ((80, 24), True), ((80, 24), False), ((60, 20), False)]
)
async def test_a_letter_covers_no_sign_of_what_it_stands_for(
    stage: Stage, press: Any, seen: Callable[[Any], str], size: tuple[int, int], *, ascii_only: bool
) -> None:
    app = stage.app(ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        for keys in (("3",), ("slash",), ("escape", "n"), ("8",)):
            await press(pilot, *keys)
            before = [one.ljust(size[0]) for one in seen(pilot).splitlines()]
            await press(pilot, "ctrl+o")
            letters = [one.region for one in app.screen.query(Letter)]
            covered = "".join(before[one.y][one.x : one.right] for one in letters)
            assert len(covered) == len(letters)
            assert [sign for sign in covered if sign not in FREE] == []
            await press(pilot, "escape")


def test_places_that_share_a_letter_have_one_of_their_own_once_it_is_pressed() -> None:
    for many in (1, 26, 27, 60, 676):
        made = labels(many)
        assert len(set(made)) == many
        assert not [one for one in made for other in made if one != other and other.startswith(one)]
    assert labels(27)[:25] == labels(26)[:25]
