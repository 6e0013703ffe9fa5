"""Journal: every entry, newest first, searched while it is typed; the record proved, and its head to keep elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.worker import get_current_worker

from ledger.questions.units import counted
from ledger.tui.commands.command import bindings
from ledger.tui.commands.journal import PinHead, SearchEntries, StopVerify
from ledger.tui.commands.lists import Verify
from ledger.tui.ink import line
from ledger.tui.screens.narrowed import Narrowed
from ledger.tui.screens.proving import ProvingScreen
from ledger.tui.views.entry_lines import Seqs
from ledger.tui.widgets.drawn import Drawn
from ledger.tui.widgets.line_table import Column, LineTable
from ledger.tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.record.opening import Head, Record
    from ledger.tui.keeping import Kept
    from ledger.tui.widgets.line_table import Row

COLUMNS = (
    Column("seq", 8, align="right"),
    Column("recorded", 17, align="right", from_width=76),
    Column("kind", 19, from_width=100),
    Column("what", 0, counted=True),
)
HINT = "/ search: words  kind:forecast  question:ID  by:mira  since:2026-11-01  100..200  #12"


class JournalScreen(Narrowed, ProvingScreen):
    """A table over the log, however long it is."""

    TAB = "Journal"
    HELP = (
        "The journal: everything that was ever recorded here, newest first. {journal.search} searches: words as they stand in the entry, "
        "kind:, question:, by:, since: and until: a day, 100..200 for a stretch, - before a term for the opposite; #12 goes "
        "to entry 12. Enter shows an entry as kept, and what it names. {journal.verify} proves that the record holds. {journal.pin} shows the head: "
        "three lines to keep where nobody can change them."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(SearchEntries, Verify, PinHead, StopVerify)

    class HeadCame(Message):
        """Where the record ends."""

        def __init__(self, head: Head) -> None:
            super().__init__()
            self.head = head

    class Found(Message):
        """What fits a query line so far: newest first, down to the entry `reached`; `over` when no more will come."""

        def __init__(self, text: str, seqs: Sequence[str], reached: int, *, over: bool) -> None:
            super().__init__()
            self.text = text
            self.seqs = seqs
            self.reached = reached
            self.over = over

    def __init__(self) -> None:
        super().__init__()
        self._head: Head | None = None
        self._keep = True
        self._filled_for = ""

    def body(self) -> Iterable[Widget]:
        """The head, the query line, then the table."""
        yield Drawn(named="head")
        yield QueryLine(HINT, named="query")
        yield LineTable(COLUMNS, self.rows, named="entries")

    def kept(self) -> Kept:
        """No entry at the top, where new ones come."""
        kept = super().kept()
        return kept if self.table.cursor else {**kept, "cursor": ""}

    # ---- the list -----------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read where the record ends now."""
        self._keep = True
        self.read(lambda record: self.HeadCame(_head(record)), group="head")

    def on_journal_screen_head_came(self, message: HeadCame) -> None:
        """New entries stand above; cursor and page stay where they were."""
        self._head = message.head
        self._tell("")
        self._fill()

    def _tell(self, found: str) -> None:
        if (head := self._head) is not None:
            rest = found or f" · root {head.root}"
            self.query_one("#head", Drawn).show(
                lambda _width: [
                    line((f" {counted(head.size, 'entry', 'entries')}", "strong"), (rest, "muted"))
                ]
            )

    def _fill(self) -> None:
        from ledger.record.journal_search import seq_meant

        head = self._head
        if head is None:
            return
        seq = seq_meant(self.text)
        if self.text.strip() and seq is None:
            self.read(self._search, group="search")
            return
        self.workers.cancel_group(self, "search")
        self.table.fill(Seqs(head.size), keep=self._keep)
        self._filled_for = ""
        self._tell("")
        if seq is not None and not self._keep:
            self._go_to(seq, head.size)

    def _go_to(self, seq: int, size: int) -> None:
        there = 1 <= seq <= size
        self.say("" if there else f"There is no entry {seq}; the newest is {size:,}.", "warn")
        if there:
            self.table.go(size - seq)

    def _search(self, record: Record) -> Message:
        """Runs of entries one after the other; what was found so far is shown, and a newer query stops an older one."""
        from ledger.record.hidden import Reader
        from ledger.record.journal_search import matching, search_from

        text, worker = self.text, get_current_worker()
        found: list[str] = []
        reader = Reader(self.desk.me, self.desk.now_us, self.ledger_app.revealed)
        search, reached = search_from(text, reader), record.head().size
        for run in matching(record, search, head=reached):
            found += map(str, run.seqs)
            reached = run.reached
            if worker.is_cancelled:
                break
            if run.seqs and not self._keep:
                self.post_message(self.Found(text, tuple(found), reached, over=False))
        return self.Found(text, tuple(found), reached, over=True)

    def on_journal_screen_found(self, message: Found) -> None:
        """Show what was found so far, unless something else was typed meanwhile."""
        if message.text != self.text:
            return
        # only the first of what fits another text goes to the top; what comes after it moves nothing
        self.table.fill(message.seqs, keep=self._keep or message.text == self._filled_for)
        self._filled_for = message.text
        count = f" · {len(message.seqs):,} fit"
        self._tell(count if message.over else f"{count}, searched down to {message.reached:,} ...")
        if message.over:
            self.say(
                "" if message.seqs else f"No entry fits. {self.ledger_app.way_to_all(SearchEntries)}", "muted"
            )

    def rows(self, wanted: Sequence[str]) -> Mapping[str, Row]:
        """A line an entry."""
        from ledger.tui.views.entry_lines import entry_lines

        with self.desk.record() as record:
            return entry_lines(
                record,
                wanted,
                now_us=self.desk.now_us,
                me=self.desk.me,
                revealed=self.ledger_app.revealed,
                zone=self.desk.zone,
            )

    # ---- keys ---------------------------------------------------------------------------------------

    def do_search_entries(self) -> None:
        """To the query line."""
        self.go_to_query()

    def narrow(self) -> None:
        """Search from the top."""
        self._keep = False
        self.say("")
        self._fill()

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        """The entry, whole."""
        from ledger.tui.screens.entry import EntryPanel

        self.app.push_screen(EntryPanel(self.desk, int(message.row)))

    def do_pin_head(self) -> None:
        """Show the head, to be kept elsewhere."""
        from ledger.tui.screens.head import HeadPanel

        self.app.push_screen(HeadPanel(self.desk))


def _head(record: Record) -> Head:
    return record.head()
