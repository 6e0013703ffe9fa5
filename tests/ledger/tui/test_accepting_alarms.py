"""Accepting what a source reads now, from the app: the alarms that were seen, and no others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ledger.journal.alarms import Alarm, raise_alarms

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


def jumps(stage: Stage, became: str = "mean_lag_months 31.0") -> None:
    """The look's alarm says that its value jumped."""
    with stage.journal() as journal, journal.transaction() as tx:
        look, _ = stage.looks("lead-months-2028")[0]
        since = stage.clock.at - timedelta(days=2)
        raise_alarms(tx.connection, [Alarm(look, "jumped", since, "mean_lag_months 6.9", became)])


def held(stage: Stage) -> list[str]:
    with stage.record() as record:
        return [kind for (kind,) in record.rows("SELECT kind FROM run_alarms ORDER BY kind")]


async def test_an_alarm_is_accepted_with_what_was_read_beside_it(
    stage: Stage, press: Any, seen: Callable[[Any], str], looks: Any
) -> None:
    jumps(stage)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "8")
        assert "Right as it is now? a accepts it" in seen(pilot)
        await press(pilot, "a")
        text = seen(pilot)
        assert "was mean_lag_months 6.9" in text
        assert "is  mean_lag_months 31.0" in text
        assert "! stays: shape changed: no column eci" in text
        assert "Last requests kept" in text
        await looks(pilot, "accept-alarm")
        assert held(stage) == ["jumped", "shape_changed"], "nothing is accepted before the key"
        await press(pilot, "y")
        assert "what it reads now is right; jumped is over" in seen(pilot)
        assert "a Accept" not in seen(pilot), "the other alarm cannot be accepted"
    assert held(stage) == ["shape_changed"]


async def test_escape_accepts_nothing(stage: Stage, press: Any) -> None:
    jumps(stage)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "8", "a", "escape")
    assert held(stage) == ["jumped", "shape_changed"]


async def test_an_alarm_that_is_another_by_now_is_not_accepted(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    jumps(stage)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "8", "a")
        jumps(stage, "mean_lag_months 95.0")
        await press(pilot, "y")
        assert "are not what you saw any more: nothing was accepted" in seen(pilot)
    assert held(stage) == ["jumped", "shape_changed"]


async def test_it_is_accepted_from_the_look_shown_whole_too(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    jumps(stage)
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "8", "enter", "a", "y")
        assert "Right as it is now?" not in seen(pilot)
    assert held(stage) == ["shape_changed"]


async def test_without_an_alarm_that_can_be_accepted_the_key_is_not_offered(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "8")
        assert "a Accept" not in seen(pilot)
        await press(pilot, "a")
        assert type(app.screen).__name__ == "SourcesScreen"
