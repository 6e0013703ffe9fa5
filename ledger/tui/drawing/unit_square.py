"""The square on which chances stand across and how often it happened stands up, with counts below.

What lies on the diagonal was told right.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ledger.tui.drawing.canvas import ACROSS, DOWN, Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.tui.ink import Ink

EIGHTHS = " ▁▂▃▄▅▆▇█"
LEFT = 6
LOW = 10
"""Lines of a plot that is labelled every quarter only."""
WHOLE = 100
LABEL = 6
"""Cells of a label across and what is free beside it; where they are fewer, only the half has one."""
FOOT = 5
"""Lines below the plot: axis, its labels, two lines of bars, one of counts; a high one has two of counts."""
HIGH = 14
DIGITS = 9
"""Of a share, what sums of weights are good for: half a line must not depend on their order."""
HALF = 4
"""Eighths from which on an ASCII bar has its sign."""
NEAR = 4
"""Cells between two places below which their counts take turns on two lines."""
LEAST_WIDE, LEAST_HIGH = LEFT + 18, FOOT + 5


class UnitSquare:
    """A canvas of `width` x `height` cells; `x` and `y` tell where a share of 0 to 1 lies on it.

    `places` are the shares below which counts will stand.
    """

    def __init__(self, width: int, height: int, places: Sequence[float], *, ascii_only: bool = False) -> None:
        self.canvas = Canvas(width, height, ascii_only=ascii_only)
        self.thin = ascii_only
        self.wide = width - LEFT - 2
        columns = [self.x(share) for share in places]
        self.tight = any(on - x < NEAR for x, on in itertools.pairwise(columns))
        self.lines_of_counts = 2 if self.tight and height >= HIGH else 1
        self.high = height - FOOT - self.lines_of_counts + 1

    @staticmethod
    def fits(width: int, height: int) -> bool:
        """Whether there is room for one."""
        return width >= LEAST_WIDE and height >= LEAST_HIGH

    def x(self, share: float) -> int:
        """The column of a share."""
        return LEFT + 1 + round(round(share, DIGITS) * (self.wide - 1))

    def y(self, share: float) -> int:
        """The line of a share, the top one for 1."""
        return self.high - 1 - round(round(share, DIGITS) * (self.high - 1))

    def sign(self, sign: str, in_ascii: str) -> str:
        """One of two signs for the same."""
        return in_ascii if self.thin else sign

    def axes(self) -> None:
        """Both axes with their labels."""
        for y in range(self.high):
            self.canvas.put(LEFT, y, self.sign("│", "|"), "muted")
        self.canvas.text(LEFT, self.high, self.sign("└", "+") + self.sign("─", "-") * self.wide)
        step = 25 if self.high < LOW else 20
        for part in range(0, WHOLE + 1, self._even(step)):
            share, label = part / WHOLE, f"{part} %"
            self.canvas.text(LEFT - 1 - len(label), self.y(share), label)
            self.canvas.put(LEFT, self.y(share), self.sign("┤", "+"), "muted")
        for part in range(0, WHOLE + 1, step if self.wide * step >= LABEL * WHOLE else WHOLE // 2):
            share, label = part / WHOLE, f"{part} %"
            self.canvas.put(self.x(share), self.high, self.sign("┴", "+"), "muted")
            self.canvas.text(self.x(share) - len(label) // 2 - (part == WHOLE), self.high + 1, label)

    def _even(self, step: int) -> int:
        """This step between labels up, or another of which every label is as many lines from the next; else this."""
        others = (20, 50) if self.high < LOW else (25,)
        return next((one for one in (step, *others) if (self.high - 1) % (WHOLE // one) == 0), step)

    def diagonal(self) -> None:
        """What was said came true as often."""
        self.path([(0.0, 0.0), (1.0, 1.0)], "muted")

    def path(self, points: Sequence[tuple[float, float]], ink: Ink) -> None:
        """A line of dots through points, each across and up."""
        for (x, y), (on, up) in itertools.pairwise(points):
            dots = max(self.wide * ACROSS, self.high * DOWN)
            for at in range(dots + 1):
                part = at / dots
                self._dot(x + (on - x) * part, y + (up - y) * part, ink)

    def _dot(self, across: float, up: float, ink: Ink) -> None:
        x = (LEFT + 1) * ACROSS + round(across * (self.wide * ACROSS - 1))
        self.canvas.dot(x, round((1 - up) * (self.high * DOWN - 1)), ink)

    def between(self, low: float, high: float) -> Iterator[int]:
        """The lines from one share to another, from the top."""
        return iter(range(self.y(high), self.y(low) + 1))

    def counts(self, rows: Sequence[tuple[float, str, float]], *, selected: int | None) -> None:
        """A bar and a count below each place: where, what is written, and how much of the tallest (0 to 1)."""
        places = [self.x(share) for share, _, _ in rows]
        free = [LEFT - 1] * self.lines_of_counts
        for at, (x, (_, text, part)) in enumerate(zip(places, rows, strict=True)):
            self._bar(x, part, wide=not self.tight)
            start = x - len(text) // 2
            line = next((line for line, end in enumerate(free) if start > end), None)
            if line is not None or at == selected:
                row = self.high + 4 + (line or 0)
                self.canvas.text(start, row, text, "strong" if at == selected else "muted")
                free[line or 0] = start + len(text)

    def _bar(self, x: int, part: float, *, wide: bool) -> None:
        eighths = max(1, round(part * 16))
        for row in range(2):
            level = min(8, max(0, eighths - 8 * (1 - row)))
            sign = self.sign(EIGHTHS[level], "#" if level >= HALF else " ")
            for beside in (-1, 0, 1) if wide else (0,):
                self.canvas.put(x + beside, self.high + 2 + row, sign, "theirs")

    def mark(self, x: int, y: int) -> None:
        """Brackets around a place: the selected one."""
        self.canvas.put(x - 1, y, "[", "strong")
        self.canvas.put(x + 1, y, "]", "strong")
