"""Saved views of the list, by keys: taken up, saved, forgotten; and the order turned round."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ledger.saved_views import FILE, save_view, view_named
from ledger.tui.screens.views import ViewsPanel
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.ledger.tui.stage import Stage


async def test_a_view_is_taken_up_with_its_filter_and_order(
    stage: Stage, press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "v")
        await looks(pilot, "views", sizes=((80, 24), (60, 20)))
        await press(pilot, "down", "enter")
        assert "state:open -by:me" in seen(pilot)
        assert "question (3)" in seen(pilot)


async def test_the_list_as_it_is_can_be_saved_and_forgotten(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash", *"lead", "enter", "v", "n", *"leads", "enter")
        assert view_named(stage.settings.home, "leads").query == "lead"
        assert "leads" in seen(pilot)
        await press(pilot, "G", "x")
        assert "views" in (stage.settings.home / FILE).read_text(encoding="utf-8")
        assert "yours" not in seen(pilot)
        assert "leads" not in (stage.settings.home / FILE).read_text(encoding="utf-8")


async def test_a_shipped_view_cannot_be_forgotten(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    save_view(stage.settings.home, "leads", "lead", "ends")
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "v")
        assert "x Forget" not in seen(pilot)
        await press(pilot, "G")
        assert "x Forget" in seen(pilot)


@pytest.mark.parametrize(
    "said", ["[views\n", f"[views]\nx = {'[' * 20_000}", None], ids=["broken", "deep", "a pipe"]
)
async def test_a_views_file_that_cannot_be_read_is_told_of_and_kept(
    said: str | None, stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    path = stage.settings.home / FILE
    if said is None:
        os.mkfifo(path)
    else:
        path.write_text(said, encoding="utf-8")
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "v")
        told = " ".join(app.screen.query_one("#panel-page", Sheet).text.split())
        assert "views.toml" in told
        assert "cannot be read" in told
        await press(pilot, "enter")
        assert isinstance(app.screen, ViewsPanel), "there is none to take up"
        await press(pilot, "escape")
        assert "question (6)" in seen(pilot)


@pytest.mark.no_cover
async def test_a_wider_terminal_never_shows_less_of_a_title(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        rooms = []
        for width in (80, 111, 112, 120, 151, 152, 168, 170, 240):
            await pilot.resize_terminal(width, 40)
            await press(pilot)
            ((_, title, room), *_) = app.screen.table.shown_columns(app.screen.table.size.width)
            assert title.title == "question"
            rooms.append(room)
    assert min(rooms[1:]) >= 46 > rooms[0]


async def test_an_order_is_turned_round_by_its_key_and_by_a_click_on_its_head(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        first = app.screen.table.row
        await press(pilot, "S")
        assert "ends ▼" in seen(pilot)
        assert app.screen.table.row != first
        await press(pilot, "S", "g")
        assert "ends ▲" in seen(pilot)
        head = seen(pilot).splitlines()[2].index("state")
        for sign in ("▲", "▼", "▲"):
            await pilot.click("#list", offset=(head + 1, 0))
            await press(pilot)
            assert f"state {sign}" in seen(pilot)
