"""One claim whole, where there is no room for it beside the list: who said it, how, and its questions."""

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
    from ledger.record.questions import QuestionRow
    from ledger.tui.views.claims import ClaimsView


class ClaimScreen(AboutQuestion):
    """Pushed above the claims; Escape goes back. `line` is the id of the claim's line, or of a publication's."""

    TAB = "Claims"
    HELP = (
        "One claim: the words, who really said them and how, the interest behind it, who objects, and every question that "
        "measures it. Figures stay covered until you answered; {question.reveal} shows them. Enter opens a question."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#claim"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Back)

    class Came(Message):
        """The claims were read again."""

        def __init__(self, view: ClaimsView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line
        self._view: ClaimsView | None = None

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Sheet([quiet("Reading the claim ...")], named="claim")

    def about(self) -> str | None:
        """The question under the cursor."""
        return question_of(self.query_one("#claim", Sheet).leads) if self.is_mounted else None

    def row_of(self, question: str) -> QuestionRow | None:
        """As the view has it."""
        return self._view.row(question) if self._view is not None else None

    def hides(self, question: str) -> bool:
        """As the view says."""
        return self._view is not None and question in self._view.hidden

    def reload(self) -> None:
        """Read it again."""
        self.read(self._claims)

    def _claims(self, record: Record) -> Message:
        from ledger.tui.views.claims import read_claims

        known, revealed = self.ledger_app.publications(), frozenset(self.ledger_app.revealed)
        now, me = self.desk.now_us, self.desk.me
        return self.Came(read_claims(record, now_us=now, me=me, publications=known, revealed=revealed))

    def on_claim_screen_came(self, message: Came) -> None:
        """Show it."""
        from ledger.tui.pages.claims import claim_page

        self._view = message.view
        self.query_one("#claim", Sheet).show(claim_page(self.line, message.view))
        self.refresh_bindings()

    def do_reveal(self) -> None:
        """Show the figures of all questions that measure the claim: they are the same."""
        if (question := self.about()) and self._view is not None:
            self.ledger_app.revealed |= self._view.together(question)
            self.reload()

    def do_back(self) -> None:
        """To the list."""
        self.app.pop_screen()

    def on_sheet_moved(self) -> None:
        """Other keys may work on another line."""
        self.refresh_bindings()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Open its question."""
        if question := question_of(message.leads):
            self.ledger_app.open_question(question)
