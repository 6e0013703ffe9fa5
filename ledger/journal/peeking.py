"""A plain reading connection, for what proves and copies the record: never writes, and outlives a crash's hot journal."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ledger.errors import NotALedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_SECONDS = 10.0
SETTINGS = (("query_only", 1), ("trusted_schema", 0), ("cell_size_check", 1), ("cache_size", -65_536))


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to an existing file that refuses every write. Raises sqlite3.Error.

    It is opened for writing all the same: a file that a crash left with a hot journal must first be rolled back.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    database = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        for name, value in SETTINGS:
            database.execute(f"PRAGMA {name} = {value}")
        yield database
    finally:
        database.close()


@contextmanager
def readable(path: Path) -> Iterator[sqlite3.Connection]:
    """The same for those who only read: NotALedgerError, which points to `fledger verify`, for a file SQLite cannot read."""
    try:
        with reading(path) as database:
            yield database
    except sqlite3.Error as error:
        raise NotALedgerError(path, f"{error}. See: fledger verify") from error
