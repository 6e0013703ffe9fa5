"""Ranges on one axis, a lane each, and where the value lies among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.drawing.canvas import Canvas
from ledger.tui.drawing.scale import Scale, around, short, ticks
from ledger.tui.ink import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.tui.ink import Line

LEAST_WIDTH = 24
"""Cells of an axis below which nothing is drawn."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A range and its name. An end that is None is open: every value beyond the other end is in it."""

    name: str
    low: float | None
    high: float | None


def draw_ranges(lanes: Sequence[Lane], now: float | None, now_name: str, width: int) -> list[Line]:
    """A line for each lane, one for the value if there is one, and the axis; nothing without a number or in little room."""
    named = max(map(len, [*(lane.name for lane in lanes), now_name]), default=0) + 2
    ends = [end for lane in lanes for end in (lane.low, lane.high) if end is not None]
    wide = width - named
    if not ends or wide < LEAST_WIDTH:
        return []
    scale = around([*ends, *([] if now is None else [now])], wide)
    rows = [(lane.name, _lane(lane, scale, now)) for lane in lanes]
    if now is not None:
        rows.append((now_name, _now(now, scale)))
    return [line(f"{name:<{named}}", *shown) for name, shown in [*rows, ("", _axis(scale))]]


def _lane(lane: Lane, scale: Scale, now: float | None) -> Line:
    canvas = Canvas(scale.size, 1)
    if now is not None:
        canvas.put(scale.place(now), 0, "┆", "muted")
    low = 0 if lane.low is None else scale.place(lane.low)
    high = scale.size - 1 if lane.high is None else scale.place(lane.high)
    canvas.text(low, 0, "━" * (high - low + 1), "theirs")
    canvas.put(low, 0, "←" if lane.low is None else "├", "theirs")
    canvas.put(high, 0, "→" if lane.high is None else "┤", "theirs")
    return canvas.lines()[0]


def _now(now: float, scale: Scale) -> Line:
    canvas = Canvas(scale.size, 1)
    canvas.put(scale.place(now), 0, "●", "value")
    return canvas.lines()[0]


def _axis(scale: Scale) -> Line:
    canvas, taken = Canvas(scale.size, 1), -1
    for value in ticks(scale, max(scale.size // 10, 2)):
        label = short(value)
        start = scale.place(value) - len(label) // 2
        if taken < start and start + len(label) <= scale.size:
            canvas.text(start, 0, label)
            taken = start + len(label)
    return canvas.lines()[0]
