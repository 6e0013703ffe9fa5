"""A new ledger's file: whole, or not there."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ledger import __version__
from ledger.journal.durability import setting
from ledger.journal.entries import LedgerOpened
from ledger.journal.file_check import APPLICATION_ID, FORMAT
from ledger.journal.refused import AlreadyThereError, NotKeptError
from ledger.journal.schema import statements
from ledger.journal.store import Store, driver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ledger.journal.durability import JournalMode

OURS_ALONE = 0o600
FOLDER = 0o700


def first_entry(opened_by: str, *, simulated: bool) -> LedgerOpened:
    """The first entry of a new ledger, with an id of its own."""
    return LedgerOpened(
        ledger_id=secrets.token_hex(16),
        format=FORMAT,
        software=f"forecast-ledger {__version__}",
        simulated=simulated,
        opened_by=opened_by,
    )


@contextmanager
def half_made(path: Path, mode: JournalMode | None = None) -> Iterator[Path]:
    """A new file beside `path`, with an empty schema, that takes its place when the block ends well.

    After an exception there is neither. Raises AlreadyThereError if something is at `path`, NotKeptError.
    """
    with claimed(path) as making:
        _make(making, mode)
        yield making
        put_in_place(making, path)


@contextmanager
def claimed(path: Path) -> Iterator[Path]:
    """The name is ours: an empty file beside `path` to fill, and another at `path` until it is replaced.

    After an exception there is neither. Raises AlreadyThereError, NotKeptError.
    """
    _claim(path)
    making = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        _touch(making)
        yield making
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            making.with_name(making.name + end).unlink(missing_ok=True)


def _claim(path: Path) -> None:
    try:
        path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise NotKeptError(path, error.strerror or str(error)) from error
    try:
        _touch(path)
    except FileExistsError as error:
        raise AlreadyThereError(path) from error
    except OSError as error:
        raise NotKeptError(path, error.strerror or str(error)) from error


def _touch(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OURS_ALONE))


def _make(path: Path, mode: JournalMode | None) -> None:
    store = Store(path, mode)
    try:
        with store.transaction() as connection:
            database = driver(connection)
            setting(database, "application_id", APPLICATION_ID)
            setting(database, "user_version", FORMAT)
            for statement in statements("log_", "now_", "run_"):
                database.execute(statement)
    finally:
        store.close()


def put_in_place(made: Path, path: Path) -> None:
    """Give a finished file its name, durably. Raises NotKeptError."""
    try:
        made.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise NotKeptError(path, error.strerror or str(error)) from error


def _sync_folder(folder: Path) -> None:
    # Without this the new name may be lost with the power, though the file's content is safe. Windows has no such call.
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
