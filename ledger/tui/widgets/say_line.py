"""The line above the keys: what just happened, and what went wrong. Empty, it takes no room.

After the last ` · ` of a sentence stands what can be done, which is seen however long the rest is.
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING

from ledger.tui.ink import BLANK, Ink, Line, line, plain
from ledger.tui.widgets.inked import Inked
from ledger.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Size
    from textual.strip import Strip

    Holds = Callable[[], bool]

MOST_LINES = 3
DOT = " · "
BETWEEN = " (?!%)"
"""Words, of which `35 %` is one."""


def always() -> bool:
    """What was said once stays said."""
    return True


def laid(said: Line, width: int) -> list[Line]:
    """The sentence in at most MOST_LINES lines: as many of its words as have room before `… · ` and what can be done."""
    whole = wrap(said, width, 1)
    if len(whole) <= MOST_LINES:
        return whole
    (_, ink), (told, dot, way) = said[-1], plain(said).strip().rpartition(DOT)
    words, end = re.split(BETWEEN, told or way), f"…{dot}{way}" if told else "…"

    def cut(count: int) -> list[Line]:
        return wrap(line((" ", "plain"), (" ".join(words[:count]).rstrip(",;· ") + end, ink)), width, 1)

    fitting = bisect(range(1, len(words)), MOST_LINES, key=lambda count: len(cut(count)))
    return cut(fitting)[:MOST_LINES] if fitting else whole[:MOST_LINES]


class SayLine(Inked):
    """One sentence, up to three lines."""

    def __init__(self) -> None:
        super().__init__()
        self.said: Line = BLANK
        self._holds: Holds = always
        self._laid: tuple[int, list[Line]] | None = None

    def say(self, text: str, ink: Ink = "plain", *, holds: Holds = always) -> None:
        """Show a sentence; an empty one clears it. `holds` says whether it is still true when the screen comes back."""
        self.said, self._holds = line((" ", "plain"), (text, ink)) if text else BLANK, holds
        self._laid = None
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
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """One of its lines."""
        lines = self._lines(self.size.width)
        return self.strip(lines[y] if y < len(lines) else BLANK, self.size.width)

    def _lines(self, width: int) -> list[Line]:
        if self._laid is None or self._laid[0] != width:
            self._laid = width, laid(self.said, width)
        return self._laid[1]
