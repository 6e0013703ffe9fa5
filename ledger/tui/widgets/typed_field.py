"""A line that is typed into, whose Enter is answered before the next key is read."""

from __future__ import annotations

from textual.events import Event
from textual.widgets import Input


class TypedField(Input):
    """Hands `Entered` to what it stands in, and waits for what that does: what is typed ahead goes where it was meant to."""

    class Entered(Event, bubble=False):
        """Enter was pressed in this field."""

        def __init__(self, field: TypedField) -> None:
            super().__init__()
            self.field = field

    async def action_submit(self) -> None:
        """Enter."""
        if self.parent is not None:
            await self.parent.on_event(self.Entered(self))
