"""Looking at the sources from the app, through the real fetcher, at a server on this machine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.publisher import Publisher
    from tests.ledger.tui.stage import Stage


async def test_a_first_run_looks_at_once_and_shows_values(
    home: Stage, publisher: Publisher, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = home.app()
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "enter", "y")
        text = seen(pilot)
        assert "1 answer for 1 look" in text
        assert "mean_lag_months" in text
        await press(pilot, "escape")
        assert "months" in seen(pilot)
        assert "last look just now by mira" in seen(pilot)
    assert publisher.asked == ["/data/eci_scores.csv"]


async def test_requests_are_listed_before_anything_is_sent(
    home: Stage, publisher: Publisher, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = home.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter", "n", "u")
        assert "https://epoch.ai/data/eci_scores.csv" in seen(pilot)
        assert publisher.asked == []
        await press(pilot, "enter")
        assert len(publisher.asked) == 1
        await press(pilot, "escape", "u")
        assert "Nothing is due." in seen(pilot)
        await press(pilot, "a")
        assert "Looked" in seen(pilot)


async def test_data_that_cannot_be_used_is_named_and_never_a_no(
    home: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    home.clock.at = datetime(2027, 6, 1, tzinfo=UTC)
    app: Any = home.app()
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "enter", "y")
        assert "! epoch.eci_lag" in seen(pilot)
        await press(pilot, "escape", "3")
        assert "! unusable" in seen(pilot)


async def test_escape_stops_a_look_and_nothing_is_kept(
    home: Stage, publisher: Publisher, press: Any, seen: Callable[[Any], str]
) -> None:
    publisher.gate.clear()
    app: Any = home.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter", "n", "u")
        await pilot.press("enter")
        for _ in range(200):
            if publisher.asked:
                break
            await pilot.pause(0.02)
        await pilot.press("escape")
        for _ in range(200):
            if "nothing was kept" in seen(pilot):
                break
            await pilot.pause(0.02)
        publisher.gate.set()  # only now: an answer that comes before the key is heard is kept, and rightly
        assert "stopped; nothing was kept" in seen(pilot)
    with home.record() as record:
        assert record.one("SELECT count(*) FROM run_rehearsals") == (0,)


async def test_at_the_end_of_the_calendar_a_look_says_that_its_time_cannot_be_counted_with(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    stage.clock.at = datetime(1, 1, 1, tzinfo=UTC)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "u")
        assert "it goes by a time that is too far away to be counted with" in seen(pilot)
        assert "OverflowError" not in seen(pilot)
