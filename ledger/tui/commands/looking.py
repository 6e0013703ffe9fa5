"""The commands of looking at the sources now."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class SendDue(Command):
    """The requests that are due."""

    NAME, KEYS, SHOWS_AS, FIRST = "look.send", "y,enter", "Enter", True
    SAYS, TELLS = "Send", "the requests that are due"


class SendAll(Command):
    """Every request."""

    NAME, KEYS, SAYS, TELLS = "look.all", "a", "All", "send every request, due or not"


class StopLook(Command):
    """Stop, or go back."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "look.back", "escape", "esc", "Back", True
