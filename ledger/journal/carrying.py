"""The stored bytes of a journal as they leave one ledger and enter another: entries, and evidence with its hash."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ledger.errors import NotALedgerError
from ledger.journal.bodies import CODING, KEEP, opened_body
from ledger.journal.peeking import readable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

PAGE = 4_096
ENTRIES = "SELECT seq, body FROM log_entries WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
EVIDENCE = """
SELECT b.sha256, b.size, b.coding, b.body FROM log_evidence AS b
WHERE b.sha256 > ? AND EXISTS (SELECT 1 FROM now_evidence AS e WHERE e.sha256 = b.sha256 AND e.seq <= ?)
ORDER BY b.sha256 LIMIT 1"""
UNFOUNDED = """
SELECT b.sha256 FROM log_evidence AS b
WHERE (b.body IS NULL) IS NOT (SELECT max(e.erased) FROM now_evidence AS e WHERE e.sha256 = b.sha256) LIMIT 1"""
"""Bytes are gone exactly where an entry erased them, and are here only where an entry names them."""
Evidence = tuple[str, int, bytes | None]
"""SHA-256 in hex, size in bytes, and the bytes; None where they were erased."""


def is_simulated(path: Path) -> bool:
    """Whether the ledger's outcomes are invented. Raises NotALedgerError."""
    with readable(path) as database:
        row = database.execute("SELECT simulated FROM now_ledger").fetchone()
    return bool(row and row[0])


def stored_entries(path: Path, size: int) -> Iterator[bytes]:
    """The canonical bytes of the first `size` entries, in order. Raises NotALedgerError."""
    last = 0
    with readable(path) as database:
        while rows := database.execute(ENTRIES, (last, size, PAGE)).fetchall():
            for _, body in rows:
                yield body
            last = rows[-1][0]


def stored_evidence(path: Path, size: int) -> Iterator[Evidence]:
    """Every piece of evidence the first `size` entries name, by hash. Raises NotALedgerError if one is damaged."""
    last = ""
    with readable(path) as database:
        while row := database.execute(EVIDENCE, (last, size)).fetchone():
            last, length, coding, stored = row
            yield last, length, None if stored is None else _opened(path, length, coding, stored)


def _opened(path: Path, size: int, coding: str, stored: bytes) -> bytes:
    try:
        return opened_body(size, coding, stored)
    except ValueError as error:
        raise NotALedgerError(path, f"{error}. See: fledger verify") from error


def keep_evidence(database: sqlite3.Connection, evidence: Evidence) -> None:
    """Keep evidence before its entries come, in an open transaction. Raises sqlite3.Error."""
    name, size, body = evidence
    database.execute(KEEP, (name, size, CODING, None if body is None else zlib.compress(body)))


def unfounded(database: sqlite3.Connection) -> str | None:
    """The hash of bytes that are missing though no entry erased them, or here though no entry names them."""
    row = database.execute(UNFOUNDED).fetchone()
    return row and str(row[0])
