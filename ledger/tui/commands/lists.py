"""The commands of screens that list things, each of one screen."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class Filter(Command):
    """The questions."""

    NAME, KEYS, SHOWS_AS, SAYS, TELLS = (
        "questions.filter",
        "slash",
        "/",
        "Filter",
        "by words, tag:, state: ...",
    )


class NextStance(Command):
    """Of the claims."""

    NAME, KEYS, SAYS, TELLS = "claims.stance", "x", "Stance", "the claims of one stance, then of the next"


class Verify(Command):
    """The journal."""

    NAME, KEYS, SAYS, TELLS = "journal.verify", "v", "Verify", "prove that the record holds"
