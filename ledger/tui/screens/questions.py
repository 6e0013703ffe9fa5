"""Questions: every question in a table over the database, a query line, and the one under the cursor beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.message import Message

from ledger.tui.commands.anywhere import TakeFiles
from ledger.tui.commands.command import bindings
from ledger.tui.commands.lists import Filter, PickView, TurnOrder
from ledger.tui.screens.about import AboutQuestion
from ledger.tui.screens.narrowed import Narrowed
from ledger.tui.screens.page_beside import PageBeside
from ledger.tui.widgets.line_table import Column
from ledger.tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.widget import Widget

    from ledger.questions.publication import Publication
    from ledger.record.opening import Record
    from ledger.record.questions import Order
    from ledger.saved_views import SavedView
    from ledger.tui.blocks import Block
    from ledger.tui.keeping import Kept
    from ledger.tui.views.question import QuestionView
    from ledger.tui.widgets.line_table import LineTable, Row

    Shown = tuple[QuestionView, Mapping[str, Publication]]

COLUMNS = (
    Column("question", 0, "title", counted=True, least=62),
    Column("now", 15, most=22),
    Column("you", 8, "chance", "right", most=12),
    Column("ends", 9, "ends", "right", from_width=66),
    Column("state", 9, "state", from_width=56),
    Column("changed", 11, "changed", "right", from_width=106),
)

STATE = next(at for at, column in enumerate(COLUMNS) if column.order == "state")
OVER = frozenset({"closed", "due", "resolved", "annulled", "ambiguous"})
"""States of a question that takes no forecast."""


class QuestionsScreen(Narrowed, PageBeside["Shown"], AboutQuestion):
    """The list, filtered and sorted by the database."""

    TAB = "Questions"
    HELP = (
        "Questions. {questions.filter} filters: words, tag:, state:, kind:, family:, from: (a publication), by:, source:, stance:, ends<30d, "
        "p>80%, and - before a term for the opposite. {table.sort} sorts by the next column, {questions.turn} turns the order round, {questions.views} has saved views. Enter opens the question; {question.forecast} forecasts it; "
        "{app.files} takes in new and changed question files, which are shown first."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (152, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = bindings(Filter, PickView, TurnOrder)

    class Ids(Message):
        """The ids that fit, in order."""

        def __init__(self, ids: Sequence[str], order: Order, text: str, *, turned: bool) -> None:
            super().__init__()
            self.ids = ids
            self.order = order
            self.text = text
            self.turned = turned

    class Begun(Message):
        """The first rows, while the ids of all are still read."""

        def __init__(self, rows: Mapping[str, Row], order: Order) -> None:
            super().__init__()
            self.rows = rows
            self.order = order

    def __init__(self) -> None:
        super().__init__()
        self.order: Order = "ends"
        self.turned = False
        self._keep = True
        self._begun = False
        self.rests_after = 0.06
        """Seconds without a key after which the cursor rests: the repeats of a key that is held down come faster."""
        self._resting: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Query line, table, and a page beside or below it."""
        yield QueryLine(named="query")
        yield from self.split(COLUMNS, named="list")

    def kept(self) -> Kept:
        """The order, too."""
        return {"order": self.order, "turned": "yes" if self.turned else "", **super().kept()}

    def take_up(self, kept: Kept) -> None:
        """The same order again, too."""
        orders = (column.order for column in COLUMNS if column.order)
        self.order = cast("Order", next((one for one in orders if one == kept.get("order")), self.order))
        self.turned = bool(kept.get("turned"))
        super().take_up(kept)

    def about(self) -> str | None:
        """The question under the cursor."""
        return self.table.row if self.is_mounted else None

    def hides(self, question: str) -> bool:
        """As the page beside says."""
        return (view := self._view_of(question)) is not None and view.hidden

    def takes_forecasts(self, question: str) -> bool:
        """As the page beside says, where it is this question's; else as far as its state in the list tells."""
        if (view := self._view_of(question)) is not None:
            return view.takes_forecasts
        return not any(cell[0] in OVER for cell in self.table.cells[STATE : STATE + 1])

    def _view_of(self, question: str) -> QuestionView | None:
        view = self.shown[0] if self.shown is not None else None
        return view if view is not None and view.row.id == question else None

    def reload(self) -> None:
        """The same list again; cursor and page stay. At the start, the lines that were read while the app was loaded."""
        ahead = self.ledger_app.ahead
        known = ahead.lines(self.text, self.order) if ahead.ready and not self.turned else None
        if known is not None:
            self._begin(known, self.order)
            return
        self._find(keep=True)
        self.table.forget()

    def _find(self, *, keep: bool) -> None:
        self._keep = keep
        self.read(self._ids, group="filter")

    def _ids(self, record: Record) -> Message:
        text, order, turned, now = self.text, self.order, self.turned, self.desk.now_us
        if not self._begun and not turned:
            return self._first(record, text, order)
        from ledger.record.filtering import filter_from
        from ledger.record.questions import id_list

        only = filter_from(text, now_us=now, revealed=self.ledger_app.revealed)
        found = id_list(record, now_us=now, me=self.desk.me, only=only, order=order)
        return self.Ids(found.turned if turned else found, order, text, turned=turned)

    def _first(self, record: Record, text: str, order: Order) -> Message:
        if (lines := self.ledger_app.ahead.lines(text, order)) is None:
            from ledger.tui.views.first_lines import first_lines

            lines = first_lines(record, self.desk, text, order)
        return self.Begun(lines, order)

    def on_questions_screen_begun(self, message: Begun) -> None:
        """Show them."""
        self._begin(message.rows, message.order)

    def _begin(self, rows: Mapping[str, Row], order: Order) -> None:
        """With the cursor where it will be. Only then read on, for a thread that reads keeps this one from painting."""
        self._begun = True
        self.table.begin_with(rows, order=order, turned=False)
        self.call_after_refresh(self._find, keep=True)

    def on_questions_screen_ids(self, message: Ids) -> None:
        """Fill the list."""
        self._begun = True
        self.table.fill(message.ids, order=message.order, turned=message.turned, keep=self._keep)
        self.say("")
        if not message.ids:
            nothing = (
                f"No question fits. {self.ledger_app.way_to_all(Filter)}"
                if message.text
                else f"No questions yet: {self.ledger_app.key_of(TakeFiles)} takes them from the files."
            )
            self.say(nothing)
            self.show_no_row()
        self.show_beside()
        self.refresh_bindings()

    def rows(self, wanted: Sequence[str]) -> Mapping[str, Row]:
        """A line a question."""
        from ledger.tui.views.question_lines import question_lines

        with self.desk.record() as record:
            return question_lines(
                record, wanted, now_us=self.desk.now_us, me=self.desk.me, zone=self.desk.zone
            )

    # ---- the page beside ----------------------------------------------------------------------------

    def moved(self) -> None:
        """Read it once the cursor rests."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(self.rests_after, self.show_beside)
        self.refresh_bindings()

    def read_row(self, record: Record, row: str) -> Shown:
        """The question, with the publications it names."""
        from ledger.tui.views.question import read_question

        revealed = row in self.ledger_app.revealed
        view = read_question(record, row, now_us=self.desk.now_us, me=self.desk.me, revealed=revealed)
        return view, self.ledger_app.publications()

    def blocks_of(self, view: Shown) -> Sequence[Block]:
        """The question, as far as it is read at once."""
        from ledger.tui.pages.question import question_blocks

        shown, known = view
        zone, ascii_only = self.desk.zone, self.ledger_app.ascii_only
        return question_blocks(shown, publications=known, whole=False, zone=zone, ascii_only=ascii_only)

    # ---- keys ---------------------------------------------------------------------------------------

    def do_filter(self) -> None:
        """To the query line."""
        self.go_to_query()

    def do_turn_order(self) -> None:
        """The same order from its other end."""
        self.turned = not self.turned
        self._find(keep=False)

    def do_pick_view(self) -> None:
        """Choose among the saved views."""
        from ledger.tui.screens.views import ViewsPanel

        self.app.push_screen(ViewsPanel(self.desk, self.text, self.order), self._take_up)

    def _take_up(self, view: SavedView | None) -> None:
        if view is not None:
            self.order, self.turned, self.text = view.order, False, view.query
            with self.prevent(QueryLine.Changed):
                self.query_line.value = view.query
            self._find(keep=False)
            self.say(f"view: {view.name}", "muted")

    def narrow(self) -> None:
        """From the top; an older query is stopped."""
        self._find(keep=False)

    def on_line_table_sort_asked(self, message: LineTable.SortAsked) -> None:
        """Another order; the same again the other way round, where it was clicked on."""
        self.order = cast("Order", message.order)
        self.turned = message.turned
        self._find(keep=True)

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        """Open the question."""
        self.ledger_app.open_question(message.row)
