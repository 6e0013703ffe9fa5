"""Review: everything that waits for a person, and beside it the case under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.anywhere import TakeFiles
from ledger.tui.screens.page_beside import PageBeside
from ledger.tui.widgets.line_table import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.widget import Widget

    from ledger.journal.intake import Waiting as Amendment
    from ledger.record.opening import Record
    from ledger.tui.blocks import Block
    from ledger.tui.views.review import Case, ReviewList
    from ledger.tui.widgets.line_table import LineTable, Row
    from ledger.tui.widgets.sheet import Sheet

COLUMNS = (
    Column("waits", 13),
    Column("question", 0, least=34),
    Column("proposed", 14, from_width=50, most=19),
    Column("until", 9, align="right", from_width=66),
    Column("since", 11, align="right", from_width=90),
)


class ReviewScreen(PageBeside["Case"]):
    """What waits longest stands first; changes in the files come last."""

    TAB = "Review"
    HELP = (
        "Review: what waits for a person. A proposal to confirm, a challenge or a conflict to end, a question that was given "
        "up or that only a person answers, a changed file to accept. Enter opens one, with its receipts and what you can do. {app.files} "
        "shows what question files say that is not in the ledger yet, and takes it in."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]

    class Came(Message):
        """The list was read."""

        def __init__(self, found: ReviewList) -> None:
            super().__init__()
            self.found = found

    class Changed(Message):
        """The files were compared with the record: what waits, and how many questions could be taken in as they are."""

        def __init__(self, changed: tuple[Amendment, ...], takes: int) -> None:
            super().__init__()
            self.changed = changed
            self.takes = takes

    def __init__(self) -> None:
        super().__init__()
        self._found: ReviewList | None = None
        self._changed: tuple[Amendment, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The table, and a page below it: the receipts of a case stand side by side."""
        return self.split(COLUMNS, [quiet("Reading what waits ...")], named="waits")

    def on_screen_resume(self, event: events.ScreenResume) -> None:  # noqa: ARG002 Framed makes use of it
        """The files may have changed, too."""
        self.act(self._compare, group="files")

    def _compare(self) -> Message:
        from ledger.tui.views.review import compared

        found = compared(self.desk)
        return self.Changed(tuple(found.waiting), len(found.asked) + len(found.amended))

    def on_review_screen_changed(self, message: Changed) -> None:
        """Show what the files say otherwise; what waits for nobody is told with the key that takes it in."""
        if message.takes:
            told = "question in the files is" if message.takes == 1 else "questions in the files are"
            self.say(
                f"{message.takes} {told} new or changed: {self.ledger_app.key_of(TakeFiles)} shows it", "warn"
            )
        else:
            self.unsay()
        if message.changed != self._changed:
            self._changed = message.changed
            self.reload()

    def reload(self) -> None:
        """Read the list again; the cursor stays on its line."""
        self.read(self._list)

    def _list(self, record: Record) -> Message:
        from ledger.tui.views.review import read_review

        return self.Came(read_review(record, self._changed, me=self.desk.me, now_us=self.desk.now_us))

    def on_review_screen_came(self, message: Came) -> None:
        """Fill the list."""
        from ledger.tui.pages.review import nothing_blocks

        was_empty, self._found = self.has_class("-empty"), message.found
        self.table.fill(tuple(message.found.waits))
        self.set_class(not message.found.waits, "-empty")
        if message.found.waits:
            self.show_beside()
        else:
            self.show_no_row(nothing_blocks())
        if was_empty and message.found.waits:
            self.table.focus()

    def rows(self, wanted: Sequence[str]) -> Mapping[str, Row]:
        """A line a case."""
        from ledger.tui.pages.review import pending_cells

        found = self._found
        if found is None:
            return {}
        known = {name: found.waits[name] for name in wanted if name in found.waits}
        now, zone = found.now_us, self.desk.zone
        return {
            name: pending_cells(one, found.units.get(one.question), now, zone, simulated=found.simulated)
            for name, one in known.items()
        }

    # ---- the page beside ----------------------------------------------------------------------------

    def read_row(self, record: Record, row: str) -> Case:
        """The case."""
        from ledger.tui.views.review import read_case

        return read_case(record, _question(row), self._changed, me=self.desk.me, now_us=self.desk.now_us)

    def blocks_of(self, view: Case) -> Sequence[Block]:
        """The case, in brief."""
        from ledger.tui.pages.review import brief_blocks

        return brief_blocks(view, self.desk.zone)

    # ---- on ------------------------------------------------------------------------------------------

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        """Open the case."""
        from ledger.tui.screens.case import CaseScreen

        self.app.push_screen(CaseScreen(_question(message.row), self._changed))

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Where a line of the page beside leads."""
        from ledger.tui.screens.entry import follow

        follow(self.ledger_app, message.leads)


def _question(name: str) -> str:
    """The question of a line of the list."""
    return name.partition(":")[2]
