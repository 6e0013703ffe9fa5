"""What ends next on Today says what it counts, and a tall screen has more of it, and of what was said lately."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


async def test_those_that_are_not_open_yet_are_counted_apart(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    folder = stage.settings.home / "forecasts" / "two-futures"
    bill = (folder / "bill-2026.toml").read_text(encoding="utf-8")
    later = bill.replace("opens_at = 2026-05-14", "opens_at = 2026-12-01").replace(
        "2026-05-14, ", "2026-12-01, "
    )
    later = later.replace("resolves_at = 2026-05-14", "resolves_at = 2026-12-01")
    for number in range(14):
        text = (later if number < 4 else bill).replace("The bill becomes", f"Bill {number} becomes")
        (folder / f"bill-{number}-2026.toml").write_text(text, encoding="utf-8")
    stage.sync()
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "G")
        assert "... and 3 more (4 of all 15 not open yet); 3 lists every question" in seen(pilot)


async def test_what_ends_later_fills_a_tall_screen_and_goes_when_it_is_low(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    folder = stage.settings.home / "forecasts" / "two-futures"
    bill = (folder / "bill-2026.toml").read_text(encoding="utf-8")
    for number in range(14):
        text = bill.replace("The bill becomes", f"Bill {number} becomes")
        (folder / f"bill-{number}-2026.toml").write_text(text, encoding="utf-8")
    stage.sync()
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await press(pilot)
        within, after = seen(pilot).split("after that")
        assert within.count("20 Dec 26") == 15
        assert "more (" not in within
        assert "31 Dec 28  Lead in months at the end of 2028" in after
        await pilot.resize_terminal(80, 24)
        await press(pilot, "G")
        assert "... and 3 more; 3 lists every question" in seen(pilot)
        assert "after that" not in seen(pilot)


async def test_what_was_said_lately_is_shown_where_there_is_room_and_leads_to_its_question(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "G")
        assert "Said and happened lately" in seen(pilot)
        assert "f Forecast" not in seen(pilot), "it has ended"
        await pilot.resize_terminal(80, 24)
        await press(pilot)
        assert "Said and happened lately" not in seen(pilot)
        await pilot.resize_terminal(120, 40)
        await press(pilot, "G", "enter")
        assert "will-the-report-be-out-2026 · resolved" in seen(pilot)


async def test_what_resolved_since_the_last_look_is_told_once(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    stage.clock.move(-timedelta(days=4))
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await press(pilot)
        assert seen(pilot).count("Will the report be out?") == 1
        assert "Said and happened lately" not in seen(pilot)
