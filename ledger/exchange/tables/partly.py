"""An import that breaks off after whole parts of it were recorded says so, and that the same command goes on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ledger.errors import JournalError
from ledger.journal.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.journal.append import Journal


class PartlyImportedError(JournalError):
    """A part of some tables was refused or could not be kept, and `entries` were recorded before it."""

    def __init__(self, entries: int, error: JournalError) -> None:
        because = f"{error.kind}: {error.because}" if isinstance(error, RefusedError) else str(error)
        first = f"{entries:,} entries of these tables are recorded, and the same command goes on after them."
        super().__init__(f"{first} The part that followed is not: {because}")


@contextmanager
def told_how_far(journal: Journal) -> Iterator[None]:
    """Work on a journal whose errors say what it recorded before. Raises PartlyImportedError, JournalError."""
    before = journal.head().size
    try:
        yield
    except JournalError as error:
        if entries := journal.head().size - before:
            raise PartlyImportedError(entries, error) from error
        raise
