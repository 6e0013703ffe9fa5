"""Calibration: as much as the number of resolved families bears, from a list to a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.lists import MoreDetail
from ledger.tui.screens.about import AboutQuestion, question_of
from ledger.tui.widgets.reliability import Reliability
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.record.opening import Record
    from ledger.tui.views.calibration import CalibrationView


class CalibrationScreen(AboutQuestion):
    """One page, on top of which is the chart where there is one."""

    TAB = "Calibration"
    HELP = (
        "Calibration: how your chances compare with what happened. Below 10 resolved families there is only the list, below "
        "30 a summary, from 30 a chart of at most five groups, from 100 the CORP terms. a shows more than the numbers bear, "
        "with what chance alone would show beside it."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#calibration"
    BINDINGS: ClassVar[list[BindingType]] = bindings(MoreDetail)

    class Came(Message):
        """The report was worked out."""

        def __init__(self, view: CalibrationView) -> None:
            super().__init__()
            self.view = view

    def __init__(self) -> None:
        super().__init__()
        self.anyway = False

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield Reliability([quiet("Working it out ...")], named="calibration")

    def about(self) -> str | None:
        """The question of the line under the cursor."""
        return question_of(self.query_one("#calibration", Sheet).leads) if self.is_mounted else None

    def reload(self) -> None:
        """Work it out again."""
        self.read(self._report)

    def _report(self, record: Record) -> Message:
        from ledger.tui.views.calibration import read_calibration

        return self.Came(
            read_calibration(record, now_us=self.desk.now_us, me=self.desk.me, anyway=self.anyway)
        )

    def on_calibration_screen_came(self, message: Came) -> None:
        """Show what there is."""
        from ledger.tui.pages.calibration import calibration_blocks

        blocks = calibration_blocks(message.view)
        self.query_one("#calibration", Reliability).tell(message.view.groups, blocks)
        self.refresh_bindings()

    def do_more_detail(self) -> None:
        """More than the numbers bear, or no longer."""
        self.anyway = not self.anyway
        self.reload()

    def on_sheet_moved(self) -> None:
        """Other keys may work on another line."""
        self.refresh_bindings()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Open the question."""
        if question := question_of(message.leads):
            self.ledger_app.open_question(question)
