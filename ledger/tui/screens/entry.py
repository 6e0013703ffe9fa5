"""Panels that show one thing of the record whole: an entry as kept, the bytes of a piece of evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from textual.message import Message

from ledger.errors import LedgerError
from ledger.tui.blocks import GAP, Pair, Words, heading, quiet
from ledger.tui.ink import line
from ledger.tui.screens.panel import Panel
from ledger.tui.times import clock_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.journal import EntryRow
    from ledger.tui.app import LedgerApp
    from ledger.tui.blocks import Block
    from ledger.tui.desk import Desk

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
        self.run_worker(self._read, thread=True, exit_on_error=False)

    def _read(self) -> None:
        try:
            blocks = self.page()
        except LedgerError as error:
            blocks = [Words(line((str(error), "bad")))]
        self.post_message(Came(blocks))

    def page(self) -> list[Block]:
        """The page, in a worker."""
        return []

    def on_came(self, message: Came) -> None:
        """Show it."""
        self.show(message.blocks)


class EntryPanel(ReadPanel):
    """One journal entry."""

    def __init__(self, desk: Desk, seq: int) -> None:
        super().__init__(desk)
        self.seq = seq

    def page(self) -> list[Block]:
        """The entry as kept."""
        from ledger.record.journal import entry

        with self.desk.record() as record:
            found = entry(record, self.seq)
        if found is None:
            return [quiet(f"There is no entry {self.seq}.")]
        return entry_blocks(found, self.desk)


def entry_blocks(found: EntryRow, desk: Desk) -> list[Block]:
    """An entry with its hash and its body."""
    body = json.dumps(found.data, indent=2, ensure_ascii=False, sort_keys=True)
    return [
        heading(f"#{found.seq} {found.kind}", f"version {found.version}"),
        Words(line((clock_words(found.at, desk.zone), "muted"))),
        Words(line(("leaf ", "muted"), found.leaf)),
        Words(line((found.summary, "strong"))),
        GAP,
        *(Words(line(text), _indent(text)) for text in body.splitlines()),
    ]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip()) + 2


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
        more = [quiet(f"... and {len(lines) - MOST_LINES} more lines")] if len(lines) > MOST_LINES else []
        return [*head, *shown, *more]


def follow(app: LedgerApp, leads: str) -> None:
    """Where a line of a page leads: a question, an entry, or kept bytes."""
    kind, _, name = leads.partition(":")
    if kind == "question":
        app.open_question(name)
    elif kind == "entry":
        app.push_screen(EntryPanel(app.desk, int(name)))
    elif kind == "evidence":
        app.push_screen(EvidencePanel(app.desk, name))
