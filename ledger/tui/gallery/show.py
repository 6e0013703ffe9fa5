"""The app of the gallery: one sample, and keys to try it in other themes and in ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from ledger.tui.gallery.samples import SAMPLES
from ledger.tui.themes import names, own_themes

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Gallery(App[None]):
    """ctrl+t goes through the themes, ctrl+a switches ASCII, ctrl+q leaves; everything else belongs to the sample."""

    CSS_PATH = ["../app.tcss", "../table.tcss", "../fields.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (112, "-wide")]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "next_theme", "Theme", priority=True),
        Binding("ctrl+a", "other_signs", "ASCII", priority=True),
        Binding("ctrl+q", "quit", "Quit"),
    ]

    def __init__(self, name: str, *, theme: str, ascii_only: bool = False) -> None:
        super().__init__()
        self.name_shown = name
        self.ascii_only = ascii_only
        self.animation_level = "none"
        for own in own_themes(light=False):
            self.register_theme(own)
        self.theme = theme

    def compose(self) -> ComposeResult:
        """The sample."""
        self._widget, self._tell = SAMPLES[self.name_shown](self)
        yield self._widget

    def on_mount(self) -> None:
        """Tell it its data, once it has a size."""
        self.call_after_refresh(self._tell)
        if self._widget.can_focus:
            self._widget.focus()

    def action_next_theme(self) -> None:
        """Another theme."""
        known = names()
        self.theme = known[(known.index(self.theme) + 1) % len(known)]

    def action_other_signs(self) -> None:
        """ASCII alone, or all signs."""
        self.ascii_only = not self.ascii_only
        self._tell()
        self.refresh(layout=True)
