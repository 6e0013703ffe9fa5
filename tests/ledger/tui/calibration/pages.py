"""What stands on Calibration, as text."""

from __future__ import annotations

from typing import Any


def listed(pilot: Any) -> list[str]:
    """The lines that lead somewhere, of whichever page has the list."""
    sheet = pilot.app.screen.query_one(
        "#listed" if pilot.app.screen.query_one("#listed").display else "#calibration"
    )
    return [line for line in sheet.text.splitlines() if "Thing " in line]


def read_out(pilot: Any) -> str:
    """What is read out."""
    return " ".join(pilot.app.screen.query_one("#calibration").text.split())
