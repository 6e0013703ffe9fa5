"""The queue by keys: where one is and why, keeping with one key, going back, drafts that wait, corrections, and its end."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ledger.journal.intake import sync
from ledger.questions.catalogue import read_catalogue
from ledger.record.forecasts import of_question
from ledger.record.queue import Stop
from ledger.slips import SLIP_FOR
from ledger.tui.blocks import lay
from ledger.tui.ink import plain
from ledger.tui.pages.walk import end_blocks, walk_blocks
from ledger.tui.walk import Done, Walk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import Any

    from ledger.record.forecasts import ForecastRow
    from tests.ledger.tui.stage import Stage

SIZE = (80, 24)


def _mine(stage: Stage, question: str) -> tuple[ForecastRow, ...]:
    with stage.record() as record:
        return of_question(record, question, by="mira")


def _signs(text: str) -> list[str]:
    return ["space" if sign == " " else sign for sign in text]


async def _open(pilot: Any, press: Any, question: str) -> None:
    await press(pilot)
    pilot.app.forecast_on(question)
    await press(pilot)


@asynccontextmanager
async def forecasting(stage: Stage, press: Any, question: str) -> AsyncIterator[tuple[Any, Any]]:
    """The app and its pilot, where this question is forecast."""
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, question)
        yield app, pilot


@asynccontextmanager
async def walking(
    stage: Stage, press: Any, *keys: str, size: tuple[int, int] = SIZE
) -> AsyncIterator[tuple[Any, Any]]:
    """The app and its pilot, where the queue was begun and these keys were pressed."""
    app: Any = stage.app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", *keys)
        yield app, pilot


@pytest.fixture
def only_old(stage: Stage) -> Stage:
    """Nothing waits but one forecast whose value moved past it."""
    stage.say("lead-12-months-2028", "10%")
    stage.say("who-leads-2027", "20/30/50")
    stage.say("report-out-first-day", "p50 2027-01-01")
    return stage


STOPS = tuple(Stop(name, name.upper(), "new") for name in "abc")


def test_a_walk_says_where_it_is_and_stops_at_both_ends() -> None:
    walk = Walk(STOPS)
    assert (walk.question, walk.place) == ("a", "1 of 3 · 3 new")
    assert walk.onward(-1).question == "a"
    assert walk.onward().onward().place == "3 of 3 · 3 new"
    over = walk.onward(3)
    assert (over.question, over.is_over, over.onward(-1).question) == (None, True, "c")
    assert walk.to("b").question == "b"
    assert walk.to("x").question == "a"


def test_a_walk_remembers_what_came_of_each_and_what_was_passed() -> None:
    walk = Walk(STOPS).did("a", Done("said", "A", "saved 35 %")).did("b", Done("skipped", "B", "skipped"))
    assert [stop.question for stop in walk.left] == ["c"]
    assert (walk.stop, walk.onward(2).stop) == (None, STOPS[2]), "why it is here no longer holds"
    assert [stop.question for stop in walk.undid("a").left] == ["a", "c"]
    assert walk.over(STOPS[:1]).done == walk.done


def test_a_walk_counts_what_waits_still_and_an_ended_forecast_is_not_new() -> None:
    walk = Walk((*STOPS, Stop("d", "D", "ended"))).did("a", Done("said", "A", "saved 35 %"))
    assert walk.place == "1 of 4 · 2 new, 1 ended"
    assert plain(lay(walk_blocks(walk)[-1:], 20)[0].text).split() == ["D", "ended"]
    assert Walk(STOPS[:1]).did("a", Done("said", "A", "saved 35 %")).place == "1 of 1"


def test_a_question_opened_by_itself_leads_to_the_queue() -> None:
    walk = Walk(alone="x")
    assert (walk.question, walk.place, walk.is_over) == ("x", "", False)
    assert walk.onward().question is None
    assert not walk.onward().is_over, "what waits is still to be read"
    assert len(end_blocks(Walk())) == 1
    gone_on = walk.onward().over(STOPS)
    assert (gone_on.question, gone_on.onward(-1).question) == ("a", "x")
    assert not gone_on.onward(-1).goes_back, "it was opened with this one"
    assert gone_on.onward(-1).onward().question == "a"


def test_a_question_opened_by_itself_that_waits_too_is_passed_as_the_first() -> None:
    walk = Walk(alone="b").onward().over(STOPS)
    assert (walk.question, walk.place) == ("a", "2 of 3 · 3 new")
    assert walk.onward(-1).onward(-1).question == "b"
    only = Walk(alone="b").onward().over(STOPS[1:2])
    assert [stop.question for stop in only.left] == ["b"], "it still waits, and the end says so"


async def test_from_a_question_opened_in_a_list_one_goes_on_with_what_waits_and_comes_back(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "bill-2026") as (app, pilot):
        await press(pilot, "ctrl+n")
        assert "1 of 4 · 3 new, 1 old" in seen(pilot)
        await press(pilot, "ctrl+b")
        assert app.screen.about() == "bill-2026"
        assert app.screen.query_one("#value").has_focus
        await press(pilot, "ctrl+n", "ctrl+n")
        assert "2 of 4 · 3 new, 1 old" in seen(pilot)


async def test_the_first_line_says_where_one_is_and_why(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with walking(stage, press) as (_, pilot):
        assert "1 of 4 · 3 new, 1 old · new: no forecast of yours yet" in seen(pilot)
        await press(pilot, "ctrl+n", "n", "ctrl+n")
        assert "4 of 4 · 3 new, 1 old · value crossed your p90 (6.5): now 6.9 months" in seen(pilot)
        await press(pilot, "ctrl+b")
        assert "3 of 4" in seen(pilot)
        await press(pilot, "ctrl+b", "N")
        assert "1 of 4" in seen(pilot)


async def test_enter_keeps_an_old_forecast_and_walks_on(
    only_old: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with walking(only_old, press) as (_, pilot):
        assert "Enter keeps it" in seen(pilot)
        await press(pilot, "enter")
        text = seen(pilot)
        assert "kept p10 4 · p50 6.2 · p90 6.5 months" in text
        assert "That was the last one. This session: 1 kept" in text
    again, first = _mine(only_old, "lead-months-2028")
    assert (again.says, again.reason) == (first.says, first.reason)
    assert again.made_at > first.made_at


async def test_a_value_in_the_field_is_kept_only_untouched(only_old: Stage, press: Any) -> None:
    async with forecasting(only_old, press, "bill-2026") as (app, pilot):
        await press(pilot, "up", "enter")
        assert app.screen.query_one("#reason").has_focus, "it was moved, so a reason is asked for"
    assert len(_mine(only_old, "bill-2026")) == 1


async def test_the_end_tells_what_was_said_and_n_begins_again_with_what_was_passed(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with walking(
        stage, press, "ctrl+s", "1", "ctrl+n", *"35", "%", "enter", "enter", "n", "ctrl+n"
    ) as (app, pilot):
        text = seen(pilot)
        assert "This session: 1 skipped, 1 said" in text
        assert "saved 35 %" in text
        assert "skipped until you start the app again" in text
        assert "2 passed without a word: n goes through what waits again" in text
        await press(pilot, "n")
        assert "1 of 2 · 1 new, 1 old" in seen(pilot)
        await press(pilot, "escape", "n")
        assert app.screen.walk.done, "what was said in this session is still told"


async def test_what_was_taken_back_is_no_longer_told(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with walking(stage, press, "ctrl+n", "ctrl+n", *"35", "%", "enter", "enter", "z") as (app, pilot):
        assert "taken back 35 %" in seen(pilot)
        assert app.done == {}
        await press(pilot, "f", *"36", "%", "enter", "enter")
        assert list(app.done) == ["lead-12-months-2028"]
        await press(pilot, "escape", "z")
        assert app.done == {}, "wherever it is taken back"
    assert _mine(stage, "lead-12-months-2028")[0].ended_at is not None


async def test_ctrl_z_takes_back_from_inside_the_field(
    only_old: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(only_old, press, "bill-2026") as (app, pilot):
        await press(pilot, *"90", "%", "enter", "enter", "f", "ctrl+z")
        assert "taken back 90 % on bill-2026 · again 3 %" in seen(pilot)
        assert app.screen.query_one("#value").value == "3%", "the field follows what stands"


async def test_a_slip_is_corrected_and_stays_one_forecast(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "bill-2026") as (app, pilot):
        await press(pilot, *"53", "%", "enter", *"why", "enter", "c")
        assert "53 % becomes a marked slip" in seen(pilot)
        assert not app.screen.query_one("#reason").display
        await press(pilot, *"35", "%", "enter")
        assert "corrected to 35 % · said 53 % by a slip" in seen(pilot)
        assert app.screen.query_one("#value").value == "35%"
    newest, first = _mine(stage, "bill-2026")
    assert (newest.probability, newest.reason, first.probability) == (0.35, "why", 0.03)
    assert newest.corrected is not None


async def test_a_correction_can_be_left_and_ends_with_its_minutes(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "bill-2026") as (app, pilot):
        assert "c Correct" not in seen(pilot)
        await press(pilot, *"53", "%", "enter", "enter", "c", "7", "escape")
        assert app.screen.query_one("#value").value == "53%"
        assert app.screen.query_one("#reason").display
        await press(pilot, "c", *"35", "%")
        stage.clock.move(SLIP_FOR + timedelta(minutes=1))
        await press(pilot, "enter")
    assert _mine(stage, "bill-2026")[0].probability == 0.53


async def test_undo_after_a_correction_brings_back_what_was_corrected_and_then_what_stood(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "bill-2026") as (app, pilot):
        await press(pilot, *"53", "%", "enter", "enter", "c", *"35", "%", "enter", "z")
        assert "taken back 35 % on bill-2026 · again 53 % · z takes that back too" in seen(pilot)
        assert _mine(stage, "bill-2026")[0].probability == 0.53
        assert app.done["bill-2026"].words == "saved 53 % · was 3 %"
        await press(pilot, "z")
        assert "taken back 53 % on bill-2026 · again 3 %" in seen(pilot)
        assert "z Undo" not in seen(pilot)
        assert app.done == {}
    assert _mine(stage, "bill-2026")[0].probability == 0.03


@pytest.mark.no_cover
async def test_after_a_withdrawal_nothing_is_left_to_correct_or_take_back(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "bill-2026") as (app, pilot):
        await press(pilot, *"53", "%", "enter", "enter")
        assert "z Undo" in seen(pilot)
        assert "c Correct" in seen(pilot)
        await press(pilot, "w")
        assert "nothing takes it back" in seen(pilot)
        await press(pilot, "enter")
        assert "withdrawn" in seen(pilot)
        assert "Undo" not in seen(pilot)
        assert "Correct" not in seen(pilot)
        await press(pilot, "f", *"54", "%", "enter", "enter", "escape")
        app.open_question("bill-2026")
        await press(pilot, "w", "enter")
        assert "withdrawn" in seen(pilot)
        assert "Undo" not in seen(pilot)


async def test_withdrawing_from_inside_the_field_asks_once(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "bill-2026") as (_, pilot):
        await press(pilot, "ctrl+t", "enter")
        assert "withdrawn: forecast #" in seen(pilot)
        assert "no forecast of yours stands" in seen(pilot)
        await press(pilot, "w")
        assert "no forecast of yours stands" in seen(pilot), "nothing is asked where nothing stands"
    assert _mine(stage, "bill-2026")[0].ended_at is not None


@pytest.mark.no_cover
async def test_what_is_half_typed_survives_help_a_reload_and_another_screen(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "bill-2026") as (app, pilot):
        await press(pilot, *"12", "%", "enter", *"half", "f1", "escape")
        stage.say("bill-2026", "4%", by="ola")
        app.ask_who_wrote()
        await press(pilot)
        assert app.screen.query_one("#reason").value == "half"
        await press(pilot, "escape", "escape")
        assert "half-typed, and kept: bill-2026" in seen(pilot)
        await _open(pilot, press, "bill-2026")
        assert app.screen.query_one("#value").value == "12%"
        assert app.screen.query_one("#reason").value == "half"
        await press(pilot, "enter", "enter")
        assert app.drafts.kept == ()
    assert (_mine(stage, "bill-2026")[0].probability, _mine(stage, "bill-2026")[0].reason) == (0.12, "half")


async def test_that_a_draft_is_kept_is_said_no_more_when_it_was_saved(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "bill-2026") as (_, pilot):
        await press(pilot, *"77", "escape")
        assert "half-typed, and kept: bill-2026" in seen(pilot)
        await press(pilot, "3", "1")
        assert "half-typed, and kept: bill-2026" in seen(pilot), "it holds still"
        await _open(pilot, press, "bill-2026")
        await press(pilot, "ctrl+u", *"12%", "enter", "enter", "escape")
        assert "[1 Today]" in seen(pilot)
        assert "half-typed" not in seen(pilot)


async def test_a_correction_to_the_same_is_no_slip_and_says_so(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "bill-2026") as (_, pilot):
        await press(pilot, "ctrl+u", *"30%", "enter", "enter", "c", "enter")
        assert "nothing to correct: your forecast on bill-2026 says 30 % already" in seen(pilot)
    assert _mine(stage, "bill-2026")[0].corrected is None


@pytest.mark.parametrize("keys", [("ctrl+t", "enter", "z"), ("ctrl+z",)], ids=["withdrawn", "in a field"])
async def test_where_nothing_can_be_taken_back_the_key_says_so(
    stage: Stage, press: Any, seen: Callable[[Any], str], keys: tuple[str, ...]
) -> None:
    async with forecasting(stage, press, "lead-months-2028") as (_, pilot):
        await press(pilot, *keys)
        assert "nothing to take back" in seen(pilot)
        assert "Undo" not in seen(pilot), "it is not offered"
        await press(pilot, "escape")
        assert "[1 Today]" in seen(pilot)


async def test_how_a_slip_is_taken_back_is_seen_however_long_the_choice_is(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    long = "a label that goes on and on, past everything that anybody would ever want to read of it, "
    named = f'[[option]]\nlabel = "{long}and on"\n\n[[option]]\nlabel = "{long}or not"\n'
    file = stage.settings.home / "forecasts" / "two-futures" / "who-leads-2027.toml"
    text = file.read_text(encoding="utf-8")
    other = text.replace("Who leads", "Which label").partition("[[option]]")[0] + named
    (file.parent / "which-label.toml").write_text(other, encoding="utf-8")
    stage.sync()
    stage.say("which-label", "30/70")
    async with forecasting(stage, press, "which-label") as (_, pilot):
        await press(pilot, *"60", "enter", "enter")
        assert "z takes it back for 5 min" in seen(pilot)
        assert "saved a label that goes on" in seen(pilot)


async def test_a_key_that_is_still_on_its_way_is_not_lost_by_a_reload(stage: Stage, press: Any) -> None:
    async with forecasting(stage, press, "bill-2026") as (app, pilot):
        field, came = app.screen.query_one("#value"), app.screen._came
        field.value = "12%"
        app.screen.on_forecast_screen_came(came)
        assert field.value == "12%", "word of the key comes after the reload"
        await press(pilot)
        assert app.drafts.kept == ("bill-2026",)


async def test_an_untouched_field_follows_what_was_said_elsewhere(stage: Stage, press: Any) -> None:
    async with forecasting(stage, press, "bill-2026") as (app, pilot):
        stage.say("bill-2026", "44%")
        app.ask_who_wrote()
        await press(pilot)
        assert app.screen.query_one("#value").value == "44%"


async def test_options_set_by_digits_stay_fixed_until_space_frees_them(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "who-leads-2027") as (app, pilot):
        await press(pilot, *"60", "down", *"30", "down")
        assert app.screen.query_one("#options").split.parts == (600, 300, 100)
        assert seen(pilot).count(" fixed") == 2
        await press(pilot, *"25")
        assert "25 % became 10 %: that is what the fixed ones leave; space on one frees it" in seen(pilot)
        await press(pilot, "enter")
        assert "25 % became 10 %" in seen(pilot), "Enter says it once more before it goes on"
        assert not app.screen.query_one("#reason").has_focus
        await press(pilot, "up", "up", "space", "down", "down", *"25")
        assert app.screen.query_one("#options").split.parts == (450, 300, 250)
        await press(pilot, "backspace", "backspace", "enter", "enter")
        assert "saved" in seen(pilot)
    (mine,) = _mine(stage, "who-leads-2027")
    said = mine.says["options"]
    assert isinstance(said, list)
    assert sum(Decimal(chance) for _, chance in said) == 1


async def test_what_does_not_fit_is_said_though_the_option_moved_and_space_ends_a_number(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "who-leads-2027") as (app, pilot):
        await press(pilot, *"65", "space", "down", *"40.5")
        assert app.screen.query_one("#options").split.parts == (650, 350, 0), "space left it fixed"
        assert "40.5 % became 35 %" in seen(pilot)
        await press(pilot, "space", *"5")
        assert app.screen.query_one("#options").split.parts == (650, 50, 300), "another number began"
        assert "became" not in seen(pilot)


async def test_a_warning_goes_as_soon_as_the_text_is_another(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with forecasting(stage, press, "report-out-first-day") as (_, pilot):
        await press(pilot, *_signs("p10 2027-02-01 p90 2027-01-01"), "enter")
        assert "A higher level must not have a lower value." in seen(pilot)
        await press(pilot, "backspace")
        assert "A higher level must not have a lower value." not in seen(pilot)


@pytest.mark.no_cover
async def test_wide_what_waits_stands_beside_and_leads_there(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with walking(
        stage, press, "ctrl+n", "ctrl+n", *"35", "%", "enter", "enter", "N", size=(120, 40)
    ) as (app, pilot):
        text = seen(pilot)
        assert "Waits for you" in text
        assert "✓ said" in text
        assert "▸ Who leads at the end of 2027" in text
        app.screen.query_one("#waiting").focus()
        await press(pilot, "G", "enter")
        assert app.screen.about() == "lead-months-2028"


async def test_words_that_changed_since_are_named_and_enter_holds_for_the_new_ones(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    path = stage.settings.home / "forecasts" / "two-futures" / "bill-2026.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("enacted by that day", "signed by that day"),
        encoding="utf-8",
    )
    with stage.journal() as journal:
        sync(
            journal,
            read_catalogue(stage.settings.catalogue_folders()),
            by="mira",
            accept=["bill-2026"],
            reason="plainer",
        )
    async with forecasting(stage, press, "bill-2026") as (_, pilot):
        assert "said of version 1; it is version 2 now" in seen(pilot)
        assert "what changed since: criteria" in seen(pilot)
        await press(pilot, "enter")
        assert "kept 3 %" in seen(pilot)
        assert "what changed since" not in seen(pilot)
    assert [one.version for one in _mine(stage, "bill-2026")] == [2, 1]
