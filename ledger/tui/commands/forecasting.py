"""The commands of the screen on which a forecast is typed. In a field letters are text, so most have a second key."""

from __future__ import annotations

from ledger.tui.commands.command import Command
from ledger.tui.pages.family import ENTERS


class WalkOn(Command):
    """The next question of the queue."""

    NAME, KEYS, TYPING, SAYS, TELLS = "forecast.next", "n,4", "ctrl+n", "Next", "the next question that waits"


class WalkBack(Command):
    """The question before."""

    NAME, KEYS, TYPING, SAYS, TELLS = "forecast.previous", "N", "ctrl+b", "Previous", "the question before"


class Skip(Command):
    """This question."""

    NAME, KEYS, TYPING, SAYS, TELLS = "forecast.skip", "s", "ctrl+s", "Skip", "not this question"


class CorrectSlip(Command):
    """The forecast I saved last, which I typed wrongly."""

    NAME, KEYS, SAYS, TELLS = "forecast.correct", "c", "Correct", "what was typed wrongly, as a marked slip"


class EndMine(Command):
    """My forecast on this question."""

    NAME, KEYS, TYPING, SHOWN = "forecast.withdraw", "w", "ctrl+t", False
    SAYS, TELLS = "Withdraw", "my forecast ends now"


class TakeImplied(Command):
    """What my numbers imply."""

    NAME, KEYS, SHOWS_AS, FIRST = "forecast.implied", "equals_sign", ENTERS, True
    SAYS, TELLS = "Implied", "what my numbers imply, into the field"


class LeaveForecast(Command):
    """From the reason to the value, from there away."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "forecast.back", "escape", "esc", "Back", True


class ToValue(Command):
    """To the field."""

    NAME, KEYS, SAYS, SHOWN = "forecast.value", "f", "Forecast", False
