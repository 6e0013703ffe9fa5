"""What the ledger kept of a source, look by look: every version of its bytes, from when each was fetched."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from ledger.record.opening import Record, Row


@dataclass(frozen=True, slots=True)
class Vintage:
    """One request that was kept. `request` is its key, `taken_at` the look it belongs to; times in microseconds UTC."""

    seq: int
    source: str
    request: str
    url: str
    sha256: str
    status: int
    fetched_at: int
    last_modified: str | None
    next_url: str | None
    erased: bool
    taken_at: int


def vintages(record: Record, sources: Collection[str]) -> tuple[Vintage, ...]:
    """Every kept request of these sources, the oldest look first."""
    return tuple(_vintage(row) for row in record.rows(_VINTAGES, (json.dumps(sorted(sources)),)))


_VINTAGES = """
SELECT DISTINCT e.seq, e.source, e.request, e.url, e.sha256, e.status, e.fetched_at, e.last_modified, e.next_url, e.erased, r.taken_at
FROM now_readings AS r, json_each(r.said, '$.evidence') AS pinned JOIN now_evidence AS e ON e.seq = pinned.value
WHERE r.source IN (SELECT value FROM json_each(?)) ORDER BY r.taken_at, e.seq
"""


def _vintage(row: Row) -> Vintage:
    return Vintage(*(*row[:9], bool(row[9]), row[10]))


def kept_body(record: Record, sha256: str) -> bytes | None:
    """The bytes kept under this hash; None when they were erased or are damaged."""
    row = record.one("SELECT size, coding, body FROM log_evidence WHERE sha256 = ?", (sha256,))
    if row is None or row[2] is None:
        return None
    size, coding, stored = row
    if coding != "zlib":
        return None
    opening = zlib.decompressobj()
    try:
        # One byte more than promised shows a bomb without opening it.
        body = opening.decompress(stored, size + 1)
    except zlib.error:
        return None
    return body if len(body) == size and opening.eof else None
