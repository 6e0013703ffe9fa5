"""The parts of a page on one line, the one that is read marked; a click goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.ink import cells, line
from ledger.tui.widgets.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from ledger.tui.ink import Line, Span


class PartLine(Inked):
    """Shows as many names as fit, the marked one always among them. Posts `Wanted` for a click on a name."""

    class Wanted(Message):
        """This part was clicked."""

        def __init__(self, part: str) -> None:
            super().__init__()
            self.part = part

    def __init__(self, *, named: str | None = None) -> None:
        super().__init__(id=named)
        self._names: tuple[str, ...] = ()
        self._here: str | None = None

    def tell(self, names: Sequence[str], here: str | None) -> None:
        """The parts there are, and the one that is read."""
        if (self._names, self._here) != (tuple(names), here):
            self._names, self._here = tuple(names), here
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 there is one line
        """The names, behind the keys that go from one to the next."""
        return self.strip(self._fitting(self.size.width), self.size.width)

    def _fitting(self, width: int) -> Line:
        if cells(every := self._shown(0, len(self._names) - 1, " ")) <= width:
            return every
        first = 0
        here = self._names.index(self._here) if self._here in self._names else 0
        while first < here and cells(self._shown(first, here)) > width:
            first += 1
        return self._shown(first, len(self._names) - 1)

    def _shown(self, first: int, last: int, before: str = "") -> Line:
        names = [self._titled(name, before) for name in self._names[first : last + 1]]
        return line((" [ ", "key"), *names, ("]", "key")) if names else ()

    def _titled(self, name: str, before: str) -> Span:
        return (f"▸{name} ", "strong") if name == self._here else (f"{before}{name} ", "muted")

    def on_click(self, event: events.Click) -> None:
        """Go to the part under the mouse."""
        start = 0
        for text, _ in self._fitting(self.size.width):
            if start <= event.x < start + len(text) and (name := text.strip(" ▸")) in self._names:
                self.post_message(self.Wanted(name))
            start += len(text)
