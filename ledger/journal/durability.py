"""SQLite as the promises need it: settings that are read back, and transactions that take the write lock at once.

An acknowledged write survives power loss in exactly two combinations that are used here: a truncated rollback
journal with synchronous=EXTRA, and a write-ahead log with synchronous=FULL. The second is preferred where SQLite has
the fix of the WAL-reset fault (3.51.3, 3.50.7, 3.44.6); before it, two writers could corrupt the file.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import QueuePool

from ledger.journal.refused import SettingRefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

JournalMode = Literal["truncate", "wal"]
WAIT_SECONDS = 10.0
SYNCHRONOUS: dict[JournalMode, int] = {"truncate": 3, "wal": 2}
SETTINGS: tuple[tuple[str, int], ...] = (
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("secure_delete", 1),
    ("busy_timeout", int(WAIT_SECONDS * 1000)),
    ("cache_size", -65_536),
)


def wal_is_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite has the fix of the WAL-reset fault.

    >>> wal_is_safe((3, 51, 2)), wal_is_safe((3, 51, 3)), wal_is_safe((3, 50, 7)), wal_is_safe((3, 45, 1))
    (False, True, True, False)
    """
    fixed_in = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
    line = tuple(version[:2])
    return line > (3, 51) or (line in fixed_in and version[2] >= fixed_in[line])


def engine_of(path: Path, mode: JournalMode | None) -> Engine:
    """An engine of one connection that writes to an existing file. `mode` None takes the best that SQLite can."""

    def connect() -> sqlite3.Connection:
        return _connected(path, mode)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=1, max_overflow=0)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _connected(path: Path, mode: JournalMode | None) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=rw"
    database = sqlite3.connect(
        address, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        for name, value in SETTINGS:
            setting(database, name, value)
        chosen = choose_journal(database, mode, safe=wal_is_safe())
        setting(database, "synchronous", SYNCHRONOUS[chosen])
    except BaseException:
        database.close()
        raise
    return database


def setting(database: sqlite3.Connection, name: str, value: int) -> None:
    """Set a PRAGMA and read it back. Raises SettingRefusedError."""
    database.execute(f"PRAGMA {name} = {value}")
    found = pragma(database, name)
    if found != value:
        raise SettingRefusedError(name, value, found)


def pragma(database: sqlite3.Connection, name: str) -> Any:
    """What a PRAGMA says; None if this SQLite does not know it."""
    row = database.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None


def choose_journal(database: sqlite3.Connection, mode: JournalMode | None, *, safe: bool) -> JournalMode:
    """The journal mode that holds after asking for the wanted one; `safe` says whether a write-ahead log may be taken.

    Changing between the two needs the file alone; so when nobody insisted, what the others use will do, if it is safe.
    Raises SettingRefusedError.
    """
    wanted: JournalMode = mode or ("wal" if safe else "truncate")
    found = _ask_journal(database, wanted)
    if found != wanted and mode is None and safe:
        found = _ask_journal(database, "truncate")
        wanted = "truncate"
    if found != wanted:
        raise SettingRefusedError("journal_mode", wanted, found)
    return wanted


def _ask_journal(database: sqlite3.Connection, wanted: JournalMode) -> str:
    try:
        return str(database.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0])
    except sqlite3.OperationalError:
        return str(pragma(database, "journal_mode"))
