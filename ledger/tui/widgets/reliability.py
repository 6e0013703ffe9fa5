"""The calibration chart with a group that can be read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from ledger.tui.drawing.reliability import Group, draw_reliability, read_out
from ledger.tui.ink import Line, line
from ledger.tui.widgets.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip


LEGEND = " ● luck explains it, ◆ not · up: happened, across: said · bars 90 % · counts"


class Reliability(Inked, can_focus=True):
    """The first line reads the selected group out; the chart is below it."""

    HELP = (
        "What you said (across) against what happened (up). A point on the dotted line is right on average; its bar is the "
        "90 % interval, the blocks below count forecasts. A diamond marks an interval that misses the line. Left and right "
        "read a group out."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "select(1)", "Next group"),
        Binding("left", "select(-1)", "Previous", show=False),
    ]

    def __init__(self, *, named: str | None = None) -> None:
        super().__init__(id=named)
        self.groups: tuple[Group, ...] = ()
        self.selected: int | None = None
        self._drawn: tuple[tuple[object, ...], list[Line]] = ((), [])

    def show(self, groups: Sequence[Group]) -> None:
        """Other groups."""
        self.groups = tuple(groups)
        self.selected = None
        self.refresh()

    def action_select(self, by: int) -> None:
        """Read the next group out."""
        if self.groups:
            start = -1 if by > 0 else 0
            self.selected = ((start if self.selected is None else self.selected) + by) % len(self.groups)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The read-out, then the chart."""
        width, height = self.size
        if y == 0:
            return self.strip(self._read_out(), width)
        key = (width, height, self.selected, self.groups, self.ascii_only)
        if self._drawn[0] != key:
            drawn = draw_reliability(
                self.groups, width, height - 1, selected=self.selected, ascii_only=self.ascii_only
            )
            self._drawn = (key, drawn)
        lines = self._drawn[1]
        return self.strip(lines[y - 1] if y <= len(lines) else (), width)

    def _read_out(self) -> Line:
        if self.selected is None:
            return line((LEGEND, "muted"))
        return line((f" {read_out(self.groups[self.selected])}", "strong"))
