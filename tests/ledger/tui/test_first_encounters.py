"""What somebody meets who uses the app for the first time: what they type is kept, and each screen tells the truth."""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clock import microseconds
from ledger.questions.forecast import Chance
from ledger.questions.question import DateRange
from ledger.questions.saying import parse_says
from ledger.record.forecasts import of_question
from ledger.record.queue import queue
from ledger.record.trail import proposals
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.confirm import confirm
from ledger.standing.calibration.luck_words import noticed_words
from ledger.tui.ink import cut, plain
from ledger.tui.typed_value import how, prompt, typed_form
from ledger.tui.wording import says_short

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

SIZE = (80, 24)


def _keys(text: str) -> list[str]:
    names = {" ": "space", "?": "question_mark", "/": "slash"}
    return [names.get(sign, sign) for sign in text]


async def _open(pilot: Any, press: Any, question: str) -> None:
    await press(pilot)
    pilot.app.forecast_on(question)
    await press(pilot)


@pytest.mark.no_cover
@pytest.mark.parametrize("typed", ["p10 2 p50 3.5 p90 6 percent", "2 months", "about 3", "3%q", "hz?/efjk"])
async def test_every_letter_typed_into_the_value_stands_there(typed: str, stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-months-2028")
        await press(pilot, *_keys(typed))
        assert app.is_running
        assert app.screen.about() == "lead-months-2028"
        assert app.screen.query_one("#value").value == typed
        await press(pilot, "enter")
        assert app.screen.query_one("#value").has_focus, "what was refused is there to be mended"
    assert len(of_question(stage.record(), "lead-months-2028", by="mira")) == 1


async def test_the_keys_below_are_those_that_work(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 24)) as pilot:
        await _open(pilot, press, "bill-2026")
        typing = seen(pilot).splitlines()[-1]
        assert [words for words in ("^n Next", "^s Skip", "^q Quit", "f1 Help") if words not in typing] == []
        assert [words for words in (" n Next", " s Skip", " q Quit", " ? Help") if words in typing] == []
        app.screen.query_one("#asked").focus()
        await press(pilot)
        reading = seen(pilot).splitlines()[-1]
        assert [words for words in (" n Next", " s Skip", " q Quit", " ? Help") if words not in reading] == []


async def test_ctrl_keys_walk_on_from_inside_the_field(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "n")
        first = app.screen.about()
        await press(pilot, "ctrl+n")
        assert app.screen.about() != first


async def test_ctrl_c_names_the_key_that_the_bar_names(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+c")
        assert "q quits" in seen(pilot)
        assert "ctrl+q" not in seen(pilot)
        await _open(pilot, press, "bill-2026")
        await press(pilot, "end", "ctrl+c")
        assert "^q quits" in seen(pilot)


def test_what_was_withdrawn_waits_again_among_the_new_ones_by_its_end(stage: Stage) -> None:
    asked = "report-out-first-day", "who-leads-2027"
    with stage.record() as record:
        now = microseconds(stage.clock.at)
        found = [stop.question for stop in queue(record, now_us=now, me="mira")]
    assert found == [*asked, "lead-12-months-2028", "lead-months-2028"]
    _withdraw(stage, "bill-2026")
    with stage.record() as record:
        now = microseconds(stage.clock.at)
        stops = queue(record, now_us=now, me="mira")
    assert [stop.question for stop in stops] == [
        "bill-2026",
        *asked,
        "lead-12-months-2028",
        "lead-months-2028",
    ]
    assert [stop.why for stop in stops[:2]] == ["ended", "new"]
    assert [stop.is_new for stop in stops] == [True, True, True, True, False]


def _withdraw(stage: Stage, question: str) -> None:
    from ledger.acts import withdraw

    with stage.journal() as journal, stage.record() as record:
        withdraw(journal, record, question, by="mira")
    stage.clock.move(timedelta(seconds=1))


async def test_what_was_withdrawn_counts_as_no_forecast(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    _withdraw(stage, "bill-2026")
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        assert "5 questions are open" in seen(pilot)
        assert "4 without your forecast" in seen(pilot)
        await press(pilot, "n")
        assert app.screen.about() == "bill-2026"
        assert app.screen.query_one("#value").value == "", "what was withdrawn is no start"
        assert "no forecast of yours stands" in seen(pilot)
        assert "withdrawn " in seen(pilot)


async def test_an_open_proposal_stands_on_today_and_on_its_question(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    with stage.journal() as journal:
        answer(
            journal,
            "bill-2026",
            Given("yes", "ola", why="it was signed", url="https://example.org/act", on=stage.clock.at.date()),
        )
    with stage.record() as record:
        (one,) = proposals(record, "bill-2026")
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        text = " ".join(seen(pilot).split())
        assert "proposed YES" in text
        assert "challenge to" in text
        assert one.hash[:8] in text
        app.open_question("bill-2026")
        await press(pilot)
        page = " ".join(app.screen.query_one("#question").text.split())
        assert one.hash[:12] in page
        assert "r reviews it, with its receipts: confirm, reject or challenge." in page


async def test_nobody_is_asked_to_confirm_twice_nor_to_challenge_after_the_window(
    stage: Stage, press: Any
) -> None:
    on = stage.clock.at.date()
    with stage.journal() as journal:
        shown = Given("yes", "ola", why="it was signed", url="https://example.org/act", on=on)
        sha = str(answer(journal, "bill-2026", shown).hash)
        confirm(journal, sha, "mira")
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        app.open_question("bill-2026")
        await press(pilot)
        page = " ".join(app.screen.query_one("#question").text.split())
        assert "with its receipts: reject or challenge." in page
        stage.clock.move(timedelta(days=8))
        app.screen.reload()
        await press(pilot)
        page = " ".join(app.screen.query_one("#question").text.split())
        assert "with its receipts: reject." in page


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"interval": {"level": "0.8", "lower": "4", "upper": "14"}}, "80 % 4..14"),
        ({"range": {"lower": "-2", "upper": "24"}}, "-2..24"),
    ],
)
def test_an_interval_fits_into_a_cell(said: dict[str, object], shown: str) -> None:
    assert says_short(said, "months") == shown


@pytest.mark.parametrize("width", [80, 120])
async def test_the_columns_of_today_keep_apart(
    width: int, stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    stage.say("lead-months-2028", "80% 4..14")
    stage.rehearse("lead-months-2028", [123456.5])
    app: Any = stage.app()
    async with app.run_test(size=(width, 40)) as pilot:
        await press(pilot)
        assert " 80 % 4..14" in seen(pilot)


@given(st.integers(1, 200), st.integers(1, 200))
@settings(max_examples=60, deadline=None)
def test_odds_come_back_as_exactly_the_chance_that_was_said(yes: int, no: int) -> None:
    asked: Any = _Asked()
    said = parse_says(f"{yes}:{no}", asked)
    back = typed_form(said)
    assert parse_says(back, asked) == said
    assert len(back) <= len("98.4375%")


class _Asked:
    kind = "binary"
    options = ()
    numbers = None
    days = None


def test_odds_come_back_as_odds() -> None:
    assert typed_form(parse_says("1:40", _Asked())) == "1:40"  # type: ignore[arg-type]  # reads no more of it
    assert typed_form(Chance(Decimal("0.35"))) == "35%"


async def test_the_prompt_asks_for_what_is_asked(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-months-2028")
        assert app.screen.query_one("#value").placeholder.startswith("how many months?")
    assert prompt("binary", None).startswith("how likely?")
    assert prompt("numeric", None).startswith("how much?")
    assert prompt("date", None).startswith("which day?")


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 11, 21), date(2027, 6, 30), date(2030, 1, 1)])
def test_the_days_of_an_example_lie_in_the_range_of_the_question(today: date) -> None:
    dates = DateRange(date(2026, 5, 14), date(2027, 6, 30))
    days = [date.fromisoformat(each) for each in how("date", dates, today).split()[1::2]]
    assert days == sorted(days)
    assert dates.least <= days[0]
    assert days[-1] <= dates.most
    assert today > dates.most or today <= days[0]


async def test_a_date_question_asks_for_days_of_its_own(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "report-out-first-day")
        asked = app.screen.query_one("#value").placeholder
        assert asked == "which day? p10 2027-01-15 p50 2027-03-11 p90 2027-05-05"


async def test_a_claim_that_two_questions_measure_names_both(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(60, 40)) as pilot:
        await press(pilot, "2", "G", "enter")
        assert "The 2 questions that measure it" in seen(pilot)
        assert "Lead in months at the end of 2028" in seen(pilot)
        assert "Lead of 12 months or more at the end of 2028" in seen(pilot)


def test_cutting_a_title_keeps_its_year() -> None:
    title = (("Lead of 12 months or more at the end of 2028", "plain"),)
    assert plain(cut(title, 30)) == "Lead of 12 months or mor… 2028"  # type: ignore[arg-type]  # a literal ink
    assert plain(cut((("no year here at all", "plain"),), 8)) == "no year…"


def test_cutting_a_title_keeps_its_month_where_there_is_room() -> None:
    title = (("Index gap of 12 points or more at the end of February 2029", "plain"),)
    assert plain(cut(title, 40)) == "Index gap of 12 points or more… Feb 2029"  # type: ignore[arg-type]
    assert plain(cut(title, 20)) == "Index gap of 1… 2029"  # type: ignore[arg-type]


def test_a_power_is_said_in_words() -> None:
    assert noticed_words(0.99) == "nearly always"
    assert noticed_words(0.3) == "3 times in 10"
    assert noticed_words(0.01) == "hardly ever"


async def test_calibration_says_which_forecast_it_counts_and_what_its_signs_mean(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 60)) as pilot:
        await press(pilot, "5")
        page = " ".join(app.screen.query_one("#calibration").text.split())
        assert "From each question, the forecast that stood in the middle of the time covered" in page
        assert "a All detail" in seen(pilot)
        await press(pilot, "a")
        assert "●" in seen(pilot).splitlines()[2]
        assert "◆" in seen(pilot).splitlines()[2]


def _pictures(folder: Path) -> list[Path]:
    return list(folder.glob("*.svg"))


async def test_a_screenshot_goes_where_one_stands_and_its_path_is_said(
    stage: Stage, press: Any, seen: Callable[[Any], str], tmp_path: Path
) -> None:
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        app: Any = stage.app()
        async with app.run_test(size=(200, 24)) as pilot:
            await press(pilot, "ctrl+p", *"screenshot", "enter")
            await press(pilot)
            (made,) = _pictures(tmp_path)
            assert made.name == f"fledger-{stage.clock.now().astimezone(app.desk.zone):%Y-%m-%d-%H%M%S}.svg"
            assert "LedgerApp" not in made.read_text(encoding="utf-8")
            assert str(made)[:60] in "".join(seen(pilot).split())
    finally:
        os.chdir(before)


async def test_the_palette_begins_with_the_keys_of_the_screen(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 90)) as pilot:
        await press(pilot)
        app.open_question("bill-2026")
        await press(pilot, "ctrl+p")
        lines = seen(pilot).splitlines()
        named = ("On this screen", "Note:", "Parts of this page", "To: Now", "Go to", "Go to Journal")
        acts = (
            "From anywhere",
            "Next:",
            "The app",
            "Quit:",
            "Theme:",
            "Questions that end next",
            "(bill-2026)",
        )
        places = [next(at for at, text in enumerate(lines) if word in text) for word in (*named, *acts)]
        assert places == sorted(places)
        await press(pilot, "up", "down")
        assert app.screen.query_one("CommandList").highlighted == 1, "no heading is chosen"
        await press(pilot, *"withdraw", "enter")
        assert "Your forecast of 3 % ends now" in seen(pilot)


async def test_who_never_looked_sees_the_last_seven_days(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    stage.clock.move(timedelta(days=-4))
    with stage.journal() as journal:
        signed = stage.clock.at.date()
        answer(
            journal, "bill-2026", Given("yes", "ola", why="signed", url="https://example.org/act", on=signed)
        )
    stage.clock.move(timedelta(days=4))
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        assert "The last 7 days" in seen(pilot)
        assert "1 proposed" in seen(pilot)
