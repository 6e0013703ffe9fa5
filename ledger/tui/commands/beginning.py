"""The commands of the first run."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class MakeLedger(Command):
    """Here."""

    NAME, KEYS, SHOWS_AS, FIRST = "welcome.make", "enter", "Enter", True
    SAYS, TELLS = "Make one here", "a new ledger in this home"


class SeeDemo(Command):
    """Invented data."""

    NAME, KEYS, SAYS, TELLS = "welcome.demo", "d", "Demo", "a ledger of invented data"


class LookFirst(Command):
    """At the sources of the questions taken."""

    NAME, KEYS, SAYS, TELLS = "welcome.look", "y", "Look now", "at the sources of these questions"


class LookLater(Command):
    """Straight on to Today."""

    NAME, KEYS, SAYS, TELLS = "welcome.later", "n", "Not now", "on to Today"


class ForecastFirst(Command):
    """Without a look, and without Today."""

    NAME, KEYS, SAYS, TELLS = "welcome.forecast", "f", "Forecast", "the first question, at once"
