"""The top line: which screens there are, which one this is, and in a simulated ledger that it is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from ledger.tui.ink import Line, Span, cells, line
from ledger.tui.widgets.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

SIMULATED = " SIMULATED · every outcome in this ledger is invented "


class TitleLine(Inked):
    """`tabs` are (key, title); the one at `here` is marked. What does not fit is shown by its key."""

    class Wanted(Message):
        """A title was clicked."""

        def __init__(self, title: str) -> None:
            super().__init__()
            self.title = title

    def __init__(self, tabs: Sequence[tuple[str, str]], here: str, *, simulated: bool = False) -> None:
        super().__init__()
        self.tabs = tuple(tabs)
        self.here = here
        self.simulated = simulated
        self.set_class(simulated, "-simulated")

    def offer(self, tabs: Sequence[tuple[str, str]]) -> None:
        """The same titles under other keys."""
        self.tabs = tuple(tabs)
        self.refresh()

    def tell(self, *, simulated: bool) -> None:
        """Whether the ledger is simulated."""
        if simulated != self.simulated:
            self.simulated = simulated
            self.set_class(simulated, "-simulated")
            self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """The tabs; below them the banner of a simulated ledger."""
        width = self.size.width
        if y == 0:
            return self.strip(self._tabs(width), width)
        style = self.inks()["sim"] + Style(bold=True)
        text = SIMULATED[:width].center(width, "-" if self.ascii_only else "░")
        return Strip([Segment(text.replace("·", "-") if self.ascii_only else text, style)], width)

    def _tabs(self, width: int) -> Line:
        fitting = (self._spans(titled) for titled in range(len(self.tabs), 0, -1))
        return next((shown for shown in fitting if cells(shown) <= width), self._spans(0))

    def _spans(self, titled: int) -> Line:
        """The first so many with their titles, the others by their keys; the one in front always with its title."""
        spans: list[Span] = []
        for at, (key, title) in enumerate(self.tabs):
            if title == self.here:
                spans.append((f"[{key} {title}]", "here"))
            else:
                spans += [(f" {key}", "key"), (f" {title} " if at < titled else " ", "muted")]
        return line(*spans)

    def on_click(self, event: events.Click) -> None:
        """A click on a title goes there."""
        start = 0
        for text, _ink in self._tabs(self.size.width):
            if start <= event.x < start + len(text):
                self._follow(text)
            start += len(text)

    def _follow(self, text: str) -> None:
        for key, title in self.tabs:
            if text.strip(" []") in {key, title, f"{key} {title}"}:
                self.post_message(self.Wanted(title))
