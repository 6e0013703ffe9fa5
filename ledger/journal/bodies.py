"""The bytes of evidence: kept once, compressed, under their own hash, in the transaction of their entry."""

from __future__ import annotations

import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

from ledger.journal.refused import EvidenceNotGivenError, NotTheseBytesError
from ledger.journal.statement import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from ledger.journal.envelope import Kept

CODING = "zlib"
FIND = "SELECT size FROM log_evidence WHERE sha256 = ?"
KEEP = insert("log_evidence", "sha256", "size", "coding", "body")
ERASE = "UPDATE log_evidence SET body = NULL WHERE sha256 = ? AND body IS NOT NULL"
READ = "SELECT size, coding, body FROM log_evidence WHERE sha256 = ?"


def keep_bodies(database: sqlite3.Connection, entry: Kept, bodies: Mapping[str, bytes]) -> None:
    """Keep the bytes an EvidenceKept names, if they are not kept yet.

    Raises EvidenceNotGivenError, or NotTheseBytesError if hash or size are others.
    """
    name, size = entry.data["sha256"], entry.data["size"]
    row = database.execute(FIND, (name,)).fetchone()
    body = bodies.get(name)
    if row is None and body is None:
        raise EvidenceNotGivenError(name)
    if size != (row[0] if row else len(body or b"")) or (
        body is not None and sha256(body).hexdigest() != name
    ):
        raise NotTheseBytesError(name)
    if row is None and body is not None:
        database.execute(KEEP, (name, size, CODING, zlib.compress(body)))


def erase_body(database: sqlite3.Connection, entry: Kept) -> None:
    """Remove the bytes an EvidenceErased names; their row stays."""
    database.execute(ERASE, (entry.data["sha256"],))


def opened_body(size: int, coding: str, stored: bytes) -> bytes:
    """Stored bytes, decoded. Raises ValueError if they are damaged, or are not exactly `size` bytes when decoded."""
    if coding != CODING:
        message = f"coding {coding!r} is not known"
        raise ValueError(message)
    opening = zlib.decompressobj()
    try:
        # One byte more than promised shows a bomb without opening it.
        body = opening.decompress(stored, size + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(body) != size or not opening.eof or opening.unused_data:
        message = f"what is stored is not {size} bytes"
        raise ValueError(message)
    return body


def read_body(database: sqlite3.Connection, name: str) -> bytes | None:
    """The bytes with this hash; None if they were erased or never kept. Raises ValueError if they are damaged."""
    row = database.execute(READ, (name,)).fetchone()
    return None if row is None or row[2] is None else opened_body(*row)
