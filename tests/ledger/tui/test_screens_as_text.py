"""Every screen at three sizes, compared as text with what it looked like when somebody last looked at it.

Set FLEDGER_REWRITE_SCREENS=1 to write the files anew, and read them before they are committed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.ledger.tui.stage import Stage

pytestmark = pytest.mark.no_cover
"""What it reaches is reached by tests of the same screens by keys."""

WAYS: dict[str, tuple[str, ...]] = {
    "today": (),
    "claims": ("2",),
    "claims-asks": ("2", "x", "x", "x"),
    "questions": ("3",),
    "questions-filtered": ("3", "slash", *"lead"),
    "question": ("3", "G", "enter"),
    "evidence": ("3", "G", "enter", "e"),
    "forecast-chances": ("n", "ctrl+n", "ctrl+n", "3", "5", "%"),
    "forecast-options": ("n", "ctrl+n", "right_square_bracket"),
    "forecast-numbers": (
        "n",
        *["ctrl+n"] * 3,
        *(key if key != " " else "space" for key in "p10 4 p50 7 p90 14"),
    ),
    "calibration": ("5",),
    "calibration-anyway": ("5", "a"),
    "journal": ("0",),
    "entry": ("0", "enter"),
    "look": ("u",),
    "help": ("question_mark",),
    "skip": ("n", "ctrl+s"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_screen_looks_as_it_did(
    way: str, stage: Stage, press: Any, looks: Callable[..., Any]
) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *WAYS[way])
        await looks(pilot, way)


@pytest.mark.parametrize("way", ["today", "questions", "question"])
async def test_a_screen_in_ascii_has_no_other_sign(
    way: str, stage: Stage, press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    app = stage.app(ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *WAYS[way])
        await looks(pilot, f"{way}-ascii", sizes=((80, 24),))
        text = seen(pilot)
        assert {sign for sign in text if not sign.isascii()} <= set("▁▂▃▄▅▆▇█─│"), "only Textual's own bars"


@pytest.mark.parametrize(
    "way", ["today", "claims", "questions", "question", "calibration", "journal", "look", "help"]
)
async def test_a_simulated_ledger_says_so_on_every_screen(
    way: str,
    new_stage: Callable[..., Stage],
    press: Any,
    seen: Callable[[Any], str],
    looks: Callable[..., Any],
) -> None:
    app = new_stage(simulated=True).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *WAYS[way])
        assert "SIMULATED" in seen(pilot)
        await looks(pilot, f"{way}-simulated", sizes=((80, 24),))


async def test_a_simulated_value_has_its_mark_in_the_same_cell(
    new_stage: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app = new_stage(simulated=True).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        assert "SIM 6.9 months" in seen(pilot)
        assert "SIM YES" in seen(pilot)
