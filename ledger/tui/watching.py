"""The watch over a ledger that others write to: one connection, asked again and again from threads."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ledger.errors import LedgerError

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.tui.desk import Desk
    from ledger.tui.views.watch import Seen


NONE = (0, 0)
"""The version of a ledger that cannot be read."""


class Watch:
    """`wrote` tells from two versions whether somebody wrote between them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.asking = False
        self._record: Record | None = None
        self._version: tuple[int, int] | None = None
        self._file = 0
        self._left = False
        # SQLite does not survive a connection that is closed under a query.
        self._one_hand = threading.Lock()

    def look(self) -> Seen | None:
        """What the ledger is like now; None once the watch has ended. Raises LedgerError."""
        from ledger.tui.views.watch import file_of, look_at

        with self._one_hand:
            if self._left:
                return None
            if self._record is not None and file_of(self._record.path) != self._file:
                self._record.close()  # a restored or copied ledger stands in its place
                self._record = None
            if self._record is None:
                self._file = file_of(self.desk.settings.ledger)
            try:
                seen = look_at(self.desk, self._record, self._file)
            except LedgerError:
                self._version = NONE
                raise
            self._record = seen.record
            return seen

    def wrote(self, version: tuple[int, int]) -> bool:
        """Whether this version is another than the last one heard of; the first is news to nobody, one after none is."""
        before, self._version = self._version, version
        return before is not None and before != version

    def end(self) -> None:
        """Let the watched file go."""
        with self._one_hand:
            self._left = True
            if self._record is not None:
                self._record.close()
