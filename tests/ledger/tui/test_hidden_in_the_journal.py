"""The journal covers what others said on a question until I answered it; the entry itself is one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.ledger.tui.stage import Stage


async def test_what_others_said_is_covered_until_i_answered(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "0")
        assert "lead-12-months-2028: tom says ##, hidden until you answered" in seen(pilot)
        assert "tom says 30 %" not in seen(pilot)
        assert "says 3 %" in seen(pilot), "my own words are mine to see"
        stage.say("lead-12-months-2028", "40%")
        app.ask_who_wrote()
        await press(pilot)
        assert "tom says 30 %" in seen(pilot)
