"""Between the screens: keys, the palette, the footer, filters, live refresh, verify, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.worker import WorkerFailed

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.ledger.tui.stage import Stage

SIZE = (80, 24)


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("1", "[1 Today]"),
        ("2", "[2 Claims]"),
        ("3", "[3 Questions]"),
        ("4", "[4 Forecast]"),
        ("5", "[5 Calibration]"),
        ("6", "[6 Leaderboard]"),
        ("7", "[7 Scenarios]"),
        ("0", "[0 Journal]"),
    ],
)
async def test_a_digit_goes_to_its_screen(
    key: str, title: str, stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "1", key)
        assert title in seen(pilot)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "keys", [("3", "enter", "3"), ("3", "enter", "1", "3"), ("3", "enter", "f", "escape", "3")]
)
async def test_a_digit_goes_to_the_list_and_not_to_what_was_open_above_it(
    keys: tuple[str, ...], stage: Stage, press: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
        assert [type(one).__name__ for one in app.screen_stack] == ["QuestionsScreen"]


async def test_a_click_on_a_title_goes_there(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        await pilot.click(offset=(14, 0))
        await press(pilot)
        assert "[2 Claims]" in seen(pilot)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (120, "[1 Today] 2 Claims  3 Questions  4 Forecast  5 Calibration  6 Leaderboard"),
        (80, "[1 Today] 2 Claims 3 Ques 4 Fore 5 Cali 6 Lead 7 Scen 8 Sources 9 Review 0 Jour"),
        (60, "[1 Today] 2 Claims  3 Questions  4  5  6  7  8  9  0"),
    ],
)
async def test_titles_are_cut_before_only_their_keys_are_left(
    width: int, shown: str, stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(width, 24)) as pilot:
        await press(pilot)
        assert seen(pilot).startswith(shown)


async def test_a_click_on_a_cut_title_goes_there(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        await pilot.click(offset=(seen(pilot).index("Scen"), 0))
        await press(pilot)
        assert "[7 Scenarios]" in seen(pilot)


async def test_help_tells_the_screens_in_one_line_and_no_key_that_does_nothing(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 70)) as pilot:
        await press(pilot, "question_mark")
        text = seen(pilot)
        assert "2 3 5 6 7 8 9 0  Screens: in the order of the top line" in text
        assert text.index("f  Forecast: this question") < text.index("Next pane")
        assert "Scroll Left" not in text


async def test_a_click_on_a_key_presses_it(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        at = seen(pilot).splitlines()[-1].index("? Help")
        await pilot.click(offset=(at, 23))
        await press(pilot)
        assert "esc closes" in seen(pilot)


async def test_every_key_of_the_footer_does_something(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    for key in ("f", "e", "n", "u", "question_mark"):
        app = stage.app()
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot)
            before = seen(pilot)
            await press(pilot, key)
            assert seen(pilot) != before, key


async def test_the_palette_finds_a_theme_by_its_name(stage: Stage, press: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme != "morning"
        await press(pilot, "ctrl+p", *"morning", "enter")
        assert app.theme == "morning"


async def test_the_palette_finds_a_question_by_its_words(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+p", *"bill", "down", "enter")
        await press(pilot)
        assert "bill-2026 · open" in seen(pilot)


async def test_the_query_line_filters_while_it_is_typed(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "3", "slash", *"tag:lead")
        text = seen(pilot)
        assert "Lead in months" in text
        assert "The bill becomes" not in text
        await press(pilot, "enter", "j", "s")
        assert "▲" in seen(pilot)
        await press(pilot, "slash", "ctrl+u", "escape")
        assert "The bill becomes" in seen(pilot)


async def test_what_others_write_appears_without_moving_the_reader(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 10)) as pilot:
        await press(pilot, "3", "G", "k")
        table = app.screen.query_one("#list")
        stood = ("lead-months-2028", 4)
        assert (table.row, table.scroll_offset.y) == stood, "the list is longer than its room"
        app.ask_who_wrote()
        await press(pilot)
        stage.say("lead-months-2028", "p10 4 p50 44 p90 50")
        app.ask_who_wrote()
        await press(pilot)
        assert "p50 44" in seen(pilot)
        assert (table.row, table.scroll_offset.y) == stood


async def test_the_bottom_line_tells_of_the_last_look_where_there_is_room(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot)
        assert "last look 3 h ago by daemon" in seen(pilot).splitlines()[-1]


async def test_verify_shows_its_report(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "0", "v")
        assert "Nothing inside this file can show" in " ".join(seen(pilot).split())
        await press(pilot, "escape")
        assert "the record holds" in seen(pilot)


async def test_a_ledger_that_vanishes_is_said_and_the_app_goes_on(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        stage.settings.ledger.rename(stage.settings.ledger.with_suffix(".away"))
        await press(pilot, "ctrl+p", "escape")
        app.screen.reload()
        stage.settings.ledger.write_bytes(b"no database at all")
        await press(pilot)
        app.screen.read(lambda record: record.head())
        await press(pilot)
        assert "cannot be read as a ledger" in " ".join(seen(pilot).split())


async def test_a_worker_that_breaks_says_so_and_the_app_goes_on(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        app.screen.act(lambda: 1 / 0)
        with pytest.raises(WorkerFailed):
            await press(pilot)
        await pilot.pause()
        assert "That did not work: ZeroDivisionError" in seen(pilot)
        await press(pilot, "2")
        assert "[2 Claims]" in seen(pilot)


async def test_looking_is_remembered_for_the_next_time(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        app._remember()
        await press(pilot)
    stage.clock.at = stage.clock.at.replace(day=25)
    stage.say("bill-2026", "4%", by="ola")
    again = stage.app()
    async with again.run_test(size=SIZE) as pilot:
        await press(pilot)
        assert "Since 21 Nov 2026 (4 d): 1 value" in seen(pilot).replace(" · ", ": ")


async def test_the_trail_leads_to_its_entries(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        app.open_question("bill-2026")
        await press(pilot, "G", "enter")
        assert "QuestionAsked" in seen(pilot)
        await press(pilot, "escape", "escape")
        assert "[1 Today]" in seen(pilot)


async def test_calibration_reads_a_group_out(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "5", "a", "right")
        assert "When you said 70 %, it happened 1 of 1 time, 100 %" in seen(pilot)
        await press(pilot, "left", "a")
        assert "up: happened" not in seen(pilot)


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark", "nord"])
async def test_the_app_paints_in_other_themes(
    theme: str, stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        before = seen(pilot)
        app.theme = theme
        await press(pilot)
        assert seen(pilot) == before


async def test_what_is_typed_ahead_of_a_filter_is_in_the_filter(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        for key, sign in (("slash", "/"), ("l", "l"), ("a", "a"), ("w", "w")):
            app.post_message(Key(key, sign))  # as a quick typist does: before the first was answered
        await press(pilot)
        assert app.screen.query_one("#query").value == "law"
