"""Shares as bars that lie: what each is, how long, where luck puts its end, and what is written beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.drawing.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.tui.ink import Line

LEAST = 10
"""Cells of the longest bar; without them there is no drawing."""
TAIL = 3
"""Cells free behind the longest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its share (0 to 1), the words behind it, and luck's range, where there is one.

    `outside` says that luck does not explain the share.
    """

    name: str
    share: float
    words: str
    luck: tuple[float, float] | None = None
    outside: bool = False


def draw_bars(
    bars: Sequence[Bar], width: int, *, selected: int | None = None, ascii_only: bool = False
) -> list[Line]:
    """A line for each bar, of `width` cells; the longest bar or range takes what the names and words leave.

    Where that is too little, there are only names and words.
    """
    named = max((len(bar.name) for bar in bars), default=0) + 3
    room = width - named - max((len(bar.words) for bar in bars), default=0) - TAIL - 1
    most = max((max((bar.share, *(bar.luck or ()))) for bar in bars), default=0.0)
    canvas = Canvas(width, len(bars), ascii_only=ascii_only)
    for y, bar in enumerate(bars):
        here = y == selected
        canvas.text(0, y, f"{'>' if here else ' '} {bar.name}", "strong" if here else "muted")
        if room >= LEAST and most:
            _draw(canvas, named, y, bar, room / most)
        words_at = named + (room + TAIL if room >= LEAST else 1)
        canvas.put(words_at - 2, y, _sign(bar, canvas), "warn")
        canvas.text(words_at, y, bar.words, "strong" if here else "plain")
    return canvas.lines()


def _sign(bar: Bar, canvas: Canvas) -> str:
    if not bar.outside:
        return " "
    return "x" if canvas.ascii_only else "◆"


def _draw(canvas: Canvas, left: int, y: int, bar: Bar, scale: float) -> None:
    """The bar in full cells; within luck's range its cells and the free ones have other signs."""
    filled = round(bar.share * scale)
    low, high = (round(end * scale) for end in bar.luck) if bar.luck else (-1, -1)
    full, inside, free = ("#", "=", ":") if canvas.ascii_only else ("█", "▓", "░")
    for x in range(max(filled, high)):
        in_range = low <= x < high
        if x < filled:
            canvas.put(left + x, y, inside if in_range else full, "value")
        elif in_range:
            canvas.put(left + x, y, free, "muted")
    if bar.share > 0 and filled == 0:
        canvas.put(left, y, "|" if canvas.ascii_only else "▏", "value")
