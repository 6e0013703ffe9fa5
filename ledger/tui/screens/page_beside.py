"""Lists with a page below or beside them, where there is room: the row under the cursor, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.containers import Container
from textual.message import Message

from ledger.tui.screens.listing import Listing
from ledger.tui.widgets.line_table import LineTable
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.widget import Widget

    from ledger.record.opening import Record
    from ledger.tui.blocks import Block
    from ledger.tui.widgets.line_table import Column

View = TypeVar("View")


class Beside(Message, Generic[View]):
    """A row was read; None where it is gone."""

    def __init__(self, row: str, view: View | None) -> None:
        super().__init__()
        self.row = row
        self.view = view


class PageBeside(Listing, Generic[View]):
    """A subclass reads a row in a worker and turns what came into blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: View | None = None
        """What the page shows; None where it shows no row."""
        self._row_shown: str | None = None

    def split(
        self, columns: Sequence[Column], waiting: Sequence[Block] = (), *, named: str
    ) -> Iterable[Widget]:
        """The list, and the page with what stands on it until a row was read."""
        with Container(id="split"):
            yield LineTable(columns, self.rows, named=named)
            yield Sheet(waiting, named="beside")

    def read_row(self, record: Record, row: str) -> View | None:  # noqa: ARG002 a subclass reads
        """The row, in a worker; None where it is gone."""
        return None

    def blocks_of(self, view: View) -> Sequence[Block]:  # noqa: ARG002 a subclass knows
        """The page about it."""
        return ()

    def show_beside(self) -> None:
        """Read the row under the cursor, where there is room for its page."""
        if self.is_mounted and self.query_one("#beside").display and self.table.row is not None:
            self.read(self._read_beside, group="beside")

    def _read_beside(self, record: Record) -> Message:
        row = self.table.row or ""
        return Beside(row, self.read_row(record, row))

    def on_beside(self, message: Beside[View]) -> None:
        """Show it, unless the cursor has gone on. Where it was shown before nothing moves."""
        if message.view is not None and message.row == self.table.row:
            same, self._row_shown = message.row == self._row_shown, message.row
            self.shown = message.view
            self.query_one("#beside", Sheet).show(self.blocks_of(message.view), keep=same)
            self.refresh_bindings()

    def show_no_row(self, blocks: Sequence[Block] = ()) -> None:
        """The list is empty: show this instead."""
        self.shown = self._row_shown = None
        self.query_one("#beside", Sheet).show(blocks)

    def on_line_table_moved(self) -> None:
        """Another row under the cursor."""
        self.moved()

    def moved(self) -> None:
        """Read it."""
        self.show_beside()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 Textual's signature
        """There may be room for the page now."""
        self.show_beside()
