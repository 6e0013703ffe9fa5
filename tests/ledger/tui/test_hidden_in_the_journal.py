"""The journal covers what others said on a question until I answered it, and its search finds nothing of it; the entry
itself is one key away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger import acts

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.ledger.tui.stage import Stage

pytestmark = pytest.mark.no_cover
"""What it reaches is reached by tests of the same screens by keys."""

SIZE = (140, 40)
TWELVE = "lead-12-months-2028"


async def test_what_others_said_is_covered_until_i_answered(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "0")
        assert "lead-12-months-2028: tom says ##, hidden until you answered" in seen(pilot)
        assert "tom says 30 %" not in seen(pilot)
        assert "says 3 %" in seen(pilot), "my own words are mine to see"
        stage.say(TWELVE, "40%")
        app.ask_who_wrote()
        await press(pilot)
        assert "tom says 30 %" in seen(pilot)


async def test_what_others_corrected_is_covered_as_what_they_said(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    said = stage.say(TWELVE, "71%", by="tom")
    with stage.journal() as journal, stage.record() as record:
        acts.correct(journal, said, acts.parse(record, TWELVE, "17%", stage.clock)[1])
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "0")
        assert f"{TWELVE}: forecast {said.forecast} corrected by tom, hidden until" in seen(pilot)
        assert "17 %" not in seen(pilot)
        stage.say(TWELVE, "40%")
        app.ask_who_wrote()
        await press(pilot)
        assert f"{TWELVE}: forecast {said.forecast} corrected by tom to 17 %, a slip" in seen(pilot)


@pytest.mark.parametrize("typed", ["0.227", "secret"])
async def test_a_search_finds_nothing_of_what_is_covered(
    stage: Stage, press: Any, seen: Callable[[Any], str], typed: str
) -> None:
    stage.say(TWELVE, "22.7%", by="tom", reason="a secret")
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "0", "slash", *typed)
        assert "No entry fits." in seen(pilot)
        app.revealed.add(TWELVE)
        await press(pilot, "backspace", typed[-1])
        assert "tom says 22.7 %" in seen(pilot)


async def test_the_list_of_questions_finds_no_figure_that_is_covered(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "slash", *"12-24")
        assert "Lead in months" in seen(pilot), "that one I have answered"
        assert "Lead of 12 months" not in seen(pilot)
