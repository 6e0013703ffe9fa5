"""Where a forecast is typed. Every printable key belongs to it; only keys that write nothing are commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.events import Event

from ledger.tui.commands.command import bindings
from ledger.tui.commands.panes import NUDGING, GoOn
from ledger.tui.widgets.typed_field import TypedField

if TYPE_CHECKING:
    from textual.binding import BindingType


class ValueField(TypedField):
    """Tells `Nudged` for a step up or down, in percentage points."""

    HELP = (
        "Your forecast. Yes or no: 35%, 0.35, or odds 1:2. Numbers: p10 4 p50 7 p90 14, or 80% 4..14. Dates: p10 2027-01-01 "
        "p50 2028-06-30. A chance goes by one point with {value.up} and {value.down}, by five with {value.far-up} and "
        "{value.far-down}; {field.go-on} goes on to the reason."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(GoOn, *NUDGING)

    class Nudged(Event, bubble=False):
        """A step of so many points; answered before the next key is read."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    async def action_nudge(self, by: int) -> None:
        """Tell whoever knows what the value is."""
        if self.parent is not None:
            await self.parent.on_event(self.Nudged(by))
