"""CORP's rising curve against the diagonal: steps of what should have been said, told afterwards; families below."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ledger.tui.drawing.unit_square import UnitSquare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.standing.calibration.corp_steps import Step
    from ledger.tui.ink import Line


def draw_corp(
    steps: Sequence[Step], width: int, height: int, *, selected: int | None = None, ascii_only: bool = False
) -> list[Line]:
    """`height` lines of `width` cells; nothing without steps or where a square has no room."""
    if not steps or not UnitSquare.fits(width, height):
        return []
    square = UnitSquare(width, height, [_middle(step) for step in steps], ascii_only=ascii_only)
    square.axes()
    square.diagonal()
    for step, on in pairwise(steps):
        square.path([(step.highest, step.happened), (on.lowest, on.happened)], "value")
    for at, step in enumerate(steps):
        _step(square, step, selected=at == selected)
    most = max(step.families for step in steps)
    counts = [(_middle(step), f"{step.families:.3g}", step.families / most) for step in steps]
    square.counts(counts, selected=selected)
    return square.canvas.lines()


def _middle(step: Step) -> float:
    return (step.lowest + step.highest) / 2


def _step(square: UnitSquare, step: Step, *, selected: bool) -> None:
    y = square.y(step.happened)
    for x in range(square.x(step.lowest), square.x(step.highest) + 1):
        square.canvas.put(x, y, square.sign("━", "="), "strong" if selected else "value")
    if selected:
        square.canvas.put(square.x(step.lowest) - 1, y, "[", "strong")
        square.canvas.put(square.x(step.highest) + 1, y, "]", "strong")
