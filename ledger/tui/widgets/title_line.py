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
LEAST_LETTERS = 4
"""Letters of a title below which it says no more than its key."""


class TitleLine(Inked):
    """`tabs` are (key, title); the one at `here` is marked. Where they do not fit, the long ones are cut; then keys alone are shown."""

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
        whole = [len(title) for _, title in self.tabs]
        tries = (self._spans(whole), self._spans(self._letters(width), ""))
        fitting = (shown for shown in tries if 0 < cells(shown) <= width)
        return next(fitting, self._spans(self._from_the_left(width)))

    def _letters(self, width: int) -> list[int]:
        """How many letters of each title fit: of each the same, and what is left completes the shortest."""
        whole, away = [len(title) for _, title in self.tabs], self._away
        left = width - cells(self._spans([0] * len(whole), ""))
        even = max(left // max(len(away), 1) - 1, LEAST_LETTERS)
        cut = [min(even, size) for size in whole]
        left -= sum(cut[at] + 1 for at in away)
        return _completed(cut, whole, sorted(away, key=whole.__getitem__), left)

    def _from_the_left(self, width: int) -> list[int]:
        """Whole titles as far as they fit, and none of the others."""
        whole, none = [len(title) for _, title in self.tabs], [0] * len(self.tabs)
        left = width - cells(self._spans(none))
        return _completed(none, whole, self._away, left, between=1)

    @property
    def _away(self) -> list[int]:
        return [at for at, (_, title) in enumerate(self.tabs) if title != self.here]

    def _spans(self, letters: Sequence[int], after: str = " ") -> Line:
        """So many letters of each title; the one in front always with its whole title."""
        spans: list[Span] = []
        for (key, title), shown in zip(self.tabs, letters, strict=True):
            if title == self.here:
                apart = " " if spans and not after else ""
                spans += [(apart, "plain"), (f"[{key} {title}]", "here")]
            else:
                spans += [(f" {key}", "key"), (f" {title[:shown]}{after}" if shown else after, "muted")]
        return line(*spans)

    def on_click(self, event: events.Click) -> None:
        """A click on a title goes there."""
        start = 0
        for text, _ink in self._tabs(self.size.width):
            if start <= event.x < start + len(text):
                self._follow(text)
            start += len(text)

    def _follow(self, text: str) -> None:
        wanted = text.strip(" []")
        for key, title in self.tabs:
            if wanted in {key, f"{key} {title}"} or (wanted and title.startswith(wanted)):
                self.post_message(self.Wanted(title))


def _completed(
    shown: Sequence[int], whole: Sequence[int], order: Sequence[int], left: int, *, between: int = 0
) -> list[int]:
    """The letters shown, with titles completed in this order while cells are left for them and what is `between`."""
    done = list(shown)
    for at in order:
        left -= whole[at] - done[at] + between
        if left < 0:
            break
        done[at] = whole[at]
    return done
