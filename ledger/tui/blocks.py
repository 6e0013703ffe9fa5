"""What a page is made of: paragraphs, table lines and figures, some of which lead somewhere.

Pages build blocks and know nothing of Textual; the sheet lays them out for whatever width there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.ink import BLANK, Line, cells, cut, line, spread
from ledger.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEAST_LEFT = 30
"""Cells of the left part of a pair that are worth one line."""

INDENT = 9
"""Cells before the further lines of a pair that is shown whole."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, wrapped; `hang` indents its further lines. `leads` is where Enter on it goes."""

    text: Line
    hang: int = 0
    leads: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """One line with something at its right edge. Where too little of the left part is left, it takes two lines.

    `whole` takes two lines rather than cutting anything of it.
    """

    left: Line
    right: Line = BLANK
    leads: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """Lines drawn for a width: a chart, or a row of a table that leads somewhere."""

    draw: Callable[[int], Sequence[Line]]
    leads: str | None = None


Block = Words | Pair | Figure


@dataclass(frozen=True, slots=True)
class Laid:
    """One laid-out line of a page and where it leads."""

    text: Line
    leads: str | None = None


GAP = Words(BLANK)
"""An empty line."""


def heading(title: str, aside: str = "") -> Block:
    """The line above a section."""
    return Pair(line((title, "head")), line((aside, "muted")) if aside else BLANK)


def quiet(text: str, *, hang: int = 0) -> Words:
    """A paragraph in the background."""
    return Words(line((text, "muted")), hang)


def lay(blocks: Sequence[Block], width: int) -> list[Laid]:
    """Every line of a page at a width in cells."""
    return [laid for block in blocks for laid in _laid(block, width)]


def _laid(block: Block, width: int) -> list[Laid]:
    match block:
        case Words(text, hang, leads):
            return [Laid(one, leads) for one in wrap(text, width, hang)]
        case Pair(left, right, leads, whole):
            if cells(left) + 1 + cells(right) <= width or (
                not whole and width - cells(right) - 1 >= LEAST_LEFT
            ):
                return [Laid(spread(left, right, width), leads)]
            if whole:
                return [
                    Laid(one, leads) for part in (left, _indented(right)) for one in wrap(part, width, INDENT)
                ]
            return [Laid(cut(left, width), leads), Laid(spread(BLANK, right, width), leads)]
        case Figure(draw, leads):
            return [Laid(one, leads) for one in draw(width)]


def _indented(spans: Line) -> Line:
    return ((" " * INDENT, "plain"), *spans)
