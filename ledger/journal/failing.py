"""What the database's refusals mean to the one who writes."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from ledger.journal.refused import LedgerBusyError, NoLongerSafeError, NotKeptError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ledger.errors import JournalError

BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
UNSAFE = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Failing:
    """Turns database errors into JournalErrors, and refuses to go on after one that may hide others.

    After a failed sync the system may drop the pages and let the next sync succeed, so no later answer is sure.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._since: str | None = None

    @contextmanager
    def told(self) -> Iterator[None]:
        """Raise JournalError for every database error inside."""
        if self._since is not None:
            raise NoLongerSafeError(self._path, self._since)
        try:
            yield
        except DBAPIError as error:
            raise self._meaning(error.orig) from error
        except sqlite3.Error as error:
            raise self._meaning(error) from error

    def _meaning(self, error: BaseException | None) -> JournalError:
        # The low byte is the plain code; the rest only says which call failed.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in BUSY:
            return LedgerBusyError(self._path)
        if code in UNSAFE:
            self._since = str(error)
        return NotKeptError(self._path, str(error))
