"""One forecaster on a leaderboard: every question that made the number."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.question import Back
from ledger.tui.screens.about import AboutQuestion, question_of
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.record.opening import Record
    from ledger.tui.views.board_choice import BoardChoice
    from ledger.tui.views.boards import Boards, PersonView


class PersonScreen(AboutQuestion):
    """Pushed above the leaderboard; Escape goes back to it. `boards` are what it keeps."""

    TAB = "Leaderboard"
    HELP = (
        "One forecaster's questions, the best first: what each gave, how much it weighs, and what that adds to the sum on "
        "the leaderboard. Enter opens the trace of its score."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#person"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Back)

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

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Sheet([quiet(f"Adding up what {self.forecaster} has ...")], named="person")

    def about(self) -> str | None:
        """The question of the line under the cursor."""
        return question_of(self.query_one("#person", Sheet).leads) if self.is_mounted else None

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

        self.query_one("#person", Sheet).show(person_blocks(message.view))
        self.refresh_bindings()

    def on_screen_suspend(self) -> None:
        """Somebody went elsewhere: nobody waits for it."""
        self.workers.cancel_group(self, "read")

    def do_back(self) -> None:
        """To the leaderboard."""
        self.app.pop_screen()

    def on_sheet_moved(self) -> None:
        """Other keys may work on another line."""
        self.refresh_bindings()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Open the trace of its score."""
        from ledger.tui.screens.trace import TraceScreen

        if question := question_of(message.leads):
            self.app.push_screen(TraceScreen(question, self.forecaster, first=self.choice.scored))
