"""Holds every piece of kept evidence against the hash it is kept under."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from ledger.journal.bodies import opened_body

if TYPE_CHECKING:
    import sqlite3

    from ledger.journal.findings import Findings

NEXT = """
SELECT sha256, size, coding, body FROM log_evidence
WHERE sha256 > ? AND body IS NOT NULL ORDER BY sha256 LIMIT 1"""


def check_evidence(database: sqlite3.Connection, findings: Findings) -> None:
    """Read the bytes one by one. Raises sqlite3.Error."""
    last = ""
    while row := database.execute(NEXT, (last,)).fetchone():
        last = row[0]
        if not _holds(*row):
            findings.add("tampered", f"The bytes kept as {last} are others.")


def _holds(name: str, size: int, coding: str, body: bytes) -> bool:
    try:
        return sha256(opened_body(size, coding, body)).hexdigest() == name
    except (ValueError, TypeError):
        return False
