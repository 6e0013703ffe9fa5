"""The commands of panels, which stand above a screen."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class ClosePanel(Command):
    """With nothing decided."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "panel.close", "escape", "esc", "Close", True


class CloseHelp(Command):
    """The keys that opened it, too."""

    NAME, KEYS, SAYS, SHOWN = "help.close", "question_mark,f1,q", "Close", False


class CloseJump(Command):
    """Stay where I am."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "jump.close", "escape", "esc", "Stay", True


class NoView(Command):
    """Skip: it comes back."""

    NAME, KEYS, SAYS, TELLS = "skip.no-view", "1,v", "No view", "it comes back when you start the app again"


class BadlyWorded(Command):
    """Skip: its maintainer should know."""

    NAME, KEYS, SAYS, TELLS = "skip.badly-worded", "2,b", "Badly worded", "its maintainer gets a note"


class AgreeToWithdraw(Command):
    """Yes, my forecast ends."""

    NAME, KEYS, SHOWS_AS, SAYS, FIRST = "withdraw.agree", "enter", "Enter", "Withdraw", True
