"""What happened on a line of numbers: the value against the threshold, or inside what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.drawing.canvas import Canvas
from ledger.tui.drawing.scale import Scale, around, short

if TYPE_CHECKING:
    from ledger.tui.ink import Ink, Line

LEAST_WIDTH = 24
EDGE = 3
"""Cells left free at both ends."""


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """`happened` is the value and its words, `threshold` a value and its words, `marks` (name, value) of a forecast, rising."""

    happened: tuple[float, str]
    threshold: tuple[float, str] | None = None
    marks: tuple[tuple[str, float], ...] = ()


def draw_outcome_line(drawn: OutcomeLine, width: int, *, ascii_only: bool = False) -> list[Line]:
    """Three lines: what happened above, the line, the threshold and the forecast below. Nothing in under 24 cells."""
    if width < LEAST_WIDTH:
        return []
    values = [drawn.happened[0], *(value for _, value in drawn.marks)]
    values += [drawn.threshold[0]] if drawn.threshold else []
    scale = around(values, width - 2 * EDGE)
    canvas = Canvas(width, 3, ascii_only=ascii_only)
    canvas.text(EDGE, 1, ("-" if ascii_only else "─") * scale.size)
    _said(canvas, scale, drawn)
    if drawn.threshold:
        _mark(canvas, scale, drawn.threshold, 2, "!" if ascii_only else "╎", "warn")
    _mark(canvas, scale, drawn.happened, 0, "*" if ascii_only else "◉", "strong")
    return canvas.lines()


def _mark(canvas: Canvas, scale: Scale, told: tuple[float, str], y: int, sign: str, ink: Ink) -> None:
    x = EDGE + scale.place(told[0])
    canvas.put(x, 1, sign, ink)
    canvas.text(max(0, min(x - len(told[1]) // 2, canvas.width - len(told[1]))), y, told[1], ink)


def _said(canvas: Canvas, scale: Scale, drawn: OutcomeLine) -> None:
    """The span of what was said, and below it as many of its names as do not touch each other."""
    if not drawn.marks:
        return
    first, last = (EDGE + scale.place(value) for value in (drawn.marks[0][1], drawn.marks[-1][1]))
    for x in range(first, last + 1):
        canvas.put(x, 1, "=" if canvas.ascii_only else "━", "mine")
    taken: list[range] = []
    for name, value in _middle_first(drawn.marks):
        x, text = EDGE + scale.place(value), f"{name} {short(value)}".strip()
        canvas.put(x, 1, "|" if canvas.ascii_only else "┃", "mine")
        start = max(min(x - len(text) // 2, canvas.width - len(text)), 0)
        if all(start > other.stop or start + len(text) < other.start for other in taken):
            canvas.text(start, 2, text, "mine")
            taken.append(range(start, start + len(text)))


def _middle_first(marks: tuple[tuple[str, float], ...]) -> list[tuple[str, float]]:
    """The middle one, then both ends, then the others: in the order in which their names get room."""
    middle, end = (len(marks) - 1) // 2, len(marks) - 1
    return [marks[at] for at in dict.fromkeys((middle, 0, end, *range(end)))]
