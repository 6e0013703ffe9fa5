"""One forecaster on a leaderboard: every question that made the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.screens.one_sheet import SheetAbove

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.tui.views.board_choice import BoardChoice
    from ledger.tui.views.boards import Boards, PersonView


class PersonScreen(SheetAbove):
    """Pushed above the leaderboard; Escape goes back to it. `boards` are what it keeps."""

    TAB = "Leaderboard"
    HELP = (
        "One forecaster's questions, the best first: what each gave, how much it weighs, and what that adds to the sum on "
        "the leaderboard. Enter opens the trace of its score."
    )

    class Came(Message):
        """What made the number was read."""

        def __init__(self, view: PersonView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, forecaster: str, choice: BoardChoice, boards: Boards) -> None:
        super().__init__()
        self.forecaster = forecaster
        self.choice = choice
        self._boards = boards

    @property
    def waiting(self) -> str:
        """For what made the number."""
        return f"Adding up what {self.forecaster} has ..."

    def takes_forecasts(self, question: str) -> bool:  # noqa: ARG002 all that is here has ended
        """None does that has a score."""
        return False

    def reload(self) -> None:
        """Add it up again."""
        self.read(self._person)

    def _person(self, record: Record) -> Message:
        wanted, now = self.choice.wanted(), self.desk.now_us
        return self.Came(self._boards.person(record, wanted, self.forecaster, now_us=now, me=self.desk.me))

    def on_person_screen_came(self, message: Came) -> None:
        """Show it."""
        from ledger.tui.pages.person import person_blocks

        self.show(person_blocks(message.view))

    def on_screen_suspend(self) -> None:
        """Somebody went elsewhere: nobody waits for it."""
        self.workers.cancel_group(self, "read")

    def follow(self, question: str) -> None:
        """Open the trace of its score."""
        from ledger.tui.screens.trace import TraceScreen

        self.app.push_screen(TraceScreen(question, self.forecaster, first=self.choice.scored))
