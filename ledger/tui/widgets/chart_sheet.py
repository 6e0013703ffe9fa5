"""A page on which a chart has parts: left and right go from one to the next, whatever line the cursor is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.commands.command import bindings
from ledger.tui.commands.panes import BeforeInChart, NextOfChart
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from ledger.tui.blocks import Block


class ChartSheet(Sheet):
    """Posts `Stepped` where its chart has parts; whoever fills it knows which one is selected."""

    HELP = (
        "A chart. {chart.before} and {chart.next} read its parts out, one after the other, and list only their questions; "
        "beyond the last one, and with {calibration.all}, all are listed again. {move.down} and {move.up} go through the list, "
        "{move.open} opens a question."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(NextOfChart, BeforeInChart)

    class Stepped(Message):
        """Another part of the chart is wanted."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, blocks: Sequence[Block] = (), *, named: str | None = None) -> None:
        super().__init__(blocks, named=named)
        self.chart_parts = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A part can be read out where there is one."""
        if action == "part":
            return self.chart_parts > 0
        return super().check_action(action, parameters)

    def action_part(self, by: int) -> None:
        """The next part, or the one before."""
        self.post_message(self.Stepped(by))
