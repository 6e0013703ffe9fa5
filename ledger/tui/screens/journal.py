"""Journal: every entry, newest first; verify with its progress; the head."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.worker import get_current_worker

from ledger.tui.blocks import Words, heading
from ledger.tui.commands.command import bindings
from ledger.tui.commands.lists import Verify
from ledger.tui.ink import line
from ledger.tui.screens.framed import Framed
from ledger.tui.views.entry_lines import Seqs
from ledger.tui.widgets.drawn import Drawn
from ledger.tui.widgets.line_table import Column, LineTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.journal.findings import Report
    from ledger.record.opening import Head, Record
    from ledger.tui.widgets.line_table import Row

COLUMNS = (
    Column("seq", 9, align="right"),
    Column("recorded", 17, from_width=76),
    Column("kind", 20, from_width=60),
    Column("what", 0),
)


class JournalScreen(Framed):
    """A table over the log, however long it is."""

    TAB = "Journal"
    CSS_PATH = "../table.tcss"
    HELP = (
        "The journal: everything that was ever recorded here, newest first. Enter shows an entry as kept. v proves that the "
        "record holds. The head pins the record: keep it where nobody can change it (fledger head)."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#entries"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Verify)

    class HeadCame(Message):
        """Where the record ends."""

        def __init__(self, head: Head) -> None:
            super().__init__()
            self.head = head

    class Verified(Message):
        """What verify found."""

        def __init__(self, report: Report) -> None:
            super().__init__()
            self.report = report

    class Progressed(Message):
        """How far verify is."""

        def __init__(self, done: int, whole: int) -> None:
            super().__init__()
            self.done = done
            self.whole = whole

    def body(self) -> Iterable[Widget]:
        """The head, then the table."""
        yield Drawn(named="head")
        yield LineTable(COLUMNS, self._rows, named="entries")

    def reload(self) -> None:
        """Read where the record ends now."""
        self.read(lambda record: self.HeadCame(_head(record)), group="head")

    def on_journal_screen_head_came(self, message: HeadCame) -> None:
        """New entries stand above; cursor and page stay where they were."""
        head = message.head
        self.query_one("#head", Drawn).show(
            lambda _width: [line((f" {head.size:,} entries", "strong"), (f" · root {head.root}", "muted"))]
        )
        self.query_one("#entries", LineTable).fill(Seqs(head.size))

    def _rows(self, wanted: Sequence[str]) -> Mapping[str, Row]:
        from ledger.tui.views.entry_lines import entry_lines

        with self.desk.record() as record:
            return entry_lines(record, wanted, zone=self.desk.zone)

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        """The entry, whole."""
        from ledger.tui.screens.entry import EntryPanel

        self.app.push_screen(EntryPanel(self.desk, int(message.row)))

    def do_verify(self) -> None:
        """Prove that the record holds, in a worker."""
        self.say("verifying ...", "muted")
        self.run_worker(self._verify, thread=True, exclusive=True, group="verify", exit_on_error=False)

    def _verify(self) -> None:
        from ledger.errors import LedgerError
        from ledger.journal.verify import verify

        worker = get_current_worker()
        try:
            report = verify(self.desk.settings.ledger, progress=self._progress)
        except LedgerError as error:
            self.post_message(self.Refused(str(error)))
        else:
            if not worker.is_cancelled:
                self.post_message(self.Verified(report))

    def _progress(self, done: int, whole: int) -> None:
        self.post_message(self.Progressed(done, whole))

    def on_journal_screen_progressed(self, message: Progressed) -> None:
        """How far it is."""
        share = message.done / message.whole if message.whole else 1.0
        self.say(f"verifying {message.done:,} of {message.whole:,} ({share:.0%})".replace("%", " %"), "muted")

    def on_journal_screen_verified(self, message: Verified) -> None:
        """The report, in a panel."""
        from ledger.tui.screens.panel import Panel

        ok = message.report.ok
        self.say("the record holds" if ok else "the record does not hold", "good" if ok else "bad")
        lines = message.report.text().splitlines()
        self.app.push_screen(Panel([heading("Verify"), *(Words(line(one)) for one in lines)]))


def _head(record: Record) -> Head:
    return record.head()
