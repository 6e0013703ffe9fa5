"""When I looked before this look: read once, and noted anew when this session has looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.tui.desk import Desk


class LastLook:
    """Asked and noted by workers."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._at: int | None = None
        self._known = False

    def before(self, record: Record) -> int | None:
        """In microseconds UTC; None for never. What is noted in this session does not change it."""
        from ledger.record.state import looked_before

        if not self._known:
            self._at = looked_before(record, now_us=self.desk.now_us)
            self._known = True
        return self._at

    def note(self) -> None:
        """I have looked now. Imports the tables."""
        from ledger.tui.views.looking import note_look

        with self.desk.journal() as journal:
            note_look(journal, self.desk.me)
