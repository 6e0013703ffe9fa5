"""Sources: every look with its health in a table, and below or beside it the one under the cursor, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Container
from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.sources import FilterLooks, TrySource
from ledger.tui.screens.framed import Framed
from ledger.tui.widgets.line_table import Column, LineTable
from ledger.tui.widgets.query_line import QueryLine
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.record.opening import Record
    from ledger.tui.commands.command import Command
    from ledger.tui.keeping import Kept
    from ledger.tui.views.sources import LookView, SourceOrder, SourcesView
    from ledger.tui.widgets.line_table import Row

COLUMNS = (
    Column("source", 22, "source", most=28, counted=True),
    Column("days", 0, from_width=66),
    Column("health", 12, "trouble"),
    Column("questions", 9, "questions", "right"),
    Column("last good", 9, "good", "right", from_width=58),
    Column("newest row", 11, "newest", "right", from_width=92),
    Column("next", 8, "next", "right", from_width=100),
)
HINT = "/ filter: words  source:epoch  is:failing  is:endangered  is:late"


class SourcesScreen(Framed):
    """What endangers questions stands first."""

    TAB = "Sources"
    CSS_PATH = ["../table.tcss", "../fields.tcss"]
    HELP = (
        "Sources: one line a look, which is a source with what it is asked and for which days. / filters: words, source:, "
        "is:failing, is:alarm, is:well, is:never, is:late, is:endangered, - for the opposite. s sorts by the next column. "
        "t tries the look under the cursor: nothing is written. Enter shows it whole."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (160, "-wide")]
    AUTO_FOCUS: ClassVar[str | None] = "#looks"
    BINDINGS: ClassVar[list[BindingType]] = bindings(FilterLooks, TrySource)

    class Came(Message):
        """Every look was read."""

        def __init__(self, view: SourcesView) -> None:
            super().__init__()
            self.view = view

    class Beside(Message):
        """The look under the cursor was read; None where no question needs it any more."""

        def __init__(self, view: LookView | None) -> None:
            super().__init__()
            self.view = view

    def __init__(self) -> None:
        super().__init__()
        self.order: SourceOrder = "trouble"
        self._text = ""
        self._view: SourcesView | None = None
        self._beside_look: str | None = None

    def body(self) -> Iterable[Widget]:
        """Query line, table, and a page below or beside it."""
        yield QueryLine(HINT, named="query")
        with Container(id="split"):
            yield LineTable(COLUMNS, self._rows, named="looks")
            yield Sheet([quiet("Reading the sources ...")], named="beside")

    @property
    def table(self) -> LineTable:
        """The list."""
        return self.query_one("#looks", LineTable)

    def kept(self) -> Kept:
        """The filter, the order, and the look under the cursor."""
        return {"filter": self._text, "order": self.order, "cursor": self.table.row or ""}

    def take_up(self, kept: Kept) -> None:
        """The same list again, the cursor where it was."""
        self._text = self.query_one("#query", QueryLine).go_on_with(kept.get("filter", ""))
        orders = (column.order for column in COLUMNS if column.order)
        self.order = cast(
            "SourceOrder", next((one for one in orders if one == kept.get("order")), self.order)
        )
        self.table.stand_on(kept.get("cursor", ""))

    def reload(self) -> None:
        """Read every look again; the cursor stays on its line."""
        self.read(self._sources)

    def _sources(self, record: Record) -> Message:
        from ledger.tui.views.sources import read_sources

        return self.Came(read_sources(record, now_us=self.desk.now_us))

    def on_sources_screen_came(self, message: Came) -> None:
        """Fill the list."""
        self._view = message.view
        self._fill(keep=True)

    def _fill(self, *, keep: bool) -> None:
        from ledger.tui.pages.sources import NO_SOURCES, NONE_FITS
        from ledger.tui.views.sources import fitting

        if self._view is not None:
            found = fitting(self._view, self._text, self.order)
            self.table.fill(found, order=self.order, keep=keep)
            nothing = NONE_FITS if self._view.looks else NO_SOURCES
            self.say("" if found else nothing, "muted")
            if not found:
                self._beside_look = None
                self.query_one("#beside", Sheet).show([])
            self._show_beside()
            self.refresh_bindings()

    def _rows(self, wanted: Sequence[str]) -> Mapping[str, Row]:
        from ledger.tui.pages.sources import look_cells

        view = self._view
        if view is None:
            return {}
        return {key: look_cells(view.looks[key], view.now_us) for key in wanted if key in view.looks}

    # ---- the page beside ----------------------------------------------------------------------------

    def on_line_table_moved(self) -> None:
        """Another look under the cursor."""
        self._show_beside()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 Textual's signature
        """There may be room for the page now."""
        self._show_beside()

    def _show_beside(self) -> None:
        if self.is_mounted and self.query_one("#beside").display and self.table.row is not None:
            self.read(self._beside, group="beside")

    def _beside(self, record: Record) -> Message:
        from ledger.tui.views.sources import read_look

        return self.Beside(read_look(record, self.table.row or "", now_us=self.desk.now_us))

    def on_sources_screen_beside(self, message: Beside) -> None:
        """Show it, unless the cursor has gone on."""
        from ledger.tui.pages.sources import look_blocks

        view = message.view
        if view is not None and view.listed.look.look == self.table.row:
            blocks = look_blocks(view, self.desk.zone, ascii_only=self.ledger_app.ascii_only)
            same, self._beside_look = self._beside_look == self.table.row, self.table.row
            self.query_one("#beside", Sheet).show(blocks, keep=same)

    # ---- keys ---------------------------------------------------------------------------------------

    def may(self, command: type[Command]) -> bool:
        """Trying needs a look."""
        if command is TrySource:
            return self.is_mounted and self.table.row is not None
        return super().may(command)

    def do_filter_looks(self) -> None:
        """To the query line."""
        self.set_focus(self.query_one("#query", QueryLine))

    def on_input_changed(self, message: QueryLine.Changed) -> None:
        """Filter while it is typed."""
        self._text = message.value
        self._fill(keep=False)

    def on_query_line_left(self) -> None:
        """Back to the list."""
        self.set_focus(self.table)

    def on_line_table_sort_asked(self, message: LineTable.SortAsked) -> None:
        """Another order."""
        self.order = cast("SourceOrder", message.order)
        self._fill(keep=True)

    def do_try_source(self) -> None:
        """What it would ask, and then what it reads."""
        from ledger.tui.screens.trying import TryScreen

        if self.table.row is not None:
            self.app.push_screen(TryScreen(self.table.row))

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        """The look, whole."""
        from ledger.tui.screens.entry import LookPanel

        self.app.push_screen(LookPanel(self.desk, message.row))

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Where a line of the page leads."""
        from ledger.tui.screens.entry import follow

        follow(self.ledger_app, message.leads)
