"""The states of forecasting at three sizes: what stands, what was saved, days, fixed options, a correction, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.ledger.tui.stage import Stage

pytestmark = pytest.mark.no_cover
"""What it reaches is reached by tests of the same screens by keys."""


def _typed(text: str) -> list[str]:
    return ["space" if sign == " " else sign for sign in text]


SAYING = ("3", "5", "%", "enter", *_typed("bills die"), "enter")
SAVED = ("n", "ctrl+n", "ctrl+n", *SAYING)
WAYS: dict[str, tuple[str, ...]] = {
    "forecast-saved": SAVED,
    "forecast-correcting": (*SAVED, "c"),
    "forecast-days": ("n", *_typed("p10 2026-12-15 p50 2027-02-01 p90 2027-07-20")),
    "forecast-fixed": ("n", "ctrl+n", *"60", "down", *"30", "down", "5"),
    "forecast-old": ("n", *["ctrl+n"] * 3),
    "forecast-refused": ("n", "ctrl+n", "ctrl+n", "3", "5", "enter"),
    "forecast-end": ("n", "ctrl+s", "1", "ctrl+n", *SAYING, "n", "enter"),
    "forecast-withdraw": ("n", *["ctrl+n"] * 3, "ctrl+t"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_state_of_forecasting_looks_as_it_did(
    way: str, stage: Stage, press: Any, looks: Callable[..., Any]
) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *WAYS[way])
        await looks(pilot, way)


async def test_forecasting_in_ascii_has_no_other_sign(
    stage: Stage, press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    app = stage.app(ascii_only=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *SAVED, "ctrl+n", *_typed("p10 4 p50 7 p90 14"))
        await looks(pilot, "forecast-ascii", sizes=((120, 40), (80, 24)))
        assert {sign for sign in seen(pilot) if not sign.isascii()} <= set("▁▂▃▄▅▆▇█─│"), (
            "only Textual's own bars"
        )


async def test_a_simulated_ledger_says_so_where_one_forecasts(
    new_stage: Callable[..., Stage], press: Any, looks: Callable[..., Any], seen: Callable[[Any], str]
) -> None:
    app = new_stage(simulated=True).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *WAYS["forecast-old"])
        await looks(pilot, "forecast-simulated", sizes=((80, 24),))
        assert "now SIM 6.9 months" in seen(pilot)
        assert "history SIM" in seen(pilot)
