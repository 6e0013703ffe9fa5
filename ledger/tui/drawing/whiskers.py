"""Values on one axis, a row each: a dot with its whiskers, or a bar, and the mark that is neither better nor worse."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from ledger.tui.drawing.canvas import Canvas
from ledger.tui.drawing.scale import Scale, around, short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.tui.ink import Ink, Line


TWO_DIGITS = 10
"""From here on an axis is labelled in whole numbers."""


@dataclass(frozen=True, slots=True)
class Whisker:
    """A value with its interval; without one it is a value alone."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where it reaches."""
        low, high = (self.value if end is None else end for end in (self.low, self.high))
        return min(low, self.value), max(high, self.value)


@dataclass(frozen=True, slots=True)
class Axis:
    """What all rows of a column are drawn against: `mark` is the value that means neither better nor worse."""

    low: float
    high: float
    mark: float

    @classmethod
    def of(cls, drawn: Iterable[Whisker], mark: float) -> Axis:
        """An axis with the mark and all of them on it, but for what is infinite."""
        ends = [mark, *(end for one in drawn for end in one.ends if isfinite(end))]
        scale = around(ends, 2, least=min(ends), most=max(ends))
        return cls(scale.low, scale.high, mark)

    def scale(self, width: int) -> Scale:
        """The same in so many cells."""
        return Scale(self.low, self.high, width)


def draw_whisker(one: Whisker | None, axis: Axis, width: int, ink: Ink) -> Line:
    """One row: the whiskers, the dot, and the mark, which is a cross where the whiskers pass it."""
    scale = axis.scale(width)
    canvas = Canvas(width, 1)
    mark = scale.place(axis.mark)
    canvas.put(mark, 0, "┆", "muted")
    if one is not None:
        _draw(canvas, scale, one, ink)
        low, high = map(scale.place, one.ends)
        if low < mark < high and mark != scale.place(one.value):
            canvas.put(mark, 0, "┼", ink)
    return canvas.lines()[0]


def _draw(canvas: Canvas, scale: Scale, one: Whisker, ink: Ink) -> None:
    low, high = map(scale.place, one.ends)
    canvas.text(low, 0, "─" * (high - low), ink)
    if low < high:
        canvas.put(low, 0, "├", ink)
        canvas.put(high, 0, "┤", ink)
    canvas.put(scale.place(one.value), 0, "●", ink)


def draw_axis(axis: Axis, width: int) -> Line:
    """The foot of such a column: both ends, and the mark where there is room for it."""
    canvas, scale = Canvas(width, 1), axis.scale(width)
    low, mark, high = map(_label, (axis.low, axis.mark, axis.high))
    canvas.text(0, 0, low)
    canvas.text(width - len(high), 0, high)
    start = scale.place(axis.mark) - len(mark) // 2
    if len(low) < start and start + len(mark) < width - len(high):
        canvas.text(start, 0, mark)
    return canvas.lines()[0]


def _label(value: float) -> str:
    return short(round(value) if abs(value) >= TWO_DIGITS else round(value, 2))


def draw_bar(value: float, axis: Axis, width: int, ink: Ink) -> Line:
    """One row: a bar from the mark to the value, to the right where it is above, and the mark.

    What is infinite runs to the end of the axis, and its head says that it goes on.
    """
    scale = axis.scale(width)
    canvas = Canvas(width, 1)
    mark, end = scale.place(axis.mark), scale.place(min(max(value, axis.low), axis.high))
    above = value >= axis.mark
    start, long = (mark + 1, end - mark) if above else (end, mark - end)
    canvas.text(start, 0, "━" * long, ink)
    canvas.put(mark, 0, "│", "muted")
    if not isfinite(value):
        canvas.put(end, 0, "→" if above else "←", ink)
    return canvas.lines()[0]
