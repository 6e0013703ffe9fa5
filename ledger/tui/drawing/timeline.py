"""What happens when, on one line from now on: how many in every cell, and what the times are called below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.drawing.canvas import Canvas
from ledger.tui.drawing.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.tui.ink import Line

LEAST_WIDTH = 30
MOST_COUNTED = 9


@dataclass(frozen=True, slots=True)
class Timeline:
    """`start` and `end` in microseconds UTC; `counts` are (time, how many) inside them, `names` (time, its name), rising."""

    start: int
    end: int
    counts: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, str], ...]


def draw_timeline(drawn: Timeline, width: int, *, ascii_only: bool = False) -> list[Line]:
    """The line and the names below it; `●` is one, digits count up to nine, `+` is more, as stands behind the names or, where
    there is no room, below them. Nothing in under 30 cells.
    """
    if width < LEAST_WIDTH or drawn.end <= drawn.start:
        return []
    scale = Scale(drawn.start, drawn.end, width)
    canvas = Canvas(width, 2, ascii_only=ascii_only)
    canvas.text(0, 0, ("-" if ascii_only else "─") * width)
    free, key = _names(canvas, scale, drawn.names), _key(ascii_only=ascii_only)
    for place, count in _counted(scale, drawn.counts).items():
        canvas.put(place, 0, _sign(count, ascii_only=ascii_only), "strong")
    if free + len(key) > width:
        return [*canvas.lines(), ((key, "muted"),)]
    canvas.text(width - len(key), 1, key)
    return canvas.lines()


def _counted(scale: Scale, counts: Sequence[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for at, count in counts:
        found[scale.place(at)] = found.get(scale.place(at), 0) + count
    return found


def _sign(count: int, *, ascii_only: bool) -> str:
    if count == 1:
        return "o" if ascii_only else "●"
    return str(count) if count <= MOST_COUNTED else "+"


def _key(*, ascii_only: bool) -> str:
    return f"{_sign(1, ascii_only=ascii_only)} one, 2-{MOST_COUNTED} so many, + more"


def _names(canvas: Canvas, scale: Scale, names: Sequence[tuple[int, str]]) -> int:
    """The first cell behind them."""
    free = 0
    for at, name in names:
        place = scale.place(at)
        if place >= free and place + len(name) <= canvas.width:
            canvas.put(place, 0, "|" if canvas.ascii_only else "┼", "muted")
            canvas.text(place, 1, name)
            free = place + len(name) + 1
    return free
