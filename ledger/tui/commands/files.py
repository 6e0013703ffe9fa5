"""The commands of taking in what the question files say."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class TakeIn(Command):
    """What is shown, and nothing else."""

    NAME, KEYS, SHOWS_AS, SAYS, FIRST = "files.take", "enter", "Enter", "Take in", True
    TELLS = "the new and changed questions that are shown"


class LeaveFiles(Command):
    """With nothing taken in."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "files.back", "escape", "esc", "Back", True
