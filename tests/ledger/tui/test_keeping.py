"""What the app keeps between two runs; a file that is damaged or of somebody else is as none."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from ledger.settings import read_settings
from ledger.tui.keeping import FILE, Shelf
from ledger.tui.themes import Looks
from ledger.tui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


def test_what_was_laid_there_is_there_for_the_next(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / FILE)
    shelf.lay("here", {"cursor": "a [b] \x1b"})
    shelf.lay("nothing", {})
    shelf.write()

    assert Shelf(tmp_path / FILE).of("here") == {"cursor": "a [b] \x1b"}
    assert Shelf(tmp_path / FILE).of("nothing") == {}
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "damaged",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": 2, "places": {"here": {"a": "b"}}}', b'{"format": 1, "places": 3}',
        b'{"format": 1, "places": {"here": "x"}}', b'{"format": 1, "places": {"here": {"a": 1, "b": ["c"]}}}', b"[" * 60_000,
        b'{"format": 1, "places": {"here": {"a": "' + b"x" * 70_000 + b'"}}}',
    ],
    ids=lambda damaged: repr(damaged[:24]),
)  # fmt: skip
def test_a_damaged_or_foreign_file_is_as_none_and_is_replaced(damaged: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(damaged)
    shelf = Shelf(tmp_path / FILE)

    assert shelf.of("here") == {}
    shelf.lay("here", {"a": "b"})
    shelf.write()
    assert Shelf(tmp_path / FILE).of("here") == {"a": "b"}


def test_who_reads_while_it_is_written_reads_the_whole_of_what_was_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / FILE)
    shelf.lay("here", {"cursor": "first"})
    shelf.write()
    before = (tmp_path / FILE).read_text(encoding="utf-8")
    with (tmp_path / FILE).open(encoding="utf-8") as read:
        shelf.lay("here", {"cursor": "second"})
        shelf.write()
        assert read.read() == before
    assert Shelf(tmp_path / FILE).of("here") == {"cursor": "second"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here stands for a full disk")
def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / FILE)
    shelf.lay("here", {"cursor": "first"})
    shelf.write()
    (tmp_path / f".{FILE}.{os.getpid()}").symlink_to("/dev/full")
    shelf.lay("here", {"cursor": "second"})
    shelf.write()
    assert Shelf(tmp_path / FILE).of("here") == {"cursor": "first"}


def test_a_home_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "gone" / FILE)
    shelf.lay("here", {"a": "b"})
    shelf.write()

    assert not (tmp_path / "gone").exists()


def test_a_theme_that_was_chosen_holds_until_the_settings_say_something_else(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / FILE)
    shelf.choose("nord", "morning")

    assert shelf.theme("morning") == "nord"
    assert shelf.theme("evening") == ""


@pytest.mark.no_cover
async def test_the_next_run_goes_on_where_the_last_one_ended(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    first = stage.app()
    async with first.run_test(size=(100, 30)) as pilot:
        await press(pilot, "2", "x", "x", "3", "s", "slash", *"lead", "enter", "j")
        left = first.screen.query_one("#list", LineTable)
        stood = (left.row, len(left), left.order, left.cursor)
        assert stood[1:] == (3, "state", 1)
        first.theme = "nord"
        await press(pilot, "q")
    again = stage.app()
    async with again.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        assert again.theme == "nord"
        assert again.current_mode == "questions"
        assert again.screen.query_one("#query", Input).value == "lead"
        table = again.screen.query_one("#list", LineTable)
        assert (table.row, len(table), table.order, table.cursor) == stood
        await press(pilot, "2")
        assert "only scenario" in seen(pilot)


async def test_quitting_with_a_question_open_comes_back_to_the_list_below_it(
    stage: Stage, press: Any
) -> None:
    first = stage.app()
    async with first.run_test(size=(100, 30)) as pilot:
        await press(pilot, "3", "G")
        stood = first.screen.query_one("#list", LineTable).row
        await press(pilot, "enter", "q")
    again = stage.app()
    async with again.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        assert again.screen.query_one("#list", LineTable).row == stood


async def test_what_is_kept_may_be_nonsense(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    nonsense = dict.fromkeys(("filter", "order", "cursor", "stance"), "[@click=app.quit]\x1b]52;c;aGk=\x07")
    places = dict.fromkeys(("TodayScreen", "ClaimsScreen", "QuestionsScreen", "JournalScreen"), nonsense)
    said = {
        "format": 1,
        "places": {**places, "front": {"mode": "nope"}, "theme": {"name": "x", "instead_of": ""}},
    }
    (stage.settings.home / FILE).write_text(json.dumps(said), encoding="utf-8")
    app = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        assert (app.current_mode, app.theme) == ("today", "evening")
        for key in ("2", "3", "0"):
            await press(pilot, key)
            assert "\x1b" not in seen(pilot)
        assert app.is_running


def test_the_settings_and_the_command_line_say_which_theme(stage: Stage) -> None:
    from ledger.tui.app import app_for

    path = stage.settings.home / "settings.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + '[app]\ntheme = "morning"\nascii = true\n', encoding="utf-8"
    )
    stage.settings = read_settings(stage.settings.home, {})
    app = stage.app()
    assert (app.theme, app.ascii_only) == ("morning", True)
    assert app_for(stage.desk, Looks("nord")).theme == "nord"
    assert app_for(stage.desk, Looks("nord", colours=False)).theme == "terminal"


async def test_a_theme_in_the_settings_that_there_is_not_is_told_and_the_app_opens(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    path = stage.settings.home / "settings.toml"
    path.write_text(path.read_text(encoding="utf-8") + '[app]\ntheme = "mornin"\n', encoding="utf-8")
    stage.settings = read_settings(stage.settings.home, {})
    app = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        assert app.theme == "evening"
        assert "There is no theme mornin. Did you mean morning?" in seen(pilot)


async def test_every_screen_of_the_top_line_keeps_its_filter_and_cursor(stage: Stage, press: Any) -> None:
    first = stage.app()
    async with first.run_test(size=(120, 40)) as pilot:
        await press(
            pilot,
            "8",
            "slash",
            *"epoch",
            "enter",
            "G",
            "0",
            "slash",
            *"forecast",
            "enter",
            "j",
            "9",
            "2",
            "j",
        )
        stood = {name: first.shelf.of(name) for name in ("SourcesScreen", "JournalScreen")}
        await press(pilot, "q")
    assert stood["SourcesScreen"]["filter"] == "epoch"
    assert stood["JournalScreen"]["filter"] == "forecast"
    again = stage.app()
    async with again.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        assert again.current_mode == "claims"
        for key, name in (("8", "SourcesScreen"), ("0", "JournalScreen")):
            await press(pilot, key)
            front = again.front
            assert front is not None
            assert front.kept() == stood[name]
            assert stood[name]["cursor"]
