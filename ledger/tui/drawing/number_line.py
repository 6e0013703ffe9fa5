"""A distribution of a number on one line: its quantiles, the value now, and the threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.drawing.canvas import Canvas
from ledger.tui.drawing.scale import Scale, around, short

if TYPE_CHECKING:
    from ledger.tui.ink import Line

LEAST_WIDTH = 20


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What is drawn. `marks` are (name, value) of a forecast, rising; `now` and `threshold` stand under the line."""

    marks: tuple[tuple[str, float], ...]
    now: float | None = None
    threshold: float | None = None
    least: float | None = None
    most: float | None = None


def draw_number_line(drawn: NumberLine, width: int, *, ascii_only: bool = False) -> list[Line]:
    """Three lines: names above, the line, values below. Nothing without a value or in under 20 cells."""
    values = [value for _, value in drawn.marks]
    values += [value for value in (drawn.now, drawn.threshold) if value is not None]
    if not values or width < LEAST_WIDTH:
        return []
    scale = around(values, width - 8, least=drawn.least, most=drawn.most)
    canvas = Canvas(width, 3, ascii_only=ascii_only)
    canvas.text(4, 1, ("-" if ascii_only else "─") * scale.size)
    _spread(canvas, scale, [value for _, value in drawn.marks])
    _marks(canvas, scale, drawn.marks)
    _others(canvas, scale, drawn)
    return canvas.lines()


def _spread(canvas: Canvas, scale: Scale, values: list[float]) -> None:
    if values:
        for x in range(scale.place(values[0]), scale.place(values[-1]) + 1):
            canvas.put(4 + x, 1, "=" if canvas.ascii_only else "━", "mine")


def _marks(canvas: Canvas, scale: Scale, marks: tuple[tuple[str, float], ...]) -> None:
    above, below = -1, -1
    for name, value in marks:
        x = 4 + scale.place(value)
        canvas.put(x, 1, "|" if canvas.ascii_only else "┃", "mine")
        above = _label(canvas, x, 0, name, above)
        below = _label(canvas, x, 2, short(value), below)


def _label(canvas: Canvas, x: int, y: int, text: str, taken: int) -> int:
    """Writes a label centred at `x` unless it would touch the one before; gives where the row is taken to."""
    start = max(x - len(text) // 2, 0)
    if start <= taken:
        return taken
    canvas.text(start, y, text, "mine")
    return start + len(text)


def _others(canvas: Canvas, scale: Scale, drawn: NumberLine) -> None:
    if drawn.threshold is not None:
        canvas.put(4 + scale.place(drawn.threshold), 1, "!" if canvas.ascii_only else "╎", "warn")
    if drawn.now is not None:
        canvas.put(4 + scale.place(drawn.now), 1, "*" if canvas.ascii_only else "◉", "value")
