"""Screens that are a list of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ledger.tui.screens.framed import Framed
from ledger.tui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.tui.keeping import Kept
    from ledger.tui.widgets.line_table import Row


class Listing(Framed):
    """The next run finds its cursor on the row where it was."""

    CSS_PATH = ["../table.tcss"]
    AUTO_FOCUS: ClassVar[str | None] = "LineTable"

    @property
    def table(self) -> LineTable:
        """The list."""
        return self.query_one(LineTable)

    def rows(self, wanted: Sequence[str]) -> Mapping[str, Row]:  # noqa: ARG002 a subclass knows
        """These rows as cells, by their ids, in a worker; one that is gone is left out."""
        return {}

    def kept(self) -> Kept:
        """The row under the cursor."""
        return {"cursor": self.table.row or ""}

    def take_up(self, kept: Kept) -> None:
        """The cursor on it again, if it is still listed."""
        self.table.stand_on(kept.get("cursor", ""))
