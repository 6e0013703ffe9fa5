"""When the person of this ledger last looked at Today: work state, which may be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.state import LAST_SEEN, remembered

if TYPE_CHECKING:
    from ledger.journal.append import Journal
    from ledger.record.opening import Record


def last_looked(record: Record) -> int | None:
    """When somebody last looked, in microseconds UTC; None for never."""
    seen = remembered(record, LAST_SEEN)
    return seen.at if seen else None


def note_look(journal: Journal, me: str) -> None:
    """This person looks now."""
    from ledger.journal.work import remember

    with journal.transaction() as tx:
        remember(tx.connection, LAST_SEEN, me, journal.clock.now())
