"""An act tried before it is done: every rule of the journal is asked, and nothing is recorded."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.journal.append import Journal
    from ledger.journal.transaction import Transaction


class _DroppedError(Exception):
    """Ends the transaction of a dry run, so that nothing of it is kept."""


@contextmanager
def acting(journal: Journal, *, dry_run: bool) -> Iterator[Transaction]:
    """A transaction; in a dry run its entries are checked like any others and then dropped. Raises JournalError."""
    with suppress(_DroppedError), journal.transaction() as tx:
        yield tx
        if dry_run:
            raise _DroppedError
