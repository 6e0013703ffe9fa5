"""The projections of a whole journal made again from its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.remaking import rebuild_tables

if TYPE_CHECKING:
    from ledger.journal.append import Journal


def rebuild(journal: Journal) -> int:
    """Make the projections again in one transaction, and give the number of entries read. Raises JournalError."""
    with journal.transaction() as tx:
        return rebuild_tables(tx.database)
