"""The commands of screens that list things, each of one screen."""

from __future__ import annotations

from ledger.tui.commands.command import Command, ToField


class Filter(ToField):
    """The questions."""

    NAME, KEYS, SHOWS_AS, SAYS, TELLS = (
        "questions.filter",
        "slash",
        "/",
        "Filter",
        "by words, tag:, state: ...",
    )


class PickView(Command):
    """Of the questions."""

    NAME, KEYS, SAYS, TELLS = (
        "questions.views",
        "v",
        "Views",
        "take up a saved view of the list, or save this one",
    )


class TurnOrder(Command):
    """Of the questions."""

    NAME, KEYS, SAYS, SHOWN = "questions.turn", "S", "Turn", False
    TELLS = "the same order the other way round"


class ForgetView(Command):
    """One's own."""

    NAME, KEYS, SAYS, TELLS = "views.forget", "x", "Forget", "this saved view of yours"


class SaveView(Command):
    """Under a name."""

    NAME, KEYS, SAYS, TELLS = "views.save", "n", "Save", "the list as it is now, under a name"


class NextStance(Command):
    """Of the claims."""

    NAME, KEYS, SAYS, TELLS = "claims.stance", "x", "Stance", "the claims of one stance, then of the next"


class NextVerdict(Command):
    """Of the claims."""

    NAME, KEYS, SAYS = "claims.verdict", "v", "Verdict"
    TELLS = "the claims that are open, then those not tested, without a verdict, with one"


class AllClaims(Command):
    """Again, after some."""

    NAME, KEYS, SHOWS_AS, SAYS, TELLS = "claims.all", "escape", "esc", "Show all", "the claims again"


class Verify(Command):
    """The journal."""

    NAME, KEYS, SAYS, TELLS = "journal.verify", "v", "Verify", "prove that the record holds"
