"""The commands of the whole app: to another screen, help, undo, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ledger.tui.commands.command import Command

if TYPE_CHECKING:
    from collections.abc import Mapping


class GoTo(Command):
    """To a screen that stays. `MODE` is its name in the app, `TITLE` what the top line calls it."""

    MODE: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    SHOWN: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.handler_name = "do_go_to"
        cls.SAYS, cls.TELLS = cls.TITLE, "go to this screen"


class ToToday(GoTo):
    """What changed, what moved, what waits, what ends next."""

    NAME, KEYS, MODE, TITLE = "app.today", "1", "today", "Today"


class ToClaims(GoTo):
    """What publications said, and what came of it."""

    NAME, KEYS, MODE, TITLE = "app.claims", "2", "claims", "Claims"


class ToQuestions(GoTo):
    """Every question."""

    NAME, KEYS, MODE, TITLE = "app.questions", "3", "questions", "Questions"


class ToCalibration(GoTo):
    """How my chances compare with what happened."""

    NAME, KEYS, MODE, TITLE = "app.calibration", "5", "calibration", "Calibration"


class ToLeaderboard(GoTo):
    """Who did better on shared questions."""

    NAME, KEYS, MODE, TITLE = "app.leaderboard", "6", "leaderboard", "Leaderboard"


class ToScenarios(GoTo):
    """A publication's scenarios by quantity."""

    NAME, KEYS, MODE, TITLE = "app.scenarios", "7", "scenarios", "Scenarios"


class ToSources(GoTo):
    """How the sources are."""

    NAME, KEYS, MODE, TITLE = "app.sources", "8", "sources", "Sources"


class ToReview(GoTo):
    """What waits for a person."""

    NAME, KEYS, MODE, TITLE = "app.review", "9", "review", "Review"


class ToJournal(GoTo):
    """Everything that was ever recorded here."""

    NAME, KEYS, MODE, TITLE = "app.journal", "0", "journal", "Journal"


class NextQuestion(Command):
    """Walk through what waits for me."""

    NAME, KEYS, SAYS = "app.next", "n,4", "Next"
    TELLS = "forecast the next question that waits for me"


class LookNow(Command):
    """Ask the sources."""

    NAME, KEYS, SAYS, TELLS = "app.look", "u", "Look", "at the sources now"


class TakeFiles(Command):
    """What they say otherwise than the record."""

    NAME, KEYS, SAYS, SHOWN = "app.files", "U", "Files", False
    TELLS = "take in (sync) what new and changed question files say; shown first"


class MendTogether(Command):
    """What contradicts among my forecasts."""

    NAME, KEYS, TYPING, SAYS, SHOWN = "app.coherence", "C", "f5", "Coherence", False
    TELLS = "what contradicts among my forecasts, and the closest that go together"


class Undo(Command):
    """The forecast I saved last."""

    NAME, KEYS, TYPING, SAYS, TELLS = "app.undo", "z", "ctrl+z", "Undo", "take the last forecast back"


class ShowHelp(Command):
    """Of what has the focus."""

    NAME, KEYS, TYPING, SHOWS_AS, STAYS = "app.help", "question_mark", "f1", "?", True
    SAYS, TELLS = "Help", "what the focused thing is, and every key"


class Jump(Command):
    """To a pane or a line."""

    NAME, KEYS, SAYS, SHOWN = "app.jump", "ctrl+o", "Jump", False
    TELLS = "a letter on every place; press it to go there"


class Zoom(Command):
    """The focused pane."""

    NAME, KEYS, SAYS, SHOWN = "app.zoom", "Z", "Zoom", False
    TELLS = "the focused pane alone; once more, or esc, and all is back"


class Leave(Command):
    """The app ends."""

    NAME, KEYS, TYPING, SAYS, TELLS = "app.quit", "q", "ctrl+q", "Quit", "nothing is lost"
    STAYS = True


SCREENS: tuple[type[GoTo], ...] = (
    ToToday, ToClaims, ToQuestions, ToCalibration, ToLeaderboard, ToScenarios, ToSources, ToReview, ToJournal
)  # fmt: skip

ACTS: tuple[type[Command], ...] = (NextQuestion, Undo, LookNow, TakeFiles, MendTogether)
"""What is done to the ledger, from wherever one is."""

OF_THE_APP: tuple[type[Command], ...] = (Jump, Zoom, ShowHelp, Leave)
"""What is done to the app."""

ANYWHERE: tuple[type[Command], ...] = (*SCREENS, *ACTS, *OF_THE_APP)
"""In the order of the bottom line."""

NEED_A_LEDGER = (GoTo, NextQuestion, LookNow, TakeFiles, MendTogether)
"""What cannot be done before there is one."""

TITLED: dict[str, type[Command]] = {
    **{each.TITLE: each for each in SCREENS[:3]},
    "Forecast": NextQuestion,
    **{each.TITLE: each for each in SCREENS[3:]},
}
"""What the top line offers, by its titles, in order; forecasting is no place but a walk, and has a key among them."""


def tabs(keys: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(key, title) of the top line; `keys` are a person's own, by the names of the commands."""
    return tuple((_digit(keys.get(each.NAME, each.KEYS)), title) for title, each in TITLED.items())


def _digit(keys: str) -> str:
    """The one of several keys that is a digit, else the first."""
    several = [key.strip() for key in keys.split(",")]
    return next((key for key in several if key.isdigit()), several[0])
