"""A distribution of a number or a day as its quantiles imply it: the share in every cell of one line.

Between two stated quantiles the share is spread evenly (in the logarithm on such a scale), as it is wherever the
ledger reads between quantiles. Beyond the outermost ones nothing is known of its form: there it is only shaded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ledger.tui.drawing.canvas import Canvas
from ledger.tui.drawing.scale import Scale, around, short

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ledger.tui.ink import Line

LEAST_WIDTH = 20
LEFT = 4
"""Cells left of the axis, and as many right of it: half of a long label."""

MOST_OFF = 3
"""Cells that a label may stand off its place, where the one before needs the room."""

EIGHTHS = " ▁▂▃▄▅▆▇█"
HALVES = " .:#"
"""How full a cell is, from nothing to all of it; in ASCII in fewer steps."""


@dataclass(frozen=True, slots=True)
class Density:
    """What is drawn. `points` are (level, value), both rising; `readings` the last values known, the newest last.

    `turns` are the values that decide something; `least` and `most` where an answer may lie, where that is known.
    `height` counts the lines of the density alone; `label` writes a value below the axis.
    """

    points: tuple[tuple[float, float], ...]
    readings: tuple[float, ...] = ()
    turns: tuple[float, ...] = ()
    least: float | None = None
    most: float | None = None
    logarithmic: bool = False
    height: int = 2
    label: Callable[[float], str] = short


def draw_density(drawn: Density, width: int, *, ascii_only: bool = False) -> list[Line]:
    """Levels, the density, the axis with readings and thresholds on it, values. Nothing in under 20 cells or of no point."""
    if not drawn.points or width < LEAST_WIDTH:
        return []
    axis = _axis(drawn, width - 2 * LEFT)
    canvas = Canvas(width, drawn.height + 3, ascii_only=ascii_only)
    _columns(canvas, axis, drawn)
    _ground(canvas, axis, drawn)
    _labels(canvas, axis, drawn)
    return canvas.lines()


@dataclass(frozen=True, slots=True)
class _Axis:
    scale: Scale
    logarithmic: bool

    def cell(self, value: float) -> int:
        """The column of a value on the canvas."""
        return LEFT + self.scale.place(self.way(value))

    def way(self, value: float) -> float:
        """The value as it lies on the axis."""
        return math.log(value) if self.logarithmic else value

    def edge(self, place: float) -> float:
        """Where on the axis a place between two cells lies."""
        return self.scale.low + (self.scale.high - self.scale.low) * place / max(self.scale.size - 1, 1)


def _axis(drawn: Density, size: int) -> _Axis:
    """All that is drawn is on it; the range only where it is near."""
    values = [*(value for _, value in drawn.points), *drawn.readings, *drawn.turns]
    logarithmic = drawn.logarithmic and min(values) > 0
    ways = [math.log(value) for value in values] if logarithmic else values
    ends = (drawn.least, drawn.most)
    least, most = (None, None) if logarithmic else ends
    return _Axis(around(ways, size, least=least, most=most), logarithmic)


def _columns(canvas: Canvas, axis: _Axis, drawn: Density) -> None:
    shares = _shares(axis, drawn.points)
    top = max(shares, default=0.0)
    steps = HALVES if canvas.ascii_only else EIGHTHS
    for x, share in enumerate(shares):
        full = math.ceil(share / top * drawn.height * (len(steps) - 1) - 1e-9) if top else 0
        for up in range(drawn.height):
            filled = max(0, min(len(steps) - 1, full - up * (len(steps) - 1)))
            if filled:
                canvas.put(LEFT + x, drawn.height - up, steps[filled], "mine")


def _shares(axis: _Axis, points: Sequence[tuple[float, float]]) -> list[float]:
    """How much of one lies in each cell."""
    edges = [axis.edge(place - 0.5) for place in range(axis.scale.size + 1)]
    way = [(level, axis.way(value)) for level, value in points]
    below = [_below(way, edge) for edge in edges]
    return [after - before for before, after in pairwise(below)]


def _below(points: Sequence[tuple[float, float]], at: float) -> float:
    """The share below a place, counting nothing beyond the outermost quantiles."""
    first, last = points[0], points[-1]
    if at <= first[1]:
        return first[0]
    for (level, value), (higher, beyond) in pairwise(points):
        if value < at <= beyond:
            return level + (higher - level) * (at - value) / (beyond - value)
    return last[0]


def _ground(canvas: Canvas, axis: _Axis, drawn: Density) -> None:
    y = drawn.height + 1
    canvas.text(LEFT, y, ("-" if canvas.ascii_only else "─") * axis.scale.size)
    first, last = (axis.cell(drawn.points[end][1]) for end in (0, -1))
    for x in (*range(LEFT, first), *range(last + 1, LEFT + axis.scale.size)):
        canvas.put(x, y - 1, "." if canvas.ascii_only else "░", "muted")
    for value in drawn.readings:
        canvas.put(axis.cell(value), y, "o" if canvas.ascii_only else "•", "value")
    for value in drawn.turns:
        canvas.put(axis.cell(value), y, "!" if canvas.ascii_only else "╎", "warn")
    for _, value in drawn.points:
        canvas.put(axis.cell(value), y, "|" if canvas.ascii_only else "┃", "mine")
    if drawn.readings:
        canvas.put(axis.cell(drawn.readings[-1]), y, "*" if canvas.ascii_only else "◉", "value")


def _labels(canvas: Canvas, axis: _Axis, drawn: Density) -> None:
    above, below = -1, -1
    for level, value in drawn.points:
        above = _label(canvas, axis.cell(value), 0, f"p{level * 100:.4g}", above)
        below = _label(canvas, axis.cell(value), drawn.height + 2, drawn.label(value), below)


def _label(canvas: Canvas, x: int, y: int, text: str, taken: int) -> int:
    """Writes a label about `x`, right of the one before, unless that is too far off; gives where the row is taken to."""
    wanted = min(max(x - len(text) // 2, 0), canvas.width - len(text))
    start = max(wanted, taken + 1)
    if start - wanted > MOST_OFF or start + len(text) > canvas.width:
        return taken
    canvas.text(start, y, text, "mine")
    return start + len(text)
