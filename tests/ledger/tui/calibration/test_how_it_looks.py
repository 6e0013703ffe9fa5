"""Every way to see calibration at three sizes, with as many questions as it bears, and in ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

pytestmark = pytest.mark.no_cover
"""What it reaches is reached by tests of the same screens by keys."""


@pytest.mark.parametrize(
    ("name", "count", "keys"),
    [
        ("none", 0, ()),
        ("12", 12, ()),
        ("40", 40, ()),
        ("200", 200, ()),
        ("200-selected", 200, ("right", "right", "right")),
        ("200-folded", 200, ("d",)),
        ("corp", 200, ("v", "right", "right")),
        ("sharpness", 200, ("v", "v")),
        ("numbers", 40, ("v", "v", "v")),
        ("options", 40, ("v", "v", "v", "v")),
        ("slices", 200, ("V", "right")),
        ("whose", 40, ("w",)),
    ],
)
async def test_calibration_looks_as_it_did(
    name: str,
    count: int,
    keys: tuple[str, ...],
    resolved: Callable[[int], Stage],
    press: Any,
    looks: Callable[..., Any],
) -> None:
    app = resolved(count).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", *keys)
        await looks(pilot, f"calibration-{name}")


async def test_calibration_in_ascii_has_no_other_sign(
    resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    app = resolved(200).app(ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "right", "right", "right")
        await looks(pilot, "calibration-ascii", sizes=((80, 24),))
        for _ in range(6):
            assert {sign for sign in seen(pilot) if not sign.isascii()} <= set("▁▂▃▄▅▆▇█─│"), (
                "Textual's own bars"
            )
            await press(pilot, "v")
