"""When the person of this ledger last looked at Today: work state, which may be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.record.state import LAST_SEEN, SEEN_BEFORE, same_look

if TYPE_CHECKING:
    from ledger.journal.append import Journal


def note_look(journal: Journal, me: str) -> None:
    """This person looks now: a new look, with the one before it kept, or still the same, of which only the beginning is kept."""
    from ledger.journal.work import remember, remembered

    now = journal.clock.now()
    with journal.transaction() as tx:
        last = remembered(tx.connection, LAST_SEEN)
        if last is not None and same_look(microseconds(last[1]), microseconds(now)):
            return
        if last is not None:
            remember(tx.connection, SEEN_BEFORE, *last)
        remember(tx.connection, LAST_SEEN, me, now)
