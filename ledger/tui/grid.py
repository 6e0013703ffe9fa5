"""A table on a page: columns as wide as what stands in them, cut or left out where there is too little room.

Unlike the list over a database it is laid out whole, so it is for as many rows as somebody reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.tui.blocks import Block, Figure
from ledger.tui.ink import Span, cells, cut, line, padded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ledger.tui.ink import Line

    Cell = Line | Callable[[int], Line]
    """Spans, or a drawing for whatever width is left."""

GAP = 2
"""Cells between two columns."""
LEAST_DRAWN = 16
"""Cells below which a drawing tells nothing; words that may be cut make room for so many."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; left out of a table narrower than `from_width`. `least` is how far its cells may be cut; 0: not at all.

    One of `most` cells takes what the others leave, up to so many; its title may be drawn, too.
    """

    title: str | Callable[[int], Line]
    align: Literal["left", "right"] = "left"
    from_width: int = 0
    least: int = 0
    most: int = 0


class Grid:
    """Rows of cells, one for each column."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        self.columns = tuple(columns)
        self.rows = tuple(map(tuple, rows))
        self._plans: dict[int, list[tuple[int, int]]] = {}

    def blocks(self, leads: Sequence[str | None] = ()) -> list[Block]:
        """The head, then a line a row, each leading to its part of `leads`."""
        to = [*leads, *[None] * (len(self.rows) - len(leads))]
        head = Figure(lambda width: [self._row([_title(column) for column in self.columns], width)])
        return [head, *(self._figure(row, lead) for row, lead in zip(self.rows, to, strict=True))]

    def _figure(self, row: Sequence[Cell], leads: str | None) -> Figure:
        return Figure(lambda width: [self._row(row, width)], leads)

    def _row(self, row: Sequence[Cell], width: int) -> Line:
        spans: list[Span] = []
        for at, room in self._plan(width):
            cell = row[at]
            shown = cell(room) if callable(cell) else cell
            spans += [*_filled(shown, room, self.columns[at].align), (" " * GAP, "plain")]
        return tuple(spans[:-1])

    def _plan(self, width: int) -> list[tuple[int, int]]:
        """(column, cells) of those that fit."""
        if width not in self._plans:
            self._plans[width] = self._planned(width)
        return self._plans[width]

    def _planned(self, width: int) -> list[tuple[int, int]]:
        shown = [at for at, column in enumerate(self.columns) if width >= column.from_width]
        wide = {at: self._natural(at) for at in shown if not self.columns[at].most}
        room = width - GAP * (len(shown) - 1)
        drawn = LEAST_DRAWN * (len(shown) - len(wide))
        _narrow(wide, {at: self.columns[at].least or wide[at] for at in wide}, room - drawn)
        left = room - sum(wide.values())
        for at in shown:
            if self.columns[at].most and left >= LEAST_DRAWN:
                wide[at] = min(left, self.columns[at].most)
        return [(at, wide[at]) for at in shown if at in wide]

    def _natural(self, at: int) -> int:
        written = [cell for row in self.rows if not callable(cell := row[at])]
        title = _title(self.columns[at])
        return max(map(cells, [*([] if callable(title) else [title]), *written]))


def _title(column: Column) -> Cell:
    return line((column.title, "head")) if isinstance(column.title, str) else column.title


def _narrow(wide: dict[int, int], least: dict[int, int], room: int) -> None:
    """Make the widest narrower, a cell at a time, until they fit or all are at their least."""
    while sum(wide.values()) > room:
        loose = [at for at in wide if wide[at] > least[at]]
        if not loose:
            return
        wide[max(loose, key=wide.__getitem__)] -= 1


def _filled(spans: Line, room: int, align: Literal["left", "right"]) -> Line:
    if align == "right":
        return padded(spans, room)
    shown = cut(spans, room)
    return (*shown, (" " * (room - cells(shown)), "plain"))
