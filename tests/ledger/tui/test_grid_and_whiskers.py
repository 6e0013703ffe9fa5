"""Tables on a page and the intervals drawn in them: pure functions of cells and a width."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.tui.blocks import lay
from ledger.tui.drawing.whiskers import Axis, Whisker, draw_axis, draw_bar, draw_whisker
from ledger.tui.grid import Column, Grid
from ledger.tui.ink import cells, line, plain

FEW = settings(max_examples=60, deadline=None)
NUMBERS = st.floats(-1e6, 1e6)


def _shown(grid: Grid, width: int, *leads: str | None) -> list[str]:
    return [plain(one.text) for one in lay(grid.blocks(leads), width)]


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    grid = Grid(
        [Column("who"), Column("points", "right")], [[line("ann"), line("7.5")], [line("robert"), line("12")]]
    )
    assert _shown(grid, 40) == ["who     points", "ann        7.5", "robert      12"]


def test_words_are_cut_where_there_is_no_room_and_numbers_are_not() -> None:
    rows = [[line("a very long question about something"), line("1234.5")]]
    shown = _shown(Grid([Column("question", least=8), Column("adds", "right")], rows), 24)
    assert [len(one) for one in shown] == [24, 24]
    assert shown[1].endswith("  1234.5")
    assert "…" in shown[1]


def test_a_column_is_left_out_of_a_narrow_table() -> None:
    grid = Grid([Column("who"), Column("p", from_width=30)], [[line("ann"), line("0.2")]])
    assert _shown(grid, 30)[1].split() == ["ann", "0.2"]
    assert _shown(grid, 29)[1].split() == ["ann"]


def test_a_drawing_takes_what_is_left_and_words_make_room_for_it() -> None:
    columns = [Column("question", least=8), Column(lambda width: line("h" * width), most=20)]
    grid = Grid(columns, [[line("q" * 40), lambda width: line("#" * width)]])
    assert _shown(grid, 60)[1].count("#") == 18
    assert _shown(grid, 80)[1].count("#") == 20
    assert _shown(grid, 40)[1].count("#") == 16
    assert _shown(grid, 20)[1].count("#") == 0


def test_each_row_leads_where_it_was_told() -> None:
    grid = Grid([Column("who")], [[line("ann")], [line("bob")]])
    assert [one.leads for one in lay(grid.blocks(["to:ann"]), 40)] == [None, "to:ann", None]


@FEW
@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.integers(12, 80))
def test_a_whisker_fills_its_width_and_has_its_dot(
    value: float, low: float, high: float, mark: float, width: int
) -> None:
    one = Whisker(value, min(low, value), max(high, value))
    shown = draw_whisker(one, Axis.of([one], mark), width, "value")
    assert cells(shown) == width
    assert plain(shown).count("●") == 1


def test_whiskers_that_pass_the_mark_cross_it() -> None:
    over, beside = Whisker(2.0, -1.0, 4.0), Whisker(3.0, 1.0, 5.0)
    axis = Axis.of([over, beside], 0.0)
    crossing, clear = (plain(draw_whisker(one, axis, 25, "value")) for one in (over, beside))
    assert crossing.index("┼") == clear.index("┆")
    assert "┼" not in clear
    assert (crossing[0], clear.rstrip()[-1]) == ("├", "┤")
    assert plain(draw_whisker(None, axis, 25, "value")).strip() == "┆"


def test_a_bar_grows_away_from_the_mark() -> None:
    axis = Axis.of([Whisker(-10.0), Whisker(10.0)], 0.0)
    up, down = (plain(draw_bar(value, axis, 21, "value")) for value in (5.0, -5.0))
    assert up.strip() == "│━━━━━"
    assert down.strip() == "━━━━━│"
    assert up.index("│") == down.index("│") == 10


def test_what_is_infinite_leaves_the_axis_as_it_is_and_runs_to_its_end() -> None:
    axis = Axis.of([Whisker(-10.0), Whisker(10.0), Whisker(float("-inf")), Whisker(float("inf"))], 0.0)
    assert axis == Axis.of([Whisker(-10.0), Whisker(10.0)], 0.0)
    down, up = (plain(draw_bar(float(value), axis, 21, "value")) for value in ("-inf", "inf"))
    assert down.strip() == "←" + "━" * 9 + "│"
    assert up.strip() == "│" + "━" * 9 + "→"


@pytest.mark.parametrize("only", ["-inf", "inf"])
def test_an_axis_of_nothing_finite_can_be_drawn(only: str) -> None:
    axis = Axis.of([Whisker(float(only))], 0.0)
    assert "0" in plain(draw_axis(axis, 21)).split()
    assert set(plain(draw_bar(float(only), axis, 21, "value")).strip()) & set("←→")


def test_an_axis_names_its_ends_and_its_mark() -> None:
    assert plain(draw_axis(Axis(-828.3, 687.4, 0.0), 40)).split() == ["-828", "0", "687"]
    assert plain(draw_axis(Axis(0.85, 1.43, 1.0), 40)).split() == ["0.85", "1", "1.43"]
    assert plain(draw_axis(Axis(0.0, 74.0, 0.0), 40)).split() == ["0", "74"]
