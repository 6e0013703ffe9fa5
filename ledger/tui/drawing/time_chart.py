"""Values over time: forecasts as steps, readings as dots, a threshold as a line across."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from itertools import pairwise
from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.tui.drawing.canvas import ACROSS, DOWN, Canvas
from ledger.tui.drawing.scale import Scale, around, short, ticks
from ledger.tui.ink import cells, cut, spread

if TYPE_CHECKING:
    from ledger.tui.ink import Ink, Line

FOOT = 2
"""Lines below the plot: the axis and its dates."""

LOW = 6
"""A chart of at most so many lines names its series between its dates, where there is room."""

DATES = 22
"""Cells of both dates, each with one between it and the names."""

DENSE, APART = 2, 8
"""From one point for so many cells on, steps have their signs so many cells apart."""


@dataclass(frozen=True, slots=True)
class Series:
    """(microseconds, value) pairs in order of time. A step series holds its last value to the chart's end."""

    name: str
    points: tuple[tuple[int, float], ...]
    ink: Ink
    sign: str
    ascii_sign: str
    steps: bool = False


@dataclass(frozen=True, slots=True)
class TimeChart:
    """What is drawn. `threshold` is a value and its name; `percent` labels 0.35 as 35 %; `until` ends the axis."""

    series: tuple[Series, ...]
    until: int
    threshold: tuple[float, str] | None = None
    percent: bool = False
    height: int = 9


@dataclass(frozen=True, slots=True)
class _Plot:
    """The canvas, where its plot begins, and both scales in dots. A sign stands in the cell that holds its dot.

    The threshold has a row of its own, `turn`, counted from below: what lies beside it is never drawn on it.
    """

    canvas: Canvas
    left: int
    across: Scale
    down: Scale
    threshold: float | None
    turn: int

    @property
    def wide(self) -> int:
        return self.across.size // ACROSS

    @property
    def high(self) -> int:
        return self.down.size // DOWN

    def column(self, at: float) -> int:
        return self.left + self.across.place(at) // ACROSS

    def row(self, value: float) -> int:
        return self.high - 1 - self._up(value) // DOWN

    def dot(self, at: float, value: float, ink: Ink) -> None:
        x = self.across.place(at)
        y = self.down.size - 1 - self._up(value)
        if 0 <= x < self.across.size and 0 <= y < self.down.size:
            self.canvas.dot(self.left * ACROSS + x, y, ink)

    def _up(self, value: float) -> int:
        """How many dots above the lowest, on the side of the threshold where the value lies."""
        place, first = self.down.place(value), self.turn * DOWN
        if self.threshold is None:
            return place
        if value < self.threshold:
            return min(place, first - 1)
        return first if value == self.threshold else max(place, first + DOWN)


def draw_time_chart(chart: TimeChart, width: int, *, ascii_only: bool = False) -> list[Line]:
    """The chart in `width` cells and its height in lines; nothing when there is no point at all."""
    if not any(series.points for series in chart.series):
        return []
    legend = _legend(chart, ascii_only=ascii_only)
    plot = _plot(chart, width, FOOT, ascii_only=ascii_only)
    between = chart.height <= LOW and cells(legend) + DATES <= plot.wide
    if not between:
        plot = _plot(chart, width, FOOT + 1, ascii_only=ascii_only)
    _axes(plot, chart)
    if chart.threshold:
        _threshold(plot, chart.threshold[0], percent=chart.percent)
    for series in chart.series:
        _series(plot, series, chart.until)
    *drawn, dates = plot.canvas.lines()
    return [*drawn, _foot(plot, legend)] if between else [*drawn, dates, cut(legend, width)]


def _plot(chart: TimeChart, width: int, below: int, *, ascii_only: bool) -> _Plot:
    values = [value for series in chart.series for _, value in series.points]
    if chart.threshold:
        values.append(chart.threshold[0])
    high = max(chart.height - below, 3)
    down = Scale(0.0, 1.0, high * DOWN) if chart.percent else around(values, high * DOWN)
    labels = [_value(tick, percent=chart.percent) for tick in ticks(down, _labels(high))]
    if chart.threshold:
        labels.append(_value(chart.threshold[0], percent=chart.percent))
    left = max(map(len, labels), default=1) + 2
    start = min(series.points[0][0] for series in chart.series if series.points)
    across = Scale(start, max(chart.until, start + 1), max(width - left - 1, 4) * ACROSS)
    canvas = Canvas(width, high + FOOT, ascii_only=ascii_only)
    turns = chart.threshold[0] if chart.threshold else None
    return _Plot(canvas, left, across, down, turns, _turn(turns, values, down))


def _turn(threshold: float | None, values: list[float], down: Scale) -> int:
    """The threshold's row from below, with a row left on each side where something lies there."""
    if threshold is None:
        return 0
    least, most = int(min(values) < threshold), down.size // DOWN - 1 - int(max(values) > threshold)
    return max(least, min(down.place(threshold) // DOWN, most))


def _labels(high: int) -> int:
    return max(2, min(6, high // 2 + 1))


def _value(value: float, *, percent: bool) -> str:
    return f"{round(value * 100)} %" if percent else short(value)


def _axes(plot: _Plot, chart: TimeChart) -> None:
    thin = plot.canvas.ascii_only
    for y in range(plot.high):
        plot.canvas.put(plot.left - 1, y, "|" if thin else "│", "muted")
    for tick in ticks(plot.down, _labels(plot.high)):
        y = plot.row(tick)
        plot.canvas.text(0, y, _value(tick, percent=chart.percent).rjust(plot.left - 2))
        plot.canvas.put(plot.left - 1, y, "+" if thin else "┤", "muted")
    plot.canvas.text(plot.left - 1, plot.high, ("+" if thin else "└") + ("-" if thin else "─") * plot.wide)
    _dates(plot)


def _first_and_last(plot: _Plot) -> tuple[str, str]:
    """The days the axis begins and ends with."""
    first, last = (
        moment(int(at)).astimezone(UTC).date().isoformat() for at in (plot.across.low, plot.across.high)
    )
    return first, last


def _foot(plot: _Plot, legend: Line) -> Line:
    """The days at both ends and the names between them; one day stands at the left."""
    first, last = _first_and_last(plot)
    end = last if last != first else ""
    names = spread(legend, ((end, "muted"),), plot.wide - len(first) - 1)
    return ((" " * plot.left, "plain"), (f"{first} ", "muted"), *names)


def _dates(plot: _Plot) -> None:
    first, last = _first_and_last(plot)
    y = plot.high + 1
    plot.canvas.text(plot.left, y, first)
    if plot.wide >= len(first) + len(last) + 2 and first != last:
        plot.canvas.text(plot.left + plot.wide - len(last), y, last)


def _threshold(plot: _Plot, value: float, *, percent: bool) -> None:
    y = plot.row(value)
    text = _value(value, percent=percent)
    plot.canvas.text(0, y, text.rjust(plot.left - 2), "warn")
    sign = "=" if plot.canvas.ascii_only else "╌"
    for x in range(plot.left, plot.left + plot.wide):
        plot.canvas.put(x, y, sign, "warn")


def _series(plot: _Plot, series: Series, until: int) -> None:
    if series.steps:
        _steps(plot, series, until)
    sign = series.ascii_sign if plot.canvas.ascii_only else series.sign
    for at, value in _signed(plot, series):
        plot.canvas.put(plot.column(at), plot.row(value), sign, series.ink)


def _signed(plot: _Plot, series: Series) -> tuple[tuple[int, float], ...]:
    """The points that get a sign: all, but where a line of steps would vanish below them only some, and the last."""
    if not series.steps or len(series.points) <= plot.wide // DENSE:
        return series.points
    every = -(-len(series.points) * APART // plot.wide)
    return series.points[-1::-every]


def _steps(plot: _Plot, series: Series, until: int) -> None:
    """Each value holds until the next one, the last until the end."""
    ended = (*series.points, (until, series.points[-1][1])) if series.points else ()
    per_dot = (plot.across.high - plot.across.low) / max(plot.across.size - 1, 1)
    for (start, value), (end, _) in pairwise(ended):
        for at in range(round((end - start) / per_dot) + 1):
            plot.dot(start + at * per_dot, value, series.ink)


def _legend(chart: TimeChart, *, ascii_only: bool) -> Line:
    spans: list[tuple[str, Ink]] = []
    for series in chart.series:
        if series.points:
            sign = series.ascii_sign if ascii_only else series.sign
            spans += [("   " if spans else "  ", "plain"), (f"{sign} {series.name}", series.ink)]
    if chart.threshold:
        sign = "==" if ascii_only else "╌╌"
        spans += [("   ", "plain"), (f"{sign} {chart.threshold[1]}", "warn")]
    return tuple(spans)
