"""What was said against what happened: a point a group, its interval as an unequal bar, counts below.

A group whose interval misses the diagonal has a sign of its own, so that colour is never needed to see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.drawing.canvas import ACROSS, DOWN, Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.tui.ink import Line

EIGHTHS = " ▁▂▃▄▅▆▇█"
LEFT = 6
LOW = 10
"""Lines of a plot that is labelled every quarter only."""
WHOLE = 100
FOOT = 5
"""Lines below the plot: axis, its labels, two lines of bars, counts."""


@dataclass(frozen=True, slots=True)
class Group:
    """Forecasts of about the same chance: their mean, the share that came true, how many, and that share's interval.

    `said`, `share`, `low` and `high` lie in [0, 1].
    """

    said: float
    share: float
    count: int
    low: float
    high: float

    @property
    def missed(self) -> bool:
        """Whether the interval leaves out what was said."""
        return not self.low <= self.said <= self.high


def read_out(group: Group) -> str:
    """The group as a sentence.

    >>> read_out(Group(0.7, 0.64, 22, 0.43, 0.8))
    'said 70 %, happened 64 % of 22 (90 % interval 43 % to 80 %): within what luck explains'
    """
    verdict = "outside what luck explains" if group.missed else "within what luck explains"
    shown = f"said {group.said:.0%}, happened {group.share:.0%} of {group.count}"
    between = f"(90% interval {group.low:.0%} to {group.high:.0%}): {verdict}"
    return f"{shown} {between}".replace("%", " %")


def draw_reliability(
    groups: Sequence[Group], width: int, height: int, *, selected: int | None = None, ascii_only: bool = False
) -> list[Line]:
    """`height` lines of `width` cells; nothing without groups or below 24 x 10."""
    if not groups or width < LEFT + 18 or height < FOOT + 5:
        return []
    chart = _Chart(width, height, ascii_only=ascii_only)
    chart.axes()
    chart.diagonal()
    most = max(group.count for group in groups)
    for at, group in enumerate(groups):
        chart.group(group, most, selected=at == selected)
    return chart.canvas.lines()


class _Chart:
    def __init__(self, width: int, height: int, *, ascii_only: bool) -> None:
        self.canvas = Canvas(width, height, ascii_only=ascii_only)
        self.thin = ascii_only
        self.wide = width - LEFT - 2
        self.high = height - FOOT

    def x(self, share: float) -> int:
        return LEFT + 1 + round(share * (self.wide - 1))

    def y(self, share: float) -> int:
        return self.high - 1 - round(share * (self.high - 1))

    def axes(self) -> None:
        for y in range(self.high):
            self.canvas.put(LEFT, y, "|" if self.thin else "│", "muted")
        self.canvas.text(
            LEFT, self.high, ("+" if self.thin else "└") + ("-" if self.thin else "─") * self.wide
        )
        for part in range(0, WHOLE + 1, 25 if self.high < LOW else 20):
            share, label = part / 100, f"{part}%"
            self.canvas.text(LEFT - 1 - len(label), self.y(share), label)
            self.canvas.put(LEFT, self.y(share), "+" if self.thin else "┤", "muted")
            self.canvas.put(self.x(share), self.high, "+" if self.thin else "┴", "muted")
            self.canvas.text(self.x(share) - len(label) // 2 - (part == WHOLE), self.high + 1, label)

    def diagonal(self) -> None:
        dots = max(self.wide * ACROSS, self.high * DOWN)
        for at in range(dots + 1):
            share = at / dots
            x = (LEFT + 1) * ACROSS + round(share * (self.wide * ACROSS - 1))
            self.canvas.dot(x, round((1 - share) * (self.high * DOWN - 1)), "muted")

    def group(self, group: Group, most: int, *, selected: bool) -> None:
        x, top, bottom = self.x(group.said), self.y(group.high), self.y(group.low)
        for y in range(top, bottom + 1):
            self.canvas.put(x, y, "|" if self.thin else "│", "value")
        if top != bottom:
            self.canvas.put(x, top, "-" if self.thin else "┬", "value")
            self.canvas.put(x, bottom, "-" if self.thin else "┴", "value")
        point = ("x" if self.thin else "◆") if group.missed else ("o" if self.thin else "●")
        self.canvas.put(x, self.y(group.share), point, "warn" if group.missed else "good")
        if selected:
            self._mark(x, self.y(group.share))
        self._bars(x, group.count, most)

    def _mark(self, x: int, y: int) -> None:
        self.canvas.put(x - 1, y, "[", "strong")
        self.canvas.put(x + 1, y, "]", "strong")

    def _bars(self, x: int, count: int, most: int) -> None:
        eighths = max(1, round(count / most * 16))
        for row in range(2):
            level = min(8, max(0, eighths - 8 * (1 - row)))
            sign = ("#" if level >= 4 else " ") if self.thin else EIGHTHS[level]  # noqa: PLR2004 half a cell
            for beside in (-1, 0, 1):
                self.canvas.put(x + beside, self.high + 2 + row, sign, "theirs")
        self.canvas.text(x - len(str(count)) // 2, self.high + 4, str(count))
