"""A small table inside a page: columns of cells for a width, without the ones there is no room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.ink import cells, cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.tui.ink import Ink, Line

BETWEEN = "  "


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`width` in cells; the one that `grows` takes what is left. Below `from_width` cells of the page it is left out."""

    title: str
    width: int
    right: bool = False
    grows: bool = False
    from_width: int = 0


def draw_table(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], width: int, *, head: bool = False
) -> list[Line]:
    """A line a row, with the titles above where `head`; what does not fit into its cell is cut."""
    shown = [(place, column) for place, column in enumerate(columns) if width >= column.from_width]
    used = sum(column.width + len(BETWEEN) for _, column in shown if not column.grows)
    grown = max(width - used, 4)
    titles = [_line([(column.title, column) for _, column in shown], grown, "muted")] if head else []
    return [
        *titles,
        *(_line([(row[place], column) for place, column in shown], grown, "plain") for row in rows),
    ]


def _line(row: Sequence[tuple[str, TableColumn]], grown: int, ink: Ink) -> Line:
    return tuple(span for text, column in row for span in _cell(text, column, grown, ink))


def _cell(text: str, column: TableColumn, grown: int, ink: Ink) -> Line:
    room = grown if column.grows else column.width
    shown = cut(((text, ink),), room)
    free = (" " * (room - cells(shown)), ink)
    gap = (BETWEEN, ink)
    return (free, *shown, gap) if column.right else (*shown, free, gap)
