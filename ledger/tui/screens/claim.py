"""One claim whole, where there is no room for it beside the list: who said it, how, and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.screens.one_sheet import SheetAbove

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.tui.views.claims import ClaimsView


class ClaimScreen(SheetAbove):
    """Pushed above the claims; Escape goes back. `line` is the id of the claim's line, or of a publication's."""

    TAB = "Claims"
    HELP = (
        "One claim: the words, who really said them and how, the interest behind it, who objects, and every question that "
        "measures it. Figures stay covered until you answered; {question.reveal} shows them. Enter opens a question."
    )

    class Came(Message):
        """The claims were read again."""

        def __init__(self, view: ClaimsView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line
        self._view: ClaimsView | None = None

    @property
    def waiting(self) -> str:
        """For the claim."""
        return "Reading the claim ..."

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
        self.show(claim_page(self.line, message.view))

    def do_reveal(self) -> None:
        """Show the figures of all questions that measure the claim: they are the same."""
        if (question := self.about()) and self._view is not None:
            self.ledger_app.revealed |= self._view.together(question)
            self.reload()
