"""The trace of one forecaster's scores on one question: the rows of time that add up to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.screens.one_sheet import SheetAbove

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.tui.views.trace import TraceView


class TraceScreen(SheetAbove):
    """Pushed above where a score stands; Escape goes back. `first` names the rule that stands on top."""

    TAB = "Leaderboard"
    HELP = (
        "Where a score comes from: from when on which forecast held, what stood beside it, its term, how much of the time "
        "it held, and what that adds. Below stands the most there was to have. Enter on the title opens the question."
    )

    class Came(Message):
        """The traces were worked out."""

        def __init__(self, view: TraceView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, question: str, forecaster: str, *, first: str = "") -> None:
        super().__init__()
        self.question = question
        self.forecaster = forecaster
        self.first = first

    @property
    def waiting(self) -> str:
        """For the scores."""
        return f"Working out the scores of {self.forecaster} on {self.question} ..."

    def about(self) -> str | None:
        """Its question."""
        return self.question

    def takes_forecasts(self, question: str) -> bool:  # noqa: ARG002 all that is here has ended
        """None does that has a score."""
        return False

    def reload(self) -> None:
        """Work it out again."""
        self.read(self._trace)

    def _trace(self, record: Record) -> Message:
        from ledger.tui.views.trace import read_trace

        found = read_trace(
            record, self.question, self.forecaster, now_us=self.desk.now_us, first=self.first, me=self.desk.me
        )
        return self.Came(found)

    def on_trace_screen_came(self, message: Came) -> None:
        """Show them."""
        from ledger.tui.pages.trace import trace_blocks

        self.show(trace_blocks(message.view, self.desk.zone))

    def on_screen_suspend(self) -> None:
        """Somebody went elsewhere: nobody waits for it."""
        self.workers.cancel_group(self, "read")
