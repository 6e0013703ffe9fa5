"""What a page is made of: paragraphs, table lines and figures, some of which lead somewhere, some side by side.

Pages build blocks and know nothing of Textual; the sheet lays them out for whatever width there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from ledger.tui.ink import BLANK, Line, cells, cut, line, spread
from ledger.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ledger.tui.ink import Span

LEAST_LEFT = 26
"""Cells of the left part of a pair that are worth one line."""

INDENT = 9
"""Cells before the further lines of a pair that is shown whole."""

LEAST_BESIDE = 100
"""Cells of a page on which two parts stand side by side."""

BETWEEN = 3
"""Cells between two parts side by side."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, wrapped; `hang` indents its further lines. `leads` is where Enter on it goes."""

    text: Line
    hang: int = 0
    leads: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """One line with something at its right edge. Where too little of the left part is left, it takes two lines.

    `whole` takes two lines rather than cutting anything of it. `section` is the name of the part that begins here.
    """

    left: Line
    right: Line = BLANK
    leads: str | None = None
    whole: bool = False
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Lines drawn for a width: a chart, or a row of a table that leads somewhere."""

    draw: Callable[[int], Sequence[Line]]
    leads: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Two parts side by side where there is room for both, else `stacked`, or one below the other. Only one of two lines
    can lead.
    """

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    stacked: tuple[Block, ...] | None = None


Block = Words | Pair | Figure | Beside


@dataclass(frozen=True, slots=True)
class Laid:
    """One laid-out line of a page, where it leads, and the parts of the page that begin on it."""

    text: Line
    leads: str | None = None
    sections: tuple[str, ...] = ()


GAP = Words(BLANK)
"""An empty line."""


def heading(title: str, *aside: str | Span, part: str | None = None) -> Block:
    """The line above a section, which is called `part` where there is less room."""
    return Pair(line((title, "head")), _muted(aside), section=part or title)


def quiet(*text: str | Span, hang: int = 0) -> Words:
    """A paragraph in the background, with the keys it names."""
    return Words(_muted(text), hang)


def _muted(parts: Sequence[str | Span]) -> Line:
    return tuple((part, "muted") if isinstance(part, str) else part for part in parts if part)


def with_keys(blocks: Sequence[Block], write: Callable[[Span], Span]) -> tuple[Block, ...]:
    """The blocks, with every key they name written so. What a figure draws names none."""
    return tuple(_with_keys(block, write) for block in blocks)


def _with_keys(block: Block, write: Callable[[Span], Span]) -> Block:
    match block:
        case Words(text):
            return replace(block, text=tuple(map(write, text)))
        case Pair(left, right):
            return replace(block, left=tuple(map(write, left)), right=tuple(map(write, right)))
        case Beside(left, right, stacked):
            low = None if stacked is None else with_keys(stacked, write)
            return Beside(with_keys(left, write), with_keys(right, write), low)
        case Figure():
            return block


def where_stacked(*blocks: Block) -> Block:
    """What is shown only where there is no room for two parts side by side."""
    return Beside((), (), blocks)


def lay(blocks: Sequence[Block], width: int) -> list[Laid]:
    """Every line of a page at a width in cells."""
    return [laid for block in blocks for laid in _laid(block, width)]


def _laid(block: Block, width: int) -> list[Laid]:
    match block:
        case Words(text, hang, leads):
            return [Laid(one, leads) for one in wrap(text, width, hang)]
        case Pair():
            return _paired(block, width)
        case Figure(draw, leads):
            return [Laid(one, leads) for one in draw(width)]
        case Beside(left, right) if width >= LEAST_BESIDE:
            return _side_by_side(left, right, width)
        case Beside(left, right, stacked):
            return lay(stacked if stacked is not None else (*left, *right), width)


def _paired(pair: Pair, width: int) -> list[Laid]:
    left, right, leads = pair.left, pair.right, pair.leads
    begins = (pair.section,) if pair.section is not None else ()
    fits = cells(left) + 1 + cells(right) <= width
    if fits or (not pair.whole and width - cells(right) - 1 >= LEAST_LEFT):
        return [Laid(spread(left, right, width), leads, begins)]
    if pair.whole:
        return [Laid(one, leads) for part in (left, _indented(right)) for one in wrap(part, width, INDENT)]
    return [Laid(cut(left, width), leads, begins), Laid(spread(BLANK, right, width), leads)]


def _indented(spans: Line) -> Line:
    return ((" " * INDENT, "plain"), *spans)


def _side_by_side(left: Sequence[Block], right: Sequence[Block], width: int) -> list[Laid]:
    room = (width - BETWEEN) // 2
    both = zip_longest(lay(left, room), lay(right, room), fillvalue=Laid(BLANK))
    return [
        Laid(
            (*_filled(one.text, room + BETWEEN), *other.text),
            one.leads or other.leads,
            one.sections + other.sections,
        )
        for one, other in both
    ]


def _filled(spans: Line, width: int) -> Line:
    return (*spans, (" " * (width - cells(spans)), "plain"))
