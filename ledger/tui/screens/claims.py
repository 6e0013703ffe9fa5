"""Claims: what publications said, in their words and stance, beside the value now, me and the crowd."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.lists import NextStance
from ledger.tui.screens.about import AboutQuestion, question_of
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.record.opening import Record
    from ledger.tui.views.claims import ClaimsView

STANCES = (None, "asserts", "scenario", "asks", "reports")


class ClaimsScreen(AboutQuestion):
    """A line a claim, in the order of the publications' files; the tally on top."""

    TAB = "Claims"
    HELP = (
        "Claims: their words, in which stance they were said (asserts, scenario, asks, reports), the value now, you, the "
        "crowd, and what may be said of it. Only asserted things are forecasts. x shows one stance at a time. Figures stay "
        "covered until you answered; h shows those of the claim under the cursor. Enter opens it."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#claims"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NextStance)

    class Came(Message):
        """The view was read."""

        def __init__(self, view: ClaimsView) -> None:
            super().__init__()
            self.view = view

    def __init__(self) -> None:
        super().__init__()
        self._view: ClaimsView | None = None
        self.stance: str | None = None

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Sheet([quiet("Reading the claims ...")], named="claims")

    def about(self) -> str | None:
        """The question of the claim under the cursor."""
        return question_of(self.query_one("#claims", Sheet).leads) if self.is_mounted else None

    def hides(self, question: str) -> bool:
        """As the view says."""
        return self._view is not None and question in self._view.hidden

    def reload(self) -> None:
        """Read everything again."""
        self.read(self._claims)

    def _claims(self, record: Record) -> Message:
        from ledger.tui.views.claims import read_claims

        app = self.ledger_app
        publications = app.publications()
        return self.Came(
            read_claims(
                record,
                now_us=self.desk.now_us,
                me=self.desk.me,
                publications=publications,
                revealed=frozenset(app.revealed),
            )
        )

    def on_claims_screen_came(self, message: Came) -> None:
        """Show it."""
        self._view = message.view
        self._show()

    def _show(self) -> None:
        from ledger.tui.pages.claims import claims_blocks

        if self._view is not None:
            self.query_one("#claims", Sheet).show(claims_blocks(self._view, stance=self.stance))
            self.refresh_bindings()

    def do_next_stance(self) -> None:
        """One stance at a time, then all again."""
        self.stance = STANCES[(STANCES.index(self.stance) + 1) % len(STANCES)]
        self._show()

    def on_sheet_moved(self) -> None:
        """Other keys may work on another line."""
        self.refresh_bindings()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Open its question."""
        if question := question_of(message.leads):
            self.ledger_app.open_question(question, at="claim")
