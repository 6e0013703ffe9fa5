"""One number, several questions, at the keys: what my numbers imply, = to enter it, and what contradicts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ledger.record.forecasts import of_question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from ledger.record.forecasts import ForecastRow
    from tests.ledger.tui.stage import Stage

SIZE = (100, 40)
NUMBERS = "p10 4 p50 7 p90 14"
ORIGIN = "implied by my numbers on lead-months-2028: p10 4 · p50 7 · p90 14 months"


def _mine(stage: Stage, question: str) -> tuple[ForecastRow, ...]:
    with stage.record() as record:
        return of_question(record, question, by="mira")


async def _open(pilot: Any, press: Any, question: str) -> None:
    await press(pilot)
    pilot.app.forecast_on(question)
    await press(pilot)


@pytest.fixture
def numbers(stage: Stage) -> Stage:
    """My numbers reach beyond 12 months."""
    stage.say("lead-months-2028", NUMBERS)
    return stage


async def test_equals_enters_what_my_numbers_imply_and_the_reason_says_so(
    numbers: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = numbers.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-12-months-2028")
        assert "your numbers imply 21 %: = to enter" in seen(pilot)
        await press(pilot, "=")
        assert app.screen.query_one("#value").value == "21%"
        assert app.screen.query_one("#reason").value == ORIGIN
        await press(pilot, "enter", "enter")
        assert "saved 21 %" in seen(pilot)
    (saved,) = _mine(numbers, "lead-12-months-2028")
    assert (saved.probability, saved.reason) == (0.21, ORIGIN)


async def test_a_figure_that_is_typed_over_is_implied_by_nothing(numbers: Stage, press: Any) -> None:
    app: Any = numbers.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-12-months-2028")
        await press(pilot, "=", "up", "enter", "enter")
    (saved,) = _mine(numbers, "lead-12-months-2028")
    assert (saved.probability, saved.reason) == (0.22, None)


async def test_in_the_reason_equals_is_a_sign_like_any_other(numbers: Stage, press: Any) -> None:
    app: Any = numbers.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-12-months-2028")
        await press(pilot, *"30", "%", "enter", *"a=b", "enter")
    (saved,) = _mine(numbers, "lead-12-months-2028")
    assert (saved.probability, saved.reason) == (0.3, "a=b")


async def test_where_numbers_leave_no_figure_equals_does_nothing(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-12-months-2028")
        assert "to enter" not in seen(pilot)
        assert "= Implied" not in seen(pilot)
        await press(pilot, "=", "enter")
        assert "your numbers on lead-months-2028 leave at most 10 %" in seen(pilot)
        app.screen.do_take_implied()
        assert app.screen.query_one("#value").value == "="


@pytest.mark.no_cover
async def test_after_numbers_the_others_are_told(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-months-2028")
        await press(pilot, *["space" if sign == " " else sign for sign in NUMBERS], "enter", "enter")
        assert "saved p10 4 · p50 7 · p90 14 months" in seen(pilot)
        assert 'your numbers imply 21 % for "Lead of 12 months or more at the end of 2028"' in seen(pilot)


@pytest.mark.no_cover
async def test_numbers_say_while_they_are_typed_what_they_imply_and_what_i_said_there(
    numbers: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    numbers.say("lead-12-months-2028", "35%")
    app: Any = numbers.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-months-2028")
        assert "12 or more: 21 %, there you said 35 %" in seen(pilot)
        await press(pilot, *["space" if sign == " " else sign for sign in "p10 4 p50 7 p90 22"])
        assert "12 or more: 37 %, there you said 35 %" in seen(pilot)
        numbers.say("lead-12-months-2028", "37%")
        app.ask_who_wrote()
        await press(pilot)
        assert "12 or more: 37 % ·" in seen(pilot)


async def test_a_contradiction_stands_on_the_question_and_on_today(
    numbers: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = numbers.app()
    async with app.run_test(size=(100, 50)) as pilot:
        await press(pilot)
        assert "among your forecasts" not in seen(pilot)
        numbers.say("lead-12-months-2028", "60%")
        app.ask_who_wrote()
        await press(pilot)
        assert "1 contradiction among your forecasts on one number: C shows what mends them" in seen(pilot)
        app.open_question("lead-12-months-2028")
        await press(pilot)
        shown = " ".join(seen(pilot).split())
        assert (
            "lead-12-months-2028: you said 60 %; what you said on lead-months-2028 leaves 10 % to 50 %"
            in shown
        )


CLASSES = """
format = 1
kind = "multiple_choice"
ordered = true
title = "The lead in classes"
statement = "In which class will the lead lie?"
by = "this project"
family = "lead-2028"
digits = 1
opens_at = 2026-05-14
closes_at = 2028-12-31
resolves_at = 2029-02-01
gives_up_at = 2029-06-30
criteria = "As lead-months-2028."

[[option]]
label = "short"
below = 5.5

[[option]]
label = "long"
at_least = 5.5

[resolution]
window = { over = [2028-10-01, 2028-12-31] }

[[resolution.source]]
name = "epoch.eci_lag"
value = "mean_lag_months"
"""


async def test_options_take_what_is_implied_for_all_of_them(numbers: Stage, press: Any) -> None:
    folder: Path = numbers.settings.home / "forecasts" / "two-futures"
    (folder / "lead-classes-2028.toml").write_text(CLASSES, encoding="utf-8")
    numbers.sync()
    app: Any = numbers.app()
    async with app.run_test(size=SIZE) as pilot:
        await _open(pilot, press, "lead-classes-2028")
        await press(pilot, "=")
        assert [chance for _, chance in app.screen.query_one("#options").chances] == [
            Decimal("0.3"),
            Decimal("0.7"),
        ]
        await press(pilot, "enter", "enter")
    (saved,) = _mine(numbers, "lead-classes-2028")
    assert saved.reason == ORIGIN
    assert dict(saved.says) == {"options": [["short", "0.300"], ["long", "0.700"]]}
