"""Screens that show claims. What measures one is covered and shown together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.screens.about import AboutQuestion

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.tui.views.claims import ClaimsView


class AboutClaims(AboutQuestion):
    """Reads every claim; a subclass shows one, or all."""

    class Came(Message):
        """The claims were read."""

        def __init__(self, view: ClaimsView) -> None:
            super().__init__()
            self.view = view

    def __init__(self) -> None:
        super().__init__()
        self.claims: ClaimsView | None = None

    def show_claims(self, view: ClaimsView) -> None:
        """As they are now."""

    def row_of(self, question: str) -> QuestionRow | None:
        """As the view has it."""
        return self.claims.row(question) if self.claims is not None else None

    def hides(self, question: str) -> bool:
        """As the view says."""
        return self.claims is not None and question in self.claims.hidden

    def reload(self) -> None:
        """Read them again."""
        self.read(self._claims)

    def _claims(self, record: Record) -> Message:
        from ledger.tui.views.claims import read_claims

        known, revealed = self.ledger_app.publications(), frozenset(self.ledger_app.revealed)
        now, me = self.desk.now_us, self.desk.me
        return self.Came(read_claims(record, now_us=now, me=me, publications=known, revealed=revealed))

    def on_about_claims_came(self, message: Came) -> None:
        """Show them."""
        self.claims = message.view
        self.show_claims(message.view)

    def do_reveal(self) -> None:
        """Show the figures of all questions that measure the claim: they are the same."""
        if (question := self.about()) and self.claims is not None:
            self.ledger_app.revealed |= self.claims.together(question)
            self.reload()
