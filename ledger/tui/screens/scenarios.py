"""Scenarios: by quantity, what each scenario names, where the value lies now, and what belongs to neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.screens.one_sheet import SheetThatStays

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.tui.views.scenarios import Frames, ScenariosView


class ScenariosScreen(SheetThatStays):
    """One page; the files are read until they name something, then no more."""

    TAB = "Scenarios"
    HELP = (
        "Scenarios: a publication's scenarios by quantity. Each has the value now, the range every scenario names, drawn "
        "and in words, and what belongs to neither. No likelihood is made up. Ranges stay covered until you answered; {question.reveal} "
        "shows those of the quantity under the cursor. Enter opens its question."
    )

    class Came(Message):
        """The view was read."""

        def __init__(self, view: ScenariosView) -> None:
            super().__init__()
            self.view = view

    def __init__(self) -> None:
        super().__init__()
        self._view: ScenariosView | None = None
        self._frames: Frames | None = None

    @property
    def waiting(self) -> str:
        """For what the files name."""
        return "Reading the scenarios ..."

    def row_of(self, question: str) -> QuestionRow | None:
        """As the view has it."""
        frames = self._view.frames if self._view is not None else ()
        rows = (one.row for each in frames for one in each.quantities if one.row is not None)
        return next((row for row in rows if row.id == question), None)

    def hides(self, question: str) -> bool:
        """As the view says."""
        return self._view is not None and question in self._view.hidden

    def reload(self) -> None:
        """Read everything again."""
        self.read(self._scenarios)

    def _scenarios(self, record: Record) -> Message:
        from ledger.tui.views.scenarios import read_frames, read_scenarios

        app = self.ledger_app
        known = app.publications()
        if self._frames is None or not self._frames.frames:
            self._frames = read_frames(self.desk.settings, known)
        return self.Came(
            read_scenarios(
                record,
                self._frames,
                now_us=self.desk.now_us,
                me=self.desk.me,
                publications=known,
                revealed=frozenset(app.revealed),
            )
        )

    def on_scenarios_screen_came(self, message: Came) -> None:
        """Show it."""
        from ledger.tui.pages.scenarios import scenarios_blocks

        self._view = message.view
        self.show(scenarios_blocks(message.view))
