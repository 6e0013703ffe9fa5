"""What follows from evidence kept or erased, and from a reading taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.canonical import canonical_text
from ledger.journal.statement import Statement, insert, update

if TYPE_CHECKING:
    from ledger.journal.envelope import Kept

NAMED = ("look", "source", "source_version", "request", "url", "sha256", "size", "status", "fetched_at")
MAYBE = ("last_modified", "next_url", "unchanged_since")
KEEP = insert("now_evidence", "seq", *NAMED, *MAYBE, "erased")
ERASE = update("now_evidence", "sha256", "erased")
READ = insert(
    "now_readings",
    *(
        "seq",
        "look",
        "source",
        "source_version",
        "publisher",
        "first_day",
        "last_day",
        "covers_first",
        "covers_last",
    ),
    *("as_of", "said", "taken_at"),
)
ERASED_BEFORE = """
UPDATE now_evidence SET erased = 1
WHERE seq = ? AND EXISTS (SELECT 1 FROM now_evidence AS o WHERE o.sha256 = ? AND o.erased = 1)"""


def kept(entry: Kept) -> tuple[Statement, ...]:
    """A request that was kept. Bytes that were erased once stay erased."""
    data = entry.data
    named = tuple(data[name] for name in NAMED)
    row = (entry.seq, *named, *(data.get(name) for name in MAYBE), 0)
    return ((KEEP, row), (ERASED_BEFORE, (entry.seq, data["sha256"])))


def erased(entry: Kept) -> tuple[Statement, ...]:
    """The bytes are gone; every request that had them says so."""
    return ((ERASE, (1, entry.data["sha256"])),)


def read(entry: Kept) -> tuple[Statement, ...]:
    """A reading that counts."""
    data = entry.data
    head = (entry.seq, data["look"], data["source"], data["source_version"], data["publisher"])
    days = (*data["span"], *data["covers"], data["as_of"])
    return ((READ, (*head, *days, canonical_text(data), data["taken_at"])),)
