"""What a reviewer and a keeper of the record see, at three sizes, in the states worth looking at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger.tui import cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

pytestmark = pytest.mark.no_cover
"""What it reaches is reached by tests of the same screens by keys."""

WAYS: dict[str, tuple[Callable[[Stage], object], tuple[str, ...]]] = {
    "review": (cases.disputed, ("9",)),
    "review-empty": (lambda _: None, ("9",)),
    "case-answered": (cases.answered, ("9", "enter")),
    "case-disputed": (cases.disputed, ("9", "enter")),
    "case-conflict": (cases.in_conflict, ("9", "G", "enter")),
    "act-confirm": (cases.answered, ("9", "enter", "y")),
    "act-challenge": (cases.answered, ("9", "enter", "c")),
    "act-refused": (cases.answered, ("9", "enter", "x", "enter")),
    "sources": (lambda _: None, ("8",)),
    "sources-none-fits": (lambda _: None, ("8", "slash", *"zzz")),
    "source": (lambda _: None, ("8", "enter")),
    "try": (lambda _: None, ("8", "t")),
    "journal-searched": (cases.answered, ("0", "slash", *"bill")),
    "entry-names": (cases.decided, ("0", "enter")),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_screen_looks_as_it_did(way: str, stage: Stage, press: Any, looks: Any) -> None:
    make, keys = WAYS[way]
    make(stage)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys)
        await looks(pilot, way)


@pytest.mark.parametrize("way", ["review", "case-conflict", "sources"])
async def test_a_simulated_ledger_says_so_and_marks_every_outcome(
    way: str, new_stage: Callable[..., Stage], press: Any, looks: Any, seen: Any
) -> None:
    make, keys = WAYS[way]
    stage = new_stage(simulated=True)
    make(stage)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys)
        await looks(pilot, f"{way}-simulated", sizes=((120, 40),))
        assert "SIMULATED" in seen(pilot)
        assert "SIM " in seen(pilot).replace("SIMULATED", "")


@pytest.mark.parametrize("way", ["case-conflict", "sources", "journal-searched"])
async def test_ascii_mode_has_no_other_sign(
    way: str, stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    make, keys = WAYS[way]
    make(stage)
    app = stage.app(ascii_only=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys)
        assert {sign for sign in seen(pilot) if not sign.isascii()} <= set("▁▂▃▄▅▆▇█─│"), (
            "only Textual's own bars"
        )
