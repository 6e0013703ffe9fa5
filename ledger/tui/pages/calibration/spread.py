"""What a page of Calibration consists of, so that a wide screen can put its list beside and a narrow one below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.blocks import Block, Words
from ledger.tui.ink import line

if TYPE_CHECKING:
    from ledger.standing.calibration.report_words import Judged
    from ledger.tui.ink import Ink


@dataclass(frozen=True, slots=True)
class Spread:
    """`chart` with its read-out, the `words` below it, the `listed` lines, and how many parts of the chart can be selected.

    Where a part is selected, only its lines are listed.
    """

    chart: tuple[Block, ...]
    words: tuple[Block, ...]
    listed: tuple[Block, ...]
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a chart is drawn: its lines, the part that is selected, and with which signs."""

    lines: int
    selected: int | None = None
    ascii_only: bool = False


def judged(found: Judged) -> Block:
    """A sentence with its verdict, which has an ink of its own where luck does not explain it."""
    ink: Ink = "muted" if found.explained else "warn"
    return Words(line(f"{found.words}: ", (found.verdict, ink), "."), 2)


def chosen(text: str) -> Block:
    """The read-out of the selected part."""
    return Words(line((text, "strong")), 2)
