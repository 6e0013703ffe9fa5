"""The top line: which screens there are, which one this is, and in a simulated ledger that it is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ledger.tui.ink import Line, Span, cells, line, spread
from ledger.tui.widgets.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

SIMULATED = " SIMULATED · every outcome in this ledger is invented "


class TitleLine(Inked):
    """`tabs` are (key, title); the one at `here` is marked. `aside` stands at the right where there is room."""

    def __init__(self, tabs: Sequence[tuple[str, str]], here: str, *, simulated: bool = False) -> None:
        super().__init__()
        self.tabs = tuple(tabs)
        self.here = here
        self.simulated = simulated
        self.aside = ""
        self.set_class(simulated, "-simulated")

    def tell(self, aside: str, *, simulated: bool) -> None:
        """What stands at the right, and whether the ledger is simulated."""
        if (aside, simulated) == (self.aside, self.simulated):
            return
        tall = simulated != self.simulated
        self.aside, self.simulated = aside, simulated
        self.set_class(simulated, "-simulated")
        self.refresh(layout=tall)

    def render_line(self, y: int) -> Strip:
        """The tabs; below them the banner of a simulated ledger."""
        width = self.size.width
        if y == 0:
            return self.strip(self._tabs(width), width)
        style = self.inks()["sim"] + Style(bold=True)
        text = SIMULATED[:width].center(width, "-" if self.ascii_only else "░")
        return Strip([Segment(text.replace("·", "-") if self.ascii_only else text, style)], width)

    def _tabs(self, width: int) -> Line:
        long = line(*self._spans(short=False))
        aside = line((self.aside, "muted"))
        if cells(long) + cells(aside) + 3 <= width:
            return spread(long, aside, width)
        return long if cells(long) <= width else line(*self._spans(short=True))

    def _spans(self, *, short: bool) -> list[Span]:
        spans: list[Span] = []
        for key, title in self.tabs:
            here = title == self.here
            if here:
                spans.append((f"[{key} {title}]", "here"))
            else:
                spans += [(f" {key}", "key"), (" " if short else f" {title} ", "muted")]
        return spans

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
                self.app.simulate_key(key)
