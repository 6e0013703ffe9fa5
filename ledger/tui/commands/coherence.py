"""The commands of mending what contradicts among one's forecasts."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class TakeClosest(Command):
    """The forecasts that are shown, as mine."""

    NAME, KEYS, SHOWS_AS, SAYS, FIRST = "coherence.take", "enter", "Enter", "Say these", True
    TELLS = "the closest forecasts that go together become mine"


class NextGroup(Command):
    """Of what contradicts."""

    NAME, KEYS, SAYS, TELLS = (
        "coherence.next",
        "s",
        "Next group",
        "leave these as they are, on to the next ones",
    )


class LeaveCoherence(Command):
    """With nothing said."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "coherence.back", "escape", "esc", "Back", True
