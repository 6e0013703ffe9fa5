"""A grid of cells to draw on, with braille dots for what is finer than a cell."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.tui.ink import Ink, Line

BRAILLE = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each braille dot by row and column inside a cell."""

ACROSS, DOWN = 2, 4
"""How many dots a cell has."""


class Canvas:
    """`width` x `height` cells. What lies outside is not drawn; a sign put on a cell hides its dots."""

    def __init__(self, width: int, height: int, *, ascii_only: bool = False) -> None:
        self.width = width
        self.height = height
        self.ascii_only = ascii_only
        self._signs: dict[tuple[int, int], tuple[str, Ink]] = {}
        self._dots: dict[tuple[int, int], tuple[int, Ink]] = {}

    def put(self, x: int, y: int, sign: str, ink: Ink) -> None:
        """One sign in one cell."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._signs[x, y] = (sign, ink)

    def text(self, x: int, y: int, text: str, ink: Ink = "muted") -> None:
        """Signs in a row; `text` has one cell a character."""
        for at, sign in enumerate(text):
            self.put(x + at, y, sign, ink)

    def dot(self, x: int, y: int, ink: Ink) -> None:
        """One braille dot; `x` and `y` count dots. In ASCII a full stop takes the cell."""
        cell = (x // ACROSS, y // DOWN)
        bits, _ = self._dots.get(cell, (0, ink))
        self._dots[cell] = (bits | DOTS[y % DOWN][x % ACROSS], ink)

    def lines(self) -> list[Line]:
        """The drawing, top to bottom."""
        return [self._line(y) for y in range(self.height)]

    def _line(self, y: int) -> Line:
        row = [self._cell(x, y) for x in range(self.width)]
        runs = (
            (ink, "".join(sign for sign, _ in run)) for ink, run in groupby(row, key=lambda cell: cell[1])
        )
        return tuple((text, ink) for ink, text in runs)

    def _cell(self, x: int, y: int) -> tuple[str, Ink]:
        if (x, y) in self._signs:
            return self._signs[x, y]
        if (x, y) not in self._dots:
            return " ", "plain"
        bits, ink = self._dots[x, y]
        return ("." if self.ascii_only else chr(BRAILLE + bits)), ink
