"""What a page and a list share: lines that scroll, and the keys that move among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.scroll_view import ScrollView

from ledger.tui.commands.command import bindings
from ledger.tui.commands.panes import MOVING
from ledger.tui.widgets.inked import Inked

if TYPE_CHECKING:
    from textual.binding import BindingType


class Scrolled(ScrollView, Inked):
    """Lines of ink, of which some are in view. A subclass knows what to step, turn, go to the ends and choose is in it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*MOVING)

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """What was scrolled before the bar was there, the bar has not heard of."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Dim the cursor."""
        self.refresh()
