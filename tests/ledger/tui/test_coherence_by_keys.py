"""What contradicts among my forecasts, mended at the keys: the closest that go together, and nothing without Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.record.forecasts import of_question

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

TWELVE, LEAD = "lead-12-months-2028", "lead-months-2028"
REASON = f"moved to go together with what I said on {TWELVE} and {LEAD}"


def mine(stage: Stage, question: str) -> list[tuple[float | None, str | None]]:
    """My forecasts on a question, newest first."""
    with stage.record() as record:
        return [(one.probability, one.reason) for one in of_question(record, question, by="mira")]


@pytest.fixture
def torn(stage: Stage) -> Stage:
    """My numbers leave at most 50 % for twelve months or more, and I said 80 %."""
    stage.say(LEAD, "p10 4 p50 7 p90 14")
    stage.say(TWELVE, "80%")
    return stage


async def test_today_names_the_key_and_enter_says_the_closest_that_go_together(
    torn: Stage, press: Any, seen: Callable[[Any], str], looks: Any
) -> None:
    app: Any = torn.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        assert "1 contradiction among your forecasts on one number: C shows what mends them" in seen(pilot)
        await press(pilot, "C")
        text = seen(pilot)
        assert f"{TWELVE}: you said 80 %; what you said on {LEAD} leaves 10 % to 50 %" in text
        assert "80 % → 50 %" in text
        assert "p10 4 · p50 7 · p90 14 months, stays" in text
        await looks(pilot, "coherence")
        assert mine(torn, TWELVE) == [(0.8, None)], "nothing is recorded without Enter"
        await press(pilot, "enter")
        assert "saved 50 % · was 80 %" in seen(pilot)
        assert "Nothing. Your 2 forecasts on" in seen(pilot)
        assert "Say these" not in seen(pilot)
    assert mine(torn, TWELVE) == [(0.5, REASON), (0.8, None)]
    assert len(mine(torn, LEAD)) == 2, "numbers stay"


async def test_escape_says_nothing(torn: Stage, press: Any) -> None:
    app: Any = torn.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "C", "escape")
        assert type(app.screen).__name__ == "TodayScreen"
    assert mine(torn, TWELVE) == [(0.8, None)]


@pytest.mark.parametrize(("question", "text"), [(TWELVE, "75%"), (LEAD, "p10 1 p50 2 p90 3")])
async def test_a_forecast_that_is_another_by_now_mends_nothing(
    question: str, text: str, torn: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = torn.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "C")
        torn.say(question, text)
        before = mine(torn, TWELVE)
        await press(pilot, "enter")
        assert f"Your forecast on {question} is not the one you saw any more: nothing was written" in seen(
            pilot
        )
    assert mine(torn, TWELVE) == before


async def test_a_question_says_that_it_can_be_mended_here(
    torn: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = torn.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        app.open_question(TWELVE)
        await press(pilot)
        assert "C mends it here" in " ".join(seen(pilot).split())
        await press(pilot, "C", "enter", "escape")
        assert "C mends it here" not in " ".join(seen(pilot).split())


async def test_in_a_field_where_letters_are_text_a_key_of_its_own_leads_there(
    torn: Stage, press: Any
) -> None:
    app: Any = torn.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        app.forecast_on(TWELVE)
        await press(pilot, "f5")
        assert type(app.screen).__name__ == "CoherenceScreen"


async def test_numbers_that_contradict_each_other_lead_to_their_questions(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    folder = stage.settings.home / "forecasts" / "two-futures"
    text = (folder / f"{LEAD}.toml").read_text(encoding="utf-8")
    (folder / "lead-again-2028.toml").write_text(
        text.replace("Lead in months", "The lead again"), encoding="utf-8"
    )
    stage.sync()
    stage.say("lead-again-2028", "p10 20 p50 25 p90 30")
    app: Any = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "C")
        text = " ".join(seen(pilot).split())
        assert "No chances were found that mend all of this. Say one of them anew:" in text
        assert "to mend it: change lead-" in text
        assert "Say these" not in seen(pilot)
        await press(pilot, "enter")
        assert type(app.screen).__name__ == "QuestionScreen"
        text = " ".join(seen(pilot).split())
        assert "C shows all that contradicts" in text
        assert "C mends it here" not in text


async def test_where_nothing_contradicts_the_screen_says_so(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "C")
        assert "Nothing. You have no two forecasts on questions that one number decides." in " ".join(
            seen(pilot).split()
        )
        await press(pilot, "escape")
        stage.say(LEAD, "p10 4 p50 7 p90 14")
        stage.say(TWELVE, "30%")
        await press(pilot, "C")
        assert "Nothing. Your 2 forecasts on questions that one number decides go together." in " ".join(
            seen(pilot).split()
        )
