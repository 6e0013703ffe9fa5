"""The table and the sheet on their own: moving, sorting, paging, and staying where the reader looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App

from ledger.tui.blocks import Pair, Words
from ledger.tui.ink import line, plain
from ledger.tui.widgets.line_table import PAGE, Column, LineTable
from ledger.tui.widgets.say_line import MOST_LINES, laid
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from textual.app import ComposeResult

    from ledger.tui.widgets.line_table import Row

COLUMNS = (
    Column("name", 0, "name"),
    Column("number", 8, "number", "right"),
    Column("wide", 10, from_width=100),
)


class Shown(App[None]):
    """One table, with what it fetched and what it said."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.fetched: list[tuple[str, ...]] = []
        self.said: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield LineTable(COLUMNS, self._rows, named="table")

    def _rows(self, wanted: Sequence[str]) -> Mapping[str, Row]:
        self.fetched.append(tuple(wanted))
        return {one: ((f"row {one}", "plain"), (one, "mine"), ("w", "muted")) for one in wanted}

    @property
    def table(self) -> LineTable:
        return self.query_one(LineTable)

    def on_mount(self) -> None:
        self.table.focus()
        self.table.fill([str(at) for at in range(self.count)], order="name")

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        self.said.append(("chosen", message.row))

    def on_line_table_moved(self, message: LineTable.Moved) -> None:
        self.said.append(("moved", message.row))

    def on_line_table_sort_asked(self, message: LineTable.SortAsked) -> None:
        self.said.append(("sort", message.order))


async def test_a_million_rows_fetch_only_what_is_in_view(press: Any, seen: Callable[[Any], str]) -> None:
    app = Shown(1_000_000)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "G")
        assert "row 999999" in seen(pilot)
        await press(pilot, "g")
        assert "row 0 " in seen(pilot)
    assert sum(map(len, app.fetched)) <= 6 * PAGE


async def test_keys_of_vi_and_arrows_move_the_cursor(press: Any) -> None:
    app = Shown(100)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "j", "down", "j", "k", "up")
        assert app.table.cursor == 1
        await press(pilot, "pagedown")
        assert app.table.cursor == 19
        await press(pilot, "pageup", "pageup")
        assert app.table.cursor == 0
        await press(pilot, "j", "enter")
    assert app.said[-1] == ("chosen", "1")


async def test_filling_again_keeps_the_row_under_the_cursor_where_it_was(
    press: Any, seen: Callable[[Any], str]
) -> None:
    app = Shown(200)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, *["j"] * 50)
        before = [text.startswith("▌") for text in seen(pilot).splitlines()].index(True)
        app.table.fill([f"new{at}" for at in range(30)] + [str(at) for at in range(200)], order="name")
        await press(pilot)
        lines = seen(pilot).splitlines()
        assert app.table.row == "50"
        assert lines[before].startswith("▌")
        assert "row 50" in lines[before]


async def test_a_row_that_is_gone_leaves_the_cursor_near_and_an_empty_table_has_none(press: Any) -> None:
    app = Shown(10)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "G")
        app.table.fill(["0", "1"])
        await press(pilot)
        assert app.table.row == "1"
        app.table.fill([])
        await press(pilot, "j", "enter", "s")
        assert app.table.row is None


async def test_sorting_goes_through_the_columns_that_can_be_sorted_by(
    press: Any, seen: Callable[[Any], str]
) -> None:
    app = Shown(10)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot)
        assert "name ▲" in seen(pilot)
        await press(pilot, "s")
        await pilot.click(offset=(2, 0))
        await press(pilot)
    assert [said for said in app.said if said[0] == "sort"] == [("sort", "number"), ("sort", "name")]


async def test_a_column_shows_only_where_there_is_room(seen: Callable[[Any], str], press: Any) -> None:
    for width, there in ((60, False), (120, True)):
        app = Shown(3)
        async with app.run_test(size=(width, 10)) as pilot:
            await press(pilot)
            assert ("wide" in seen(pilot)) is there


def test_a_column_grows_once_the_wide_one_has_enough() -> None:
    table = LineTable((Column("name", 0), Column("value", 10, most=14)), lambda _wanted: {})

    def shown(width: int) -> list[int]:
        return [room for _, _, room in table.shown_columns(width)]

    assert [shown(width) for width in (40, 59, 61, 70)] == [[27, 10], [46, 10], [46, 12], [53, 14]]


def test_words_keep_two_cells_from_a_figure_before_them() -> None:
    columns = (Column("name", 0), Column("ends", 5, align="right"), Column("state", 5))
    table = LineTable(columns, lambda _wanted: {})
    assert [room for _, _, room in table.shown_columns(30)] == [15, 5, 5]
    apart = LineTable((*columns[:2], Column("by", 5, align="right")), lambda _wanted: {})
    assert [room for _, _, room in apart.shown_columns(30)] == [16, 5, 5]


async def test_a_figure_keeps_its_unit_whole_or_goes_without_it(
    press: Any, seen: Callable[[Any], str]
) -> None:
    cells: Row = (("index gap", "plain"), ("11.4 percentage points", "value", "11.4"), ("w", "muted"))

    class Figures(Shown):
        def compose(self) -> ComposeResult:
            columns = (Column("name", 0), Column("now", 10, most=22, least=30), Column("wide", 5))
            yield LineTable(columns, lambda wanted: dict.fromkeys(wanted, cells), named="table")

    async with Figures(1).run_test(size=(80, 10)) as pilot:
        await press(pilot)
        assert "11.4 percentage points" in seen(pilot)
        await pilot.resize_terminal(50, 10)
        await press(pilot)
        assert "11.4" in seen(pilot)
        assert "11.4 p" not in seen(pilot)
        assert "…" not in seen(pilot)


async def test_the_head_tells_how_many_rows_there_are_where_a_column_should(
    seen: Callable[[Any], str], press: Any
) -> None:
    app: Any = Shown(1234)
    async with app.run_test(size=(60, 10)) as pilot:
        await press(pilot)
        assert "name ▲ " in seen(pilot)
        app.table.columns = (COLUMNS[0]._replace(counted=True), *COLUMNS[1:])
        app.table.refresh()
        await press(pilot)
        assert "name (1,234) ▲" in seen(pilot)


async def test_a_click_goes_to_a_row_and_a_second_one_opens_it(press: Any) -> None:
    app = Shown(10)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot)
        await pilot.click(offset=(5, 4))
        await press(pilot)
        assert app.table.cursor == 3
        await pilot.click(offset=(5, 4))
        await press(pilot)
    assert app.said[-1] == ("chosen", "3")


async def test_forgetting_fetches_what_is_in_view_again(press: Any) -> None:
    app = Shown(10)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot)
        before = len(app.fetched)
        app.table.forget()
        await press(pilot)
        assert len(app.fetched) == before + 1


class Page(App[None]):
    """One sheet."""

    CSS = "Sheet { overflow-x: hidden; }"

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield Sheet(page(40), named="sheet")

    @property
    def sheet(self) -> Sheet:
        return self.query_one(Sheet)

    def on_mount(self) -> None:
        self.sheet.focus()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        self.chosen.append(message.leads)


def page(count: int, *, first: int = 0) -> list[Words | Pair]:
    """Every third line leads somewhere."""
    return [
        Pair(line(f"line {at}"), line("aside"), f"to:{at}" if at % 3 == 0 else None)
        for at in range(first, first + count)
    ]


async def test_the_cursor_of_a_sheet_visits_what_leads_somewhere(press: Any) -> None:
    app = Page()
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, "j", "j")
        assert app.sheet.leads == "to:6"
        await press(pilot, "k", "enter")
        assert app.chosen == ["to:3"]
        await press(pilot, "G")
        assert app.sheet.leads == "to:39"
        await press(pilot, "space", "b", "g")
        assert app.sheet.leads == "to:0"


async def test_showing_again_keeps_cursor_and_scroll(press: Any) -> None:
    app = Page()
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, *["j"] * 6)
        top = app.sheet.scroll_offset.y
        app.sheet.show(page(60))
        await press(pilot)
        assert app.sheet.leads == "to:18"
        assert app.sheet.scroll_offset.y == top
        app.sheet.show(page(60), keep=False)
        await press(pilot)
        assert (app.sheet.leads, app.sheet.scroll_offset.y) == ("to:0", 0)


async def test_a_sheet_without_anything_to_follow_scrolls(press: Any) -> None:
    app = Page()
    async with app.run_test(size=(40, 10)) as pilot:
        app.sheet.show([Words(line(f"line {at}")) for at in range(50)], keep=False)
        await press(pilot, "j", "j", "k", "enter")
        assert app.sheet.scroll_offset.y == 1
        await press(pilot, "space", "G")
        assert app.sheet.scroll_offset.y == 40
        assert app.chosen == []


async def test_a_click_on_a_line_follows_it_the_second_time(press: Any) -> None:
    app = Page()
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot)
        await pilot.click(offset=(4, 3))
        await press(pilot)
        await pilot.click(offset=(4, 3))
        await press(pilot)
    assert app.chosen == ["to:3"]


async def test_a_table_that_begins_with_its_first_rows_goes_on_with_all_of_them(
    press: Any, seen: Any
) -> None:
    fetched: list[tuple[str, ...]] = []

    def fetch(wanted: Sequence[str]) -> dict[str, Row]:
        fetched.append(tuple(wanted))
        return {one: ((f"row {one}", "plain"),) for one in wanted}

    class Shows(App[None]):
        ascii_only = False

        def compose(self) -> ComposeResult:
            yield LineTable((Column("what", 0, "ends", counted=True),), fetch)

    app = Shows()
    async with app.run_test(size=(40, 10)) as pilot:
        table = app.query_one(LineTable)
        first: dict[str, Row] = {f"{at}": ((f"row {at}", "plain"),) for at in range(PAGE)}
        table.begin_with(first, order="ends", turned=False)
        await press(pilot)
        assert "row 3" in seen(pilot)
        assert "(" not in seen(pilot), "how many there are is not known yet"
        table.fill([f"{at}" for at in range(1000)], order="ends")
        await press(pilot)
        assert "(1,000)" in seen(pilot)
        assert fetched == [], "the first page was there"
        table.begin_with({"other": (("other", "plain"),)}, order="ends", turned=False)
        assert len(table) == 1000, "a list that is there does not begin again"


async def test_a_bar_that_comes_after_the_page_was_moved_stands_where_the_page_does(press: Any) -> None:
    app = Page()
    async with app.run_test(size=(40, 10)) as pilot:
        app.sheet.show(page(3))
        await press(pilot)
        assert not app.sheet.show_vertical_scrollbar
        app.sheet.show(page(60))
        app.sheet.action_ends(1)
        await press(pilot)
        assert app.sheet.vertical_scrollbar.position == app.sheet.scroll_y == 50


async def test_a_bar_that_comes_after_the_list_was_moved_stands_where_the_list_does(press: Any) -> None:
    app = Shown(3)
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot)
        assert not app.table.show_vertical_scrollbar
        app.table.fill([str(at) for at in range(60)], order="name")
        app.table.action_ends(1)
        await press(pilot)
        assert app.table.vertical_scrollbar.position == app.table.scroll_y > 0


@pytest.mark.parametrize("width", [20, 60, 119])
def test_a_sentence_too_long_is_cut_before_what_can_be_done(width: int) -> None:
    said = line((" ", "plain"), ("saved " + "one of many 35 %, " * 40 + "· z takes it back", "good"))
    lines = [plain(each) for each in laid(said, width)]
    assert len(lines) == MOST_LINES
    assert max(map(len, lines)) <= width
    assert lines[0].startswith(" saved one of")
    assert " ".join("".join(lines).split()).endswith("… · z takes it back") or width == 20
    assert lines[-1].endswith("it back")


def test_a_sentence_that_can_do_nothing_ends_with_a_mark_where_it_is_cut() -> None:
    lines = [plain(each) for each in laid(line((" ", "plain"), ("words " * 60, "bad")), 30)]
    assert (len(lines), lines[-1][-1]) == (MOST_LINES, "…")


def test_a_sentence_that_has_room_is_as_it_was_said() -> None:
    assert [plain(each) for each in laid(line((" ", "plain"), ("a · b", "good")), 30)] == [" a · b"]
