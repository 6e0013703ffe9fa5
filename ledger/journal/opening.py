"""Whether a ledger has this program's log, and its projections the shape this program reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import NotALedgerError
from ledger.journal.remaking import rebuild_run, rebuild_tables
from ledger.journal.schema import expected, fingerprint

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def check_schema(database: sqlite3.Connection, path: Path) -> None:
    """Refuse another log; make projections and work tables of another shape again. Raises NotALedgerError."""
    if fingerprint(database, "log_") != expected("log_"):
        raise NotALedgerError(path, "its log has another schema. See: fledger verify")
    if fingerprint(database, "now_") != expected("now_"):
        rebuild_tables(database)
    if fingerprint(database, "run_") != expected("run_"):
        rebuild_run(database)
