"""The line above the keys: what just happened, and what went wrong. Empty, it takes no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.ink import BLANK, Ink, Line, line
from ledger.tui.widgets.inked import Inked
from ledger.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Size
    from textual.strip import Strip

    Holds = Callable[[], bool]

MOST_LINES = 3


def always() -> bool:
    """What was said once stays said."""
    return True


class SayLine(Inked):
    """One sentence, up to three lines."""

    def __init__(self) -> None:
        super().__init__()
        self.said: Line = BLANK
        self._holds: Holds = always

    def say(self, text: str, ink: Ink = "plain", *, holds: Holds = always) -> None:
        """Show a sentence; an empty one clears it. `holds` says whether it is still true when the screen comes back."""
        self.said, self._holds = line((" ", "plain"), (text, ink)) if text else BLANK, holds
        self.display = bool(text)
        self.refresh(layout=True)

    def ask_again(self) -> None:
        """Take back what holds no more."""
        if not self._holds():
            self.say("")

    @property
    def warns(self) -> bool:
        """Whether something that went wrong is said."""
        return any(ink in {"warn", "bad"} for _, ink in self.said)

    def on_mount(self) -> None:
        """Nothing said yet."""
        self.display = bool(self.said)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 Textual's signature
        """As many lines as it takes, up to three."""
        return min(len(wrap(self.said, width, 1)), MOST_LINES)

    def render_line(self, y: int) -> Strip:
        """One of its lines."""
        lines = wrap(self.said, self.size.width, 1)
        return self.strip(lines[y] if y < len(lines) else BLANK, self.size.width)
