"""Sources: every look with its health in a table, and below or beside it the one under the cursor, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.anywhere import LookNow, TakeFiles
from ledger.tui.commands.command import bindings
from ledger.tui.commands.sources import AcceptAlarm, FilterLooks, TrySource
from ledger.tui.screens.narrowed import Narrowed
from ledger.tui.screens.page_beside import PageBeside
from ledger.tui.widgets.line_table import Column
from ledger.tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.record.opening import Record
    from ledger.tui.blocks import Block
    from ledger.tui.commands.command import Command
    from ledger.tui.keeping import Kept
    from ledger.tui.views.sources import LookView, SourceOrder, SourcesView
    from ledger.tui.widgets.line_table import LineTable, Row
    from ledger.tui.widgets.sheet import Sheet

COLUMNS = (
    Column("source", 14, "source", most=28, counted=True),
    Column("days", 0, least=22),  # with what it is asked: nothing else tells two looks of a source apart
    Column("health", 12, "trouble"),
    Column("questions", 9, "questions", "right"),
    Column("last good", 9, "good", "right", from_width=66),
    Column("newest row", 11, "newest", "right", from_width=92),
    Column("next", 8, "next", "right", from_width=100),
)
NEVER_LOOKED = (
    "Every look stands here once it was taken: how it went, what it read, and the questions that hang on it."
)
HINT = "/ filter: words  source:epoch  is:failing  is:endangered  is:late"


class SourcesScreen(Narrowed, PageBeside["LookView"]):
    """What endangers questions stands first."""

    TAB = "Sources"
    HELP = (
        "Sources: one line a look, which is a source with what it is asked and for which days. {sources.filter} filters: words, source:, "
        "is:failing, is:alarm, is:well, is:never, is:late, is:endangered, - for the opposite. {table.sort} sorts by the next column. "
        "{sources.try} tries the look under the cursor: nothing is written. {sources.accept} accepts what it reads now, where an alarm "
        "says that this is something else than before. Enter shows it whole."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (160, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = bindings(FilterLooks, TrySource, AcceptAlarm)

    class Came(Message):
        """Every look was read."""

        def __init__(self, view: SourcesView) -> None:
            super().__init__()
            self.view = view

    def __init__(self) -> None:
        super().__init__()
        self.order: SourceOrder = "trouble"
        self._view: SourcesView | None = None
        self._none = False

    def body(self) -> Iterable[Widget]:
        """Query line, table, and a page below or beside it."""
        yield QueryLine(HINT, named="query")
        yield from self.split(COLUMNS, [quiet("Reading the sources ...")], named="looks")

    def kept(self) -> Kept:
        """The order, too."""
        return {"order": self.order, **super().kept()}

    def take_up(self, kept: Kept) -> None:
        """The same order again, too."""
        orders = (column.order for column in COLUMNS if column.order)
        self.order = cast(
            "SourceOrder", next((one for one in orders if one == kept.get("order")), self.order)
        )
        super().take_up(kept)

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
        from ledger.tui.views.sources import fitting

        if self._view is not None:
            found = fitting(self._view, self.text, self.order)
            self.table.fill(found, order=self.order, keep=keep)
            if not found:
                self.say(self._why_none(self._view), "muted")
                self.show_no_row(() if self._view.looks else [quiet(NEVER_LOOKED)])
            elif self._view.unreached:
                self.say(" ".join(self._view.unreached), "warn")
            elif self._none:
                self.say("")
            else:
                self.unsay()
            self._none = not found
            self.show_beside()
            self.refresh_bindings()

    def _why_none(self, view: SourcesView) -> str:
        from ledger.tui.pages.sources import NO_SOURCES, NONE_FITS

        if view.looks:
            return f"{NONE_FITS} {self.ledger_app.way_to_all(FilterLooks)}"
        if view.asked:
            return f"No source was looked at yet: {self.ledger_app.key_of(LookNow)} looks at them now."
        return f"{NO_SOURCES} {self.ledger_app.key_of(TakeFiles)} takes questions from the files."

    def rows(self, wanted: Sequence[str]) -> Mapping[str, Row]:
        """A line a look."""
        from ledger.tui.pages.sources import look_cells

        view = self._view
        if view is None:
            return {}
        return {key: look_cells(view.looks[key], view.now_us) for key in wanted if key in view.looks}

    # ---- the page beside ----------------------------------------------------------------------------

    def read_row(self, record: Record, row: str) -> LookView | None:
        """The look; None where no question needs it any more."""
        from ledger.tui.views.sources import read_look

        return read_look(record, row, now_us=self.desk.now_us)

    def blocks_of(self, view: LookView) -> Sequence[Block]:
        """The look, whole."""
        from ledger.tui.pages.sources import look_blocks

        return look_blocks(view, self.desk.zone, ascii_only=self.ledger_app.ascii_only)

    # ---- keys ---------------------------------------------------------------------------------------

    def may(self, command: type[Command]) -> bool:
        """Trying needs a look, accepting one with an alarm that can be accepted."""
        if command is TrySource:
            return self.is_mounted and self.table.row is not None
        if command is AcceptAlarm:
            return self.is_mounted and self._acceptable
        return super().may(command)

    @property
    def _acceptable(self) -> bool:
        looks = self._view.looks if self._view is not None else {}
        return (self.table.row or "") in looks and bool(looks[self.table.row or ""].acceptable)

    def do_filter_looks(self) -> None:
        """To the query line."""
        self.go_to_query()

    def narrow(self) -> None:
        """From the top."""
        self._fill(keep=False)

    def on_line_table_sort_asked(self, message: LineTable.SortAsked) -> None:
        """Another order."""
        self.order = cast("SourceOrder", message.order)
        self._fill(keep=True)

    def do_try_source(self) -> None:
        """What it would ask, and then what it reads."""
        from ledger.tui.screens.trying import TryScreen

        if self.table.row is not None:
            self.app.push_screen(TryScreen(self.table.row))

    def do_accept_alarm(self) -> None:
        """Its alarms, with what it read beside them."""
        from ledger.tui.screens.accepting import AcceptPanel

        if self.table.row is not None:
            self.app.push_screen(AcceptPanel(self.desk, self.table.row), self._accepted)

    def _accepted(self, sentence: str | None) -> None:
        if sentence:
            self.say(sentence, "good")
            self.ledger_app.ask_who_wrote()
            self.reload()

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        """The look, whole."""
        from ledger.tui.screens.entry import LookPanel

        self.app.push_screen(LookPanel(self.desk, message.row))

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Where a line of the page leads."""
        from ledger.tui.screens.entry import follow

        follow(self.ledger_app, message.leads)
