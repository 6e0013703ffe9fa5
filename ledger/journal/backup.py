"""A copy of a ledger in use: whole, verified, and synced before it gets its name."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from ledger.errors import VerificationError
from ledger.journal.creating import claimed, put_in_place
from ledger.journal.file_check import check_file
from ledger.journal.peeking import reading
from ledger.journal.refused import NotKeptError
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.journal.findings import Report


class BackupNotWholeError(VerificationError):
    """What was copied does not hold, so the copy was not kept."""

    def __init__(self, path: Path, report: Report) -> None:
        super().__init__(f"{path} was copied and verified, and the copy was not kept.\n{report.text()}")
        self.report = report


def backup(path: Path, target: Path) -> Report:
    """Copy the ledger at `path` to `target` in one consistent state while others write; the copy's report.

    Raises NoLedgerError, NotALedgerError, AlreadyThereError, BackupNotWholeError, JournalError; then there is no copy.
    """
    check_file(path)
    with claimed(target) as making:
        copy(path, making)
        report = verify(making)
        if not report.ok:
            raise BackupNotWholeError(path, report)
        put_in_place(making, target)
    return report


def copy(path: Path, making: Path) -> None:
    """Copy a database in one consistent state into an empty file, synced. Raises NotKeptError."""
    try:
        with reading(path) as source:
            target = sqlite3.connect(making, isolation_level=None)
            try:
                source.backup(target)
                # A copy of a write-ahead log database is one too; as a single file it is whole wherever it goes.
                target.execute("PRAGMA journal_mode = DELETE")
            finally:
                target.close()
        _sync(making)
    except (sqlite3.Error, OSError) as error:
        raise NotKeptError(making, str(error)) from error


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
