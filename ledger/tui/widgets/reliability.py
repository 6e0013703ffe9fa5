"""A page with the calibration chart on top, which scrolls away with the words; a group of it can be read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from ledger.tui.blocks import Block, Figure, Words
from ledger.tui.drawing.reliability import Group, draw_reliability, read_out
from ledger.tui.ink import line
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.tui.ink import Line

LEGEND = "● luck explains it, ◆ not · up: happened, across: said · bars 90 % · counts · → reads one out"
HEIGHTS = ((108, 23), (76, 17), (0, 12))
"""Lines of the chart on a page of at least so many cells."""


class Reliability(Sheet):
    """The first line reads the selected group out; the chart is below it, then the page."""

    HELP = (
        "What you said (across) against what happened (up). A point on the dotted line is right on average; its bar is the "
        "90 % interval, the blocks below count forecasts. A diamond marks an interval that misses the line. Left and right "
        "read a group out."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "select(1)", "Next group", show=False),
        Binding("left", "select(-1)", "Previous", show=False),
    ]

    def __init__(self, blocks: Sequence[Block] = (), *, named: str | None = None) -> None:
        super().__init__(blocks, named=named)
        self.groups: tuple[Group, ...] = ()
        self.selected: int | None = None
        self._words: tuple[Block, ...] = tuple(blocks)

    def tell(self, groups: Sequence[Group], words: Sequence[Block]) -> None:
        """Other groups, and the page below them. Without groups there is no chart."""
        if self.groups != tuple(groups):
            self.groups, self.selected = tuple(groups), None
        self._words = tuple(words)
        self.show(self._page())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A group can be read out where there is one."""
        if action == "select" and not self.groups:
            return False
        return super().check_action(action, parameters)

    def action_select(self, by: int) -> None:
        """Read the next group out, in sight."""
        start = -1 if by > 0 else 0
        self.selected = ((start if self.selected is None else self.selected) + by) % len(self.groups)
        self.show(self._page())
        self.scroll_to(0, 0, animate=False, force=True)

    def _page(self) -> tuple[Block, ...]:
        if not self.groups:
            return self._words
        return (Words(self._read_out()), Figure(self._chart), *self._words)

    def _chart(self, width: int) -> list[Line]:
        height = next(lines for least, lines in HEIGHTS if width >= least)
        return draw_reliability(
            self.groups, width, height, selected=self.selected, ascii_only=self.ascii_only
        )

    def _read_out(self) -> Line:
        if self.selected is None:
            return line((LEGEND, "muted"))
        return line((read_out(self.groups[self.selected]), "strong"))
