"""The commands of Sources, and of trying one."""

from __future__ import annotations

from ledger.tui.commands.command import Command, ToField


class FilterLooks(ToField):
    """The looks."""

    NAME, KEYS, SHOWS_AS, SAYS, TELLS = (
        "sources.filter",
        "slash",
        "/",
        "Filter",
        "by words, source:, is:failing ...",
    )


class TrySource(Command):
    """The look under the cursor."""

    NAME, KEYS, SAYS, TELLS = "sources.try", "t", "Try", "see what this source reads now; nothing is written"


class SendTry(Command):
    """Its request."""

    NAME, KEYS, SHOWS_AS, SAYS, FIRST = "try.send", "enter", "Enter", "Send", True
    TELLS = "the request that is shown"


class StopTry(Command):
    """Stop, or go back."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "try.back", "escape", "esc", "Back", True
