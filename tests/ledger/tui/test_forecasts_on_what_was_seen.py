"""My forecast is made on the words that were shown, and kept, ended or taken back as it was shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger import acts
from ledger.journal.backup import backup
from ledger.journal.intake import sync
from ledger.journal.restore import restore
from ledger.questions.catalogue import read_catalogue
from ledger.record.forecasts import ForecastRow, of_question
from ledger.record.journal import entries
from tests.ledger.tui.pasting import write

if TYPE_CHECKING:
    from tests.ledger.tui.stage import Stage

SIZE = (120, 45)
BILL = "bill-2026"


def mine(stage: Stage) -> tuple[ForecastRow, ...]:
    with stage.record() as record:
        return of_question(record, BILL, by="mira")


def count(stage: Stage) -> int:
    with stage.record() as record:
        return entries(record)[0].seq


def said_elsewhere(stage: Stage, text: str) -> None:
    """In another terminal, a minute later."""
    stage.clock.move(timedelta(minutes=1))
    stage.say(BILL, text, reason="another terminal")


def amended_elsewhere(stage: Stage) -> None:
    """The words of the bill are others, and somebody has accepted them."""
    path = stage.settings.home / "forecasts" / "two-futures" / f"{BILL}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("YES if it is enacted by", "YES unless it is enacted by"), encoding="utf-8")
    catalogue = read_catalogue(stage.settings.catalogue_folders())
    with stage.journal() as journal:
        sync(journal, catalogue, by="zoe", accept=[BILL], reason="clearer")


async def fields_of(pilot: Any, press: Any) -> None:
    """The fields of the bill, on which 3 % stands."""
    await press(pilot)
    pilot.app.forecast_on(BILL)
    await press(pilot)


async def test_enter_keeps_only_the_forecast_that_was_shown(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await fields_of(pilot, press)
        said_elsewhere(stage, "90%")
        before = count(stage)
        await pilot.press("enter")  # before the app has looked whether somebody wrote
        await press(pilot)
        assert "is not the one you saw any more: nothing was written" in seen(pilot)
    assert count(stage) == before


async def test_a_forecast_that_was_corrected_elsewhere_is_not_kept_as_if_it_was_seen(
    stage: Stage, press: Any, seen: Any
) -> None:
    said_elsewhere(stage, "8%")
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await fields_of(pilot, press)
        with stage.journal() as journal, stage.record() as record:
            _, says = acts.parse(record, BILL, "80%", stage.clock)
            acts.correct(journal, acts.last_said(record, BILL, by="mira"), says)
        before = count(stage)
        await pilot.press("enter")  # before the app has looked whether somebody wrote
        await press(pilot)
        assert "is not the one you saw any more" in seen(pilot)
    assert count(stage) == before


@pytest.mark.parametrize("where", ["forecast", "question"])
async def test_the_withdraw_panel_names_the_figure_and_ends_no_other(
    stage: Stage, press: Any, seen: Any, where: str
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        if where == "forecast":
            await fields_of(pilot, press)
            await press(pilot, "ctrl+t")
        else:
            await press(pilot)
            app.open_question(BILL)
            await press(pilot, "w")
        assert "Your forecast of 3 % ends now." in seen(pilot)
        said_elsewhere(stage, "90%")
        await press(pilot, "enter")
        assert "is not the one you saw any more: nothing was written" in seen(pilot)
    assert [one.ended_at for one in mine(stage)] == [None, None]


async def test_what_was_half_typed_is_not_said_on_words_nobody_read(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await fields_of(pilot, press)
        await press(pilot, "ctrl+u")
        await write(pilot, press, "40%")
        amended_elsewhere(stage)
        app.ask_who_wrote()
        await press(pilot)
        await write(pilot, press, "my reason")
        assert len(mine(stage)) == 1
        assert "Its words changed meanwhile." in seen(pilot)
        assert "unless" in seen(pilot)
        await press(pilot, "enter")
        assert "saved 40 %" in seen(pilot)
    assert mine(stage)[0].version == 2


async def test_what_stands_is_not_kept_for_words_that_came_a_moment_ago(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await fields_of(pilot, press)
        amended_elsewhere(stage)
        app.ask_who_wrote()
        await press(pilot, "enter")
        assert "Its words changed meanwhile. Read them above again" in seen(pilot)
        assert [one.version for one in mine(stage)] == [1]
        await press(pilot, "enter")
    assert [one.version for one in mine(stage)] == [2, 1]


async def test_taking_back_tells_the_newer_forecast_that_stands(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await fields_of(pilot, press)
        await press(pilot, "ctrl+u")
        await write(pilot, press, "40%", "first")
        said_elsewhere(stage, "75%")
        await press(pilot, "z")
        assert "taken back 40 % on bill-2026 · your newer 75 % stands" in seen(pilot)
    assert mine(stage)[0].probability == 0.75


async def test_what_was_withdrawn_meanwhile_is_not_told_as_taken_back(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await fields_of(pilot, press)
        await press(pilot, "ctrl+u")
        await write(pilot, press, "40%", "first")
        with stage.journal() as journal, stage.record() as record:
            acts.withdraw(journal, record, BILL, by="mira")
        await press(pilot, "z")
        assert "withdrawn elsewhere meanwhile: nothing was recorded, and you have no forecast there" in seen(
            pilot
        )
        assert "taken back" not in seen(pilot)


@pytest.mark.parametrize("key", ["z", "c"])
async def test_after_a_restore_no_other_forecast_is_taken_back_or_corrected(
    stage: Stage, press: Any, seen: Any, key: str
) -> None:
    older = stage.settings.ledger.with_name("older.db")
    backup(stage.settings.ledger, older)
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await fields_of(pilot, press)
        await press(pilot, "ctrl+u")
        await write(pilot, press, "40%", "first")
        restore(older, stage.settings.ledger, replace=True)
        stage.clock.move(timedelta(seconds=20))
        other = stage.say("lead-12-months-2028", "35%", reason="said elsewhere")
        await press(pilot, key)
        if key == "c":
            await press(pilot, "ctrl+u")
            await write(pilot, press, "44%")
        assert f"What #{other.forecast} says now is not what you saw, your 40 % on {BILL}" in seen(pilot)
    assert count(stage) == other.forecast
