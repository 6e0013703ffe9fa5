"""Where a forecast is typed. It takes only the signs a forecast is written with; every other key stays a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events

SIGNS = frozenset("0123456789.,:%-+ p")
"""`35%`, `0.35`, `1:2`, `p10 4 p50 7 p90 14`, `80% 4..14`, `p10 2027-01-01`."""


class ValueField(Input):
    """Posts `Nudged` for a step up or down, in percentage points."""

    HELP = (
        "Your forecast. Yes or no: 35%, 0.35, or odds 1:2. Numbers: p10 4 p50 7 p90 14, or 80% 4..14. Dates: p10 2027-01-01 "
        "p50 2028-06-30. Up and down change a chance by one point, page up and down by five. Enter goes on to the reason."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "nudge(1)", "+1", show=False),
        Binding("down", "nudge(-1)", "-1", show=False),
        Binding("pageup,shift+up", "nudge(5)", "+5", show=False),
        Binding("pagedown,shift+down", "nudge(-5)", "-5", show=False),
    ]

    class Nudged(Message):
        """A step of so many points."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 Textual's signature
        """Only what a forecast is written with is typed; the footer shows the rest as commands."""
        return character is not None and character in SIGNS

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and (event.character or "") not in SIGNS:
            event.prevent_default()

    def action_nudge(self, by: int) -> None:
        """Tell whoever knows what the value is."""
        self.post_message(self.Nudged(by))
