"""A new ledger's file: whole, or not there."""

from __future__ import annotations

import errno
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
NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What a file system answers that knows no second name of a file."""


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
    """An empty file beside `path` to fill, for `put_in_place`; nothing is at `path` before, however this ends.

    Afterwards it is gone. Raises AlreadyThereError, NotKeptError.
    """
    making = _beside(path)
    try:
        yield making
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            making.with_name(making.name + end).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    if os.path.lexists(path):
        raise AlreadyThereError(path)
    making = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        os.close(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OURS_ALONE))
    except OSError as error:
        raise NotKeptError(path, error.strerror or str(error)) from error
    return making


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
    """Give a finished file its name, durably. Raises AlreadyThereError if something has it by now, NotKeptError."""
    try:
        _name(made, path)
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise AlreadyThereError(path) from error
    except OSError as error:
        raise NotKeptError(path, error.strerror or str(error)) from error


def _name(made: Path, path: Path) -> None:
    """A second name for the file; of two that come at once, one has it and the other is refused."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError as error:
        # Some file systems give a file one name only; there, two that come in the same instant are not told apart.
        if error.errno not in NO_LINKS or os.path.lexists(path):
            raise
        made.rename(path)


def _sync_folder(folder: Path) -> None:
    # Without this the new name may be lost with the power, though the file's content is safe. Windows has no such call.
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
