"""Lists with a query line above them: what fits it is listed while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.screens.listing import Listing
from ledger.tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from ledger.tui.keeping import Kept


class Narrowed(Listing):
    """`text` stands in the query line; a subclass lists what fits it."""

    CSS_PATH = ["../table.tcss", "../fields.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    @property
    def query_line(self) -> QueryLine:
        """Where it is typed."""
        return self.query_one(QueryLine)

    def narrow(self) -> None:
        """Another text was typed: list what fits it."""

    def kept(self) -> Kept:
        """The text and the row under the cursor."""
        return {"filter": self.text, **super().kept()}

    def take_up(self, kept: Kept) -> None:
        """The same list again, the cursor where it was."""
        self.text = self.query_line.go_on_with(kept.get("filter", ""))
        super().take_up(kept)

    def go_to_query(self) -> None:
        """To the query line."""
        self.set_focus(self.query_line)

    def on_input_changed(self, message: QueryLine.Changed) -> None:
        """List what fits while it is typed."""
        self.text = message.value
        self.narrow()

    def on_query_line_left(self) -> None:
        """Back to the list."""
        self.set_focus(self.table)
