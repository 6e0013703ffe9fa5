"""What stands above a screen closes once, however many keys arrive before it is gone.

Keys of one burst all reach the screen that was in front when they came: only the first of them can close it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ScreenStackError
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType

if TYPE_CHECKING:
    from textual.screen import Screen


def in_front(screen: Screen[ScreenResultType]) -> bool:
    """Whether nothing is above it, and it is not gone."""
    try:
        return screen.app.screen is screen
    except ScreenStackError:
        return False


class ClosesOnce(ModalScreen[ScreenResultType]):
    """Where it is not in front, closing it would close another, or answer twice."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """As Textual's, once."""
        return super().dismiss(result) if in_front(self) else AwaitComplete()
