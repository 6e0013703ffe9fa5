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


class AcceptAlarm(Command):
    """Of the look."""

    NAME, KEYS, SAYS = "sources.accept", "a", "Accept"
    TELLS = "take what this source reads now as right, with what it read beside"


class AgreeToAccept(Command):
    """To exactly these alarms."""

    NAME, KEYS, SAYS, TELLS = "accept.agree", "y", "Accept", "it is right as it is now: these alarms are over"


class SendTry(Command):
    """Its request."""

    NAME, KEYS, SHOWS_AS, SAYS, FIRST = "try.send", "enter", "Enter", "Send", True
    TELLS = "the request that is shown"


class StopTry(Command):
    """Stop, or go back."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "try.back", "escape", "esc", "Back", True
