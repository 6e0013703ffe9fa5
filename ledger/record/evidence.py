"""The bytes of a piece of evidence as text, for reading on a screen."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record

MOST_BYTES = 200_000


def kept_text(record: Record, sha256: str) -> str | None:
    """The first 200,000 bytes kept under this hash, read as UTF-8 with a sign for what is not; None when erased."""
    row = record.one("SELECT coding, body FROM log_evidence WHERE sha256 = ?", (sha256,))
    if row is None or row[1] is None:
        return None
    body = (
        zlib.decompressobj().decompress(row[1], MOST_BYTES)
        if row[0] == "zlib"
        else bytes(row[1])[:MOST_BYTES]
    )
    return body.decode("utf-8", errors="replace")
