"""Scenarios, driven by keys: what each names of a quantity, where the value lies, and what stays covered until I answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.settings import read_settings
from ledger.tui.drawing.ranges import Lane, draw_ranges
from ledger.tui.ink import cells, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

FRAME = """
format = 1
publication = "two-futures"

[[scenario]]
name = "1"
condition = "the rules are tightened"

[[scenario]]
name = "2"
condition = "nothing is done"

[[quantity]]
question = "lead-months-2028"
note = "An index of 1 number."

[[quantity.range]]
scenario = "1"
words = "12-24 months"
at_least = 12.0
at_most = 24.0

[[quantity.range]]
scenario = "2"
words = "neck and neck"
below = 3.0
our_reading = "the text names no number; below 3 is ours."

[[left_out]]
by = "a-critic"
words = "A third way."
watched_by = ["bill-2026"]
"""


@pytest.fixture
def framed(new_stage: Callable[..., Stage]) -> Callable[..., Stage]:
    """A furnished home with scenarios; `me` is who looks at it, and only mira answered the quantity's question."""

    def make(me: str = "mira", *, text: str = FRAME, simulated: bool = False) -> Stage:
        stage = new_stage(simulated=simulated)
        home = stage.settings.home
        (home / "forecasts" / "two-futures" / "scenarios.toml").write_text(text, encoding="utf-8")
        settings = home / "settings.toml"
        settings.write_text(settings.read_text(encoding="utf-8").replace("mira", me), encoding="utf-8")
        stage.settings = read_settings(home, {})
        return stage

    return make


async def test_scenarios_look_as_they_did(
    framed: Callable[..., Stage], press: Any, looks: Callable[..., Any]
) -> None:
    async with framed().app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "7")
        await looks(pilot, "scenarios")


async def test_what_i_did_not_answer_is_covered_until_i_ask(
    framed: Callable[..., Stage], press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    async with framed("ola").app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "7")
        assert "scenario 1  ## to ##" in seen(pilot)
        assert "lies in: hidden; h shows it" in seen(pilot)
        assert "━" not in seen(pilot)
        await looks(pilot, "scenarios-hidden", sizes=((80, 24),))
        await press(pilot, "h")
        assert "scenario 1  12 to 24" in seen(pilot)
        assert "lies in: neither" in seen(pilot)
        assert "━" in seen(pilot)


async def test_enter_opens_the_question_of_a_quantity_and_of_what_watches(
    framed: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    async with framed().app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "enter")
        assert "lead-months-2028 · open" in seen(pilot)
        await press(pilot, "escape", "G", "enter")
        assert "bill-2026 · open" in seen(pilot)


async def test_a_simulated_value_has_its_mark(
    framed: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    async with framed(simulated=True).app(ascii_only=True).run_test(size=(80, 24)) as pilot:
        await press(pilot, "7")
        assert "now SIM 6.9 months" in seen(pilot)
        assert {sign for sign in seen(pilot) if not sign.isascii()} <= set("▁▂▃▄▅▆▇█─│")


async def test_markup_in_a_scenario_is_text(
    framed: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    text = FRAME.replace("neck and neck", "[@click=app.quit]x[/]").replace("A third way", "[/nope] [b]y")
    app = framed(text=text).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7")
        assert "“[@click=app.quit]x[/]”" in seen(pilot)
        assert "[/nope] [b]y" in seen(pilot)
        for y in range(10, 20):
            await pilot.click(offset=(20, y))
        await press(pilot)
        assert app.is_running


async def test_a_file_with_a_fault_is_named_and_left_out(
    framed: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    broken = FRAME.replace('scenario = "2"\nwords', 'scenario = "9"\nwords')
    async with framed(text=broken).app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "7")
        shown = " ".join(seen(pilot).split())
        assert "scenarios.toml is left out: fledger check says what is wrong with it." in shown
        assert "neck and neck" not in shown


async def test_without_scenarios_it_says_where_they_would_stand(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "7")
        assert "scenarios.toml" in seen(pilot)


def test_a_range_that_is_open_reaches_the_edge_with_an_arrow() -> None:
    lanes = [Lane("1", 12.0, 24.0), Lane("2", None, 3.0), Lane("3", 20.0, None)]
    closed, below, above, now, axis = (plain(one) for one in draw_ranges(lanes, 6.0, "now", 60))
    assert (closed.count("├"), closed.rstrip()[-1]) == (1, "┤")
    assert (below.split()[1][0], above.rstrip()[-1]) == ("←", "→")
    assert now.index("●") == above.index("┆")
    assert below.rindex("┤") < now.index("●") < closed.index("├")
    assert axis.split() == ["5", "10", "15", "20", "25"]


def test_ranges_take_no_more_than_the_width_and_nothing_where_there_is_no_room() -> None:
    lanes = [Lane("scenario 1", 1.0, 2.0)]
    assert all(cells(one) <= 40 for one in draw_ranges(lanes, None, "now", 40))
    assert draw_ranges(lanes, None, "now", 30) == []
    assert draw_ranges([], 5.0, "now", 80) == []


async def test_without_scenarios_the_page_names_keys_as_they_are_and_reads_what_is_written_meanwhile(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    settings = stage.settings.home / "settings.toml"
    with settings.open("a", encoding="utf-8") as file:
        file.write('\n[app.keymap]\n"app.files" = "F"\n')
    stage.settings = read_settings(stage.settings.home, {})
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "7")
        assert "2 lists what publications claim · F takes questions from the files" in seen(pilot)
        path = stage.settings.home / "forecasts" / "two-futures" / "scenarios.toml"
        path.write_text(FRAME, encoding="utf-8")
        await press(pilot, "2", "7")
        assert "No likelihood is stored for any of them" in seen(pilot)
