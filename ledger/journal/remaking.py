"""The tables that follow from the log, made again inside an open transaction. They hold nothing the log does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.appending import State
from ledger.journal.envelope import unseal
from ledger.journal.schema import statements

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from ledger.journal.envelope import Kept

PAGE = 5_000
READ = "SELECT seq, body FROM log_entries WHERE seq > ? ORDER BY seq LIMIT ?"
OURS = "SELECT type, name FROM sqlite_master WHERE tbl_name LIKE ? AND sql IS NOT NULL ORDER BY type = 'table', name"


def rebuild_tables(database: sqlite3.Connection) -> int:
    """Make the projections again, and give the number of entries read. Raises JournalError."""
    _drop(database, "now_")
    _make(database, "now_")
    state, count = State(database), 0
    for entry in entries(database):
        state.apply(entry)
        count += 1
    state.flush()
    return count


def rebuild_run(database: sqlite3.Connection) -> None:
    """Empty work tables of this program's shape; what they held costs a fetch."""
    _drop(database, "run_")
    _make(database, "run_")


def entries(database: sqlite3.Connection) -> Iterator[Kept]:
    """Every entry in order, read in pages. Raises NotAnEntryError or NewerEntryError."""
    last = 0
    while rows := database.execute(READ, (last, PAGE)).fetchall():
        for seq, body in rows:
            yield unseal(seq, body)
        last = rows[-1][0]


def _drop(database: sqlite3.Connection, family: str) -> None:
    for kind, name in database.execute(OURS, (f"{family}%",)).fetchall():
        quoted = str(name).replace('"', '""')
        database.execute(f'DROP {kind} IF EXISTS "{quoted}"')


def _make(database: sqlite3.Connection, family: str) -> None:
    for statement in statements(family):
        database.execute(statement)
