"""One claim whole, where there is no room for it beside the list: who said it, how, and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.screens.about_claims import AboutClaims
from ledger.tui.screens.one_sheet import SheetAbove

if TYPE_CHECKING:
    from ledger.tui.views.claims import ClaimsView


class ClaimScreen(SheetAbove, AboutClaims):
    """Pushed above the claims; Escape goes back. `line` is the id of the claim's line, or of a publication's."""

    TAB = "Claims"
    HELP = (
        "One claim: the words, who really said them and how, the interest behind it, who objects, and every question that "
        "measures it. Figures stay covered until you answered; {question.reveal} shows them. Enter opens a question."
    )

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line

    @property
    def waiting(self) -> str:
        """For the claim."""
        return "Reading the claim ..."

    def show_claims(self, view: ClaimsView) -> None:
        """The one of this screen."""
        from ledger.tui.pages.claims import claim_page

        self.show(claim_page(self.line, view))
