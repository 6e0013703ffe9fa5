"""One file, one writing connection, one transaction at a time."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from ledger.journal.durability import engine_of
from ledger.journal.failing import Failing
from ledger.journal.refused import ClosedJournalError, TransactionOpenError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from ledger.journal.durability import JournalMode


class Store:
    """The file at `path`, open for writing. Threads may share it; one writes at a time."""

    def __init__(self, path: Path, mode: JournalMode | None = None) -> None:
        self._path = path
        self._engine: Engine | None = engine_of(path, mode)
        self._failing = Failing(path)
        self._writing = threading.Lock()
        self._writer: int | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection that holds the write lock: committed at the end, rolled back on any exception.

        Raises JournalError if another program keeps the lock for ten seconds, or if the disk refuses.
        """
        with self._alone(), self._failing.told(), self._live().begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _live(self) -> Engine:
        if self._engine is None:
            raise ClosedJournalError(self._path)
        return self._engine

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._writer == threading.get_ident():
            raise TransactionOpenError
        with self._writing:
            self._writer = threading.get_ident()
            try:
                yield
            finally:
                self._writer = None


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's connection below SQLAlchemy's: the same transaction, without its cost by row."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)
