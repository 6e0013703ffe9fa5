"""Panels that show one thing of the record whole: an entry as kept, the bytes of a piece of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.message import Message

from ledger.questions.units import counted
from ledger.tui.blocks import GAP, Pair, Words, heading, quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.sources import AcceptAlarm
from ledger.tui.ink import line
from ledger.tui.screens.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from ledger.tui.app import LedgerApp
    from ledger.tui.blocks import Block
    from ledger.tui.commands.command import Command
    from ledger.tui.desk import Desk
    from ledger.tui.widgets.sheet import Sheet

MOST_LINES = 400


class Came(Message):
    """The page was read."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self.blocks = tuple(blocks)


class ReadPanel(Panel[None]):
    """Reads its page in a worker."""

    def __init__(self, desk: Desk) -> None:
        super().__init__([quiet("Reading ...")])
        self.desk = desk

    def on_mount(self) -> None:
        """Read."""
        self.work(lambda: Came(self.page()))

    def page(self) -> list[Block]:
        """The page, in a worker."""
        return []

    def on_came(self, message: Came) -> None:
        """Show it."""
        self.show(message.blocks)
        self.refresh_bindings()


class EntryPanel(ReadPanel):
    """One journal entry."""

    def __init__(self, desk: Desk, seq: int) -> None:
        super().__init__(desk)
        self.seq = seq

    def page(self) -> list[Block]:
        """The entry as kept."""
        from ledger.record.journal import entry
        from ledger.record.refers import named_by
        from ledger.tui.pages.journal import entry_blocks

        with self.desk.record() as record:
            found = entry(record, self.seq)
            if found is None:
                return [quiet(f"There is no entry {self.seq}.")]
            return entry_blocks(found, named_by(record, found), self.desk.zone)

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """To what it names, above this panel: Escape comes back here."""
        follow(cast("LedgerApp", self.app), message.leads)


class EvidencePanel(ReadPanel):
    """Kept bytes, as text."""

    def __init__(self, desk: Desk, sha256: str) -> None:
        super().__init__(desk)
        self.sha256 = sha256

    def page(self) -> list[Block]:
        """The first lines of the bytes."""
        from ledger.record.evidence import kept_text

        with self.desk.record() as record:
            text = kept_text(record, self.sha256)
        head: list[Block] = [
            heading("Evidence, as it was received"),
            Words(line(("sha256 ", "muted"), self.sha256)),
            GAP,
        ]
        if text is None:
            return [*head, quiet("The bytes were removed; their hash stays.")]
        lines = text.splitlines()
        shown: list[Block] = [
            Pair(line((f"{at:>5} ", "muted"), one)) for at, one in enumerate(lines[:MOST_LINES], 1)
        ]
        more = (
            [quiet(f"... and {counted(len(lines) - MOST_LINES, 'more line')}")]
            if len(lines) > MOST_LINES
            else []
        )
        return [*head, *shown, *more]


class LookPanel(ReadPanel):
    """One look of a source, whole."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(AcceptAlarm)

    def __init__(self, desk: Desk, look: str) -> None:
        super().__init__(desk)
        self.look = look
        self._acceptable = False

    def page(self) -> list[Block]:
        """Its health, alarms, values, requests and questions."""
        from ledger.tui.pages.sources import look_blocks
        from ledger.tui.views.sources import read_look

        with self.desk.record() as record:
            view = read_look(record, self.look, now_us=self.desk.now_us)
        self._acceptable = view is not None and bool(view.listed.acceptable)
        ascii_only = bool(getattr(self.app, "ascii_only", False))
        gone = quiet("No question needs this look any more.")
        return [gone] if view is None else look_blocks(view, self.desk.zone, ascii_only=ascii_only)

    def may(self, command: type[Command]) -> bool:
        """Accepting needs an alarm that can be accepted."""
        return self._acceptable if command is AcceptAlarm else super().may(command)

    def do_accept_alarm(self) -> None:
        """Its alarms, with what it read beside them; this page is read again after it."""
        from ledger.tui.screens.accepting import AcceptPanel

        def again(sentence: str | None) -> None:
            if sentence:
                self.on_mount()

        self.app.push_screen(AcceptPanel(self.desk, self.look), again)

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """To one of its questions, or the bytes of a request."""
        follow(cast("LedgerApp", self.app), message.leads)


def follow(app: LedgerApp, leads: str) -> None:
    """Where a line of a page leads: a question, an entry, or kept bytes."""
    kind, _, name = leads.partition(":")
    if kind == "question":
        app.open_question(name)
    elif kind == "entry":
        app.push_screen(EntryPanel(app.desk, int(name)))
    elif kind == "evidence":
        app.push_screen(EvidencePanel(app.desk, name))
