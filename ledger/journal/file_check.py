"""Whether a file is a ledger at all: its header, read without SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import NoLedgerError, NotALedgerError

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x464C4452
"""The letters FLDR in the header of the file."""
FORMAT = 1
"""The format of the log; kept as SQLite's user_version. A file with a higher one is from a newer program."""
MAGIC = b"SQLite format 3\x00"
HEADER = 100


def check_file(path: Path) -> None:
    """Read the header of a file without SQLite. Raises NoLedgerError or NotALedgerError."""
    because = wrong_with(path)
    if because:
        raise NotALedgerError(path, because)


def wrong_with(path: Path) -> str | None:
    """What makes this file no ledger, by its header; None if nothing. Raises NoLedgerError, or NotALedgerError if it
    cannot be read at all.
    """
    try:
        with path.open("rb") as file:
            return _wrong(file.read(HEADER))
    except FileNotFoundError as error:
        raise NoLedgerError(path.parent) from error
    except OSError as error:
        raise NotALedgerError(path, f"{error.strerror}.") from error


def _wrong(header: bytes) -> str | None:
    if not header:
        return "it is empty; its making was interrupted. Remove it, and make the ledger again."
    if len(header) < HEADER or not header.startswith(MAGIC):
        return "it is no SQLite database."
    # Bytes 60 to 63 of the header are user_version, 68 to 71 application_id, both big-endian.
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        return "it belongs to another program."
    written_as = int.from_bytes(header[60:64])
    if written_as > FORMAT:
        return "it was written by a newer fledger."
    return None if written_as == FORMAT else f"it says its format is {written_as}."
