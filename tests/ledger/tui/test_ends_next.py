"""What ends next on Today says what it counts: not all of it is open yet."""

from __future__ import annotations

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
    async with stage.app().run_test(size=(80, 40)) as pilot:
        await press(pilot)
        assert "Ends next, within 30 days" in seen(pilot)
        assert "... and 3 more (4 of all 15 not open yet); 3 lists every question" in seen(pilot)
