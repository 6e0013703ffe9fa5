"""What the line-drawing widgets share: inks turned into styles, and one line painted from spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from ledger.tui.ink import Ink, Line, cells, cut, segments
from ledger.tui.widgets.ink_styles import ink_styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.style import Style

CURSOR_BARE = "▌"
"""Stands before the line with the cursor, so that no colour is needed to find it."""


class Inked(Widget):
    """A widget whose lines are spans of ink."""

    _inks: dict[tuple[object, ...], Mapping[Ink, Style]]

    def inks(self, *, cursor: bool = False) -> Mapping[Ink, Style]:
        """A style for every ink, on the cursor's background when `cursor`."""
        known = self.__dict__.setdefault("_inks", {})
        background = self.background_colors[1]
        key = (self.app.theme, background, cursor)
        if key not in known:
            known[key] = ink_styles(self.app.theme_variables, background, cursor=cursor)
        styles: Mapping[Ink, Style] = known[key]
        return styles

    @property
    def ascii_only(self) -> bool:
        """Whether the app draws with ASCII alone."""
        return bool(getattr(self.app, "ascii_only", False))

    def strip(self, spans: Line, width: int, *, cursor: bool = False) -> Strip:
        """One painted line of exactly `width` cells."""
        styles = self.inks(cursor=cursor)
        shown = cut(spans, width)
        filled = (*shown, (" " * (width - cells(shown)), "plain"))
        return Strip(segments(filled, styles, ascii_only=self.ascii_only), width)

    def notify_style_update(self) -> None:
        """A new theme: paint again."""
        super().notify_style_update()
        self.refresh()
