"""Which screens there are, how each is made when it is first needed, and the keys of the whole app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.command import Provider
    from textual.screen import Screen

TABS = (
    ("1", "Today"),
    ("2", "Claims"),
    ("3", "Questions"),
    ("4", "Forecast"),
    ("5", "Calibration"),
    ("6", "Journal"),
)
"""(key, title) of the top line, in order."""

BINDINGS: list[BindingType] = [
    Binding("1", "to('today')", "Today", show=False, id="app.today"),
    Binding("2", "to('claims')", "Claims", show=False, id="app.claims"),
    Binding("3", "to('questions')", "Questions", show=False, id="app.questions"),
    Binding("n", "next", "Next", id="app.next"),
    Binding("4", "next", "Next", show=False, id="app.forecast"),
    Binding("5", "to('calibration')", "Calibration", show=False, id="app.calibration"),
    Binding("6", "to('journal')", "Journal", show=False, id="app.journal"),
    Binding("u", "look", "Look", id="app.look"),
    Binding("z", "undo", "Undo", id="app.undo"),
    Binding("question_mark", "help", "Help", key_display="?", id="app.help"),
    Binding("f1", "help", "Help", id="app.help.typing"),
    Binding("q", "quit", "Quit", id="app.quit"),
    Binding("ctrl+q", "quit", "Quit", id="app.quit.typing"),
]
"""Each with a name, so that a keymap can move it. While a field has the focus its letters are text: the second of a pair
stands for the first, and the bottom line shows the one that works."""


def _today() -> Screen[None]:
    from ledger.tui.screens.today import TodayScreen

    return TodayScreen()


def _claims() -> Screen[None]:
    from ledger.tui.screens.claims import ClaimsScreen

    return ClaimsScreen()


def _questions() -> Screen[None]:
    from ledger.tui.screens.questions import QuestionsScreen

    return QuestionsScreen()


def _calibration() -> Screen[None]:
    from ledger.tui.screens.calibration import CalibrationScreen

    return CalibrationScreen()


def _journal() -> Screen[None]:
    from ledger.tui.screens.journal import JournalScreen

    return JournalScreen()


def _welcome() -> Screen[None]:
    from ledger.tui.screens.welcome import WelcomeScreen

    return WelcomeScreen()


def everything() -> type[Provider]:
    """What the palette offers, loaded when it opens."""
    from ledger.tui.everything import Everything

    return Everything


MODES: dict[str, str | Callable[[], Screen[Any]]] = {
    "today": _today,
    "claims": _claims,
    "questions": _questions,
    "calibration": _calibration,
    "journal": _journal,
    "welcome": _welcome,
}
"""A function for every screen that stays; the others are pushed above one of these."""
