"""The commands of the journal."""

from __future__ import annotations

from ledger.tui.commands.command import Command, ToField


class SearchEntries(ToField):
    """What was recorded."""

    NAME, KEYS, SHOWS_AS, SAYS = "journal.search", "slash", "/", "Search"
    TELLS = "by words, kind:, question:, by:, since:, #seq ..."


class PinHead(Command):
    """The record as it is."""

    NAME, KEYS, SAYS, TELLS = (
        "journal.pin",
        "p",
        "Pin",
        "three lines that pin the record: keep them elsewhere",
    )


class StopVerify(Command):
    """A proof under way."""

    NAME, KEYS, SHOWS_AS, SAYS, TELLS = (
        "journal.stop",
        "escape",
        "esc",
        "Stop",
        "proving that the record holds",
    )


class CopyHead(Command):
    """The three lines."""

    NAME, KEYS, SAYS, TELLS = "head.copy", "y", "Copy", "to the clipboard of this terminal"
