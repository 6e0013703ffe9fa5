"""Which screens stay, how each is made when it is first needed, and the keys of the whole app."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from ledger.tui.commands.anywhere import ANYWHERE
from ledger.tui.commands.command import bindings

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.binding import BindingType
    from textual.command import Provider
    from textual.screen import Screen

BINDINGS: list[BindingType] = bindings(*ANYWHERE)

SCREENS = {
    "today": "TodayScreen",
    "claims": "ClaimsScreen",
    "questions": "QuestionsScreen",
    "calibration": "CalibrationScreen",
    "leaderboard": "LeaderboardScreen",
    "scenarios": "ScenariosScreen",
    "sources": "SourcesScreen",
    "review": "ReviewScreen",
    "journal": "JournalScreen",
    "welcome": "WelcomeScreen",
}
"""The name of a screen, which is that of its module, and its class. The others are pushed above one of these."""


def _made(name: str) -> Screen[None]:
    made = getattr(import_module(f"ledger.tui.screens.{name}"), SCREENS[name])
    return cast("Screen[None]", made())


def everything() -> type[Provider]:
    """What the palette offers, loaded when it opens."""
    from ledger.tui.everything import Everything

    return Everything


MODES: dict[str, str | Callable[[], Screen[Any]]] = {name: partial(_made, name) for name in SCREENS}
