"""A ledger opened for reading: it can heal the journal of a crash, and can change nothing else.

Every query is fetched whole and ends at once, so that no read transaction outlives a page. Long lists are
read by ids first and rows by page; what is appended meanwhile stands above the head fixed at the start.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from urllib.parse import quote

from ledger.errors import LedgerError, NoLedgerError, NotALedgerError
from ledger.record.shape import SHAPE, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

APPLICATION_ID = 0x464C4452
"""What SQLite's header of a ledger carries: "FLDR"."""

FORMAT = 1
"""The newest format of the tables this program reads; SQLite's `user_version`."""

BUSY_FOR_MS = 10_000
CACHE_KIB = 32_768
STEPS_BETWEEN_ASKS = 10_000

UNREADABLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOTADB,
    }
)
"""What SQLite answers where the file, the disk or another program is at fault."""

Row = tuple[Any, ...]
"""One row as the driver gives it; each query module makes values of its own from it."""


class Head(NamedTuple):
    """Where the record ends: the number of entries and the Merkle root over them, lower-case hex."""

    size: int
    root: str


class OtherShapeError(NotALedgerError):
    """What follows from the log stands in the tables of another version of this program, until a writer makes them again."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "its tables are those of another version. Any command makes them again.")


class BusyLedgerError(NotALedgerError):
    """Another program holds the file for longer than a reader waits."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "another program is writing it. Try again in a moment.")


class StoppedError(LedgerError):
    """A query was stopped because nobody waits for its answer any more."""

    def __init__(self) -> None:
        super().__init__("The query was stopped.")


class Record:
    """A connection that reads. Use it from one thread at a time; `another()` opens one more for a worker."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._stopped = False
        self._stop: Callable[[], bool] = lambda: False
        row = self.one("SELECT ledger_id, simulated, opened_at, opened_by FROM now_ledger WHERE id = 1")
        if row is None:
            raise NotALedgerError(path, "its first entry is missing.")
        self.ledger_id: str = row[0]
        self.simulated = bool(row[1])
        self.opened_at: int = row[2]
        self.opened_by: str = row[3]

    @classmethod
    def open(cls, path: Path) -> Record:
        """The ledger in this file. Raises NoLedgerError, OtherShapeError, BusyLedgerError, NotALedgerError."""
        if not path.is_file():
            raise NoLedgerError(path.parent)
        connection = _connect(path)
        try:
            _check(path, connection)
            return cls(path, connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            if _is_busy(error):
                raise BusyLedgerError(path) from error
            raise NotALedgerError(path, f"{error}. See: fledger verify") from error
        except LedgerError:
            connection.close()
            raise

    def another(self) -> Record:
        """A second connection to the same ledger."""
        return Record.open(self.path)

    def close(self) -> None:
        """Let the file go. May be called twice."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- queries ----------------------------------------------------------------------------------

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Every row of a query, fetched whole. Raises StoppedError inside `stoppable`, NotALedgerError if it cannot be read."""
        with self._told():
            return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Row | None:
        """The first row of a query, or None."""
        rows = self.rows(sql, values)
        return rows[0] if rows else None

    def cursor(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Iterator[Row]:
        """The rows as they come, for columns that numpy takes straight from them. Read them to their end at once."""
        with self._told():
            yield from self._connection.execute(sql, values)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says of a file it cannot read, in a sentence that tells how to go on."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if self._stopped:
                raise StoppedError from error
            if _is_busy(error):
                raise BusyLedgerError(self.path) from error
            if _cannot_be_read(error):
                raise NotALedgerError(self.path, f"{error}. See: fledger verify") from error
            raise

    @contextmanager
    def stoppable(self, stop: Callable[[], bool]) -> Iterator[None]:
        """Ask `stop` every few thousand steps of the queries inside; when it is true they raise StoppedError, and so does
        `go_on`.
        """

        def asked() -> bool:
            self._stopped = stop()
            return self._stopped

        self._connection.set_progress_handler(asked, STEPS_BETWEEN_ASKS)
        self._stop = stop
        try:
            yield
        finally:
            self._stop = lambda: False
            self._connection.set_progress_handler(None, 0)
            self._stopped = False

    def go_on(self) -> None:
        """Asked in long work on what was read. Raises StoppedError inside `stoppable`, once nobody waits for it any more."""
        if self._stop():
            raise StoppedError

    # ---- what the ledger is -------------------------------------------------------------------------

    def data_version(self) -> int:
        """A number that changes when another connection has committed; cheap enough to ask four times a second."""
        row = self.one("PRAGMA data_version")
        return int(row[0]) if row else 0

    def head(self) -> Head:
        """The last commit: size and root."""
        row = self.one("SELECT last_seq, root FROM log_commits ORDER BY last_seq DESC LIMIT 1")
        return Head(int(row[0]), bytes(row[1]).hex()) if row else Head(0, "")

    def last_at(self) -> int:
        """When the last entry was recorded, in microseconds UTC."""
        row = self.one("SELECT at FROM log_entries ORDER BY seq DESC LIMIT 1")
        return int(row[0]) if row else self.opened_at


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _cannot_be_read(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is at fault, and not the query. What Python cannot decode has no code."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in UNREADABLE or "malformed" in str(error)


def _connect(path: Path) -> sqlite3.Connection:
    # mode=rw and not ro: only a writer may roll back the hot journal that a crash left; query_only does the rest
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=0)
    except sqlite3.OperationalError as error:
        raise NotALedgerError(path, f"{error}.") from error
    return connection


def _check(path: Path, connection: sqlite3.Connection) -> None:
    """Set what a reader needs, read it back, and refuse a file that is something else."""
    wanted = {"busy_timeout": BUSY_FOR_MS, "query_only": 1, "trusted_schema": 0, "cache_size": -CACHE_KIB}
    for pragma, value in wanted.items():
        connection.execute(f"PRAGMA {pragma} = {value}")
        if (found := _pragma(connection, pragma)) != value:
            raise NotALedgerError(path, f"SQLite keeps {pragma} at {found} where {value} is needed.")
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise NotALedgerError(path, "it is not marked as a ledger.")
    if (format_ := _pragma(connection, "user_version")) > FORMAT:
        raise NotALedgerError(
            path, f"it has format {format_}, written by a newer fledger; this one reads up to {FORMAT}."
        )
    if shape_of(connection) != SHAPE:
        raise OtherShapeError(path)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
