"""One transaction with the write lock held: entries, and whatever else must be kept together with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.journal.appending import NO_BODIES, Appender
from ledger.journal.envelope import seal
from ledger.journal.refused import TransactionOverError, TransactionSpoiledError
from ledger.journal.store import driver

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from ledger.clock import Clock
    from ledger.journal.entries import Entry
    from ledger.journal.sayings import Saying


class Transaction:
    """Entries appended here are kept together, or not at all."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection: Connection | None = connection
        self._clock = clock
        self._appender = Appender(driver(connection))
        self._spoiled = False

    @property
    def connection(self) -> Connection:
        """The SQLAlchemy connection, for reads and for writes to `run_*` tables. Raises TransactionOverError."""
        if self._connection is None:
            raise TransactionOverError
        return self._connection

    @property
    def database(self) -> sqlite3.Connection:
        """The driver's connection of the same transaction. Raises TransactionOverError."""
        return driver(self.connection)

    @property
    def size(self) -> int:
        """How many entries the journal has, with everything appended so far."""
        return self._appender.tree.size

    def append(self, *entries: Entry, bodies: Mapping[str, bytes] | None = None) -> tuple[int, ...]:
        """Append entries recorded now; their seqs hold once the transaction has ended well.

        `bodies` maps SHA-256 to bytes for EvidenceKept. Raises JournalError; then nothing of the transaction is kept,
        also if the caller goes on.
        """
        return self.append_all(entries, bodies or NO_BODIES)

    def append_all(
        self, entries: Iterable[Entry], bodies: Mapping[str, bytes] = NO_BODIES
    ) -> tuple[int, ...]:
        """The same for any number of entries."""
        if self._connection is None:
            raise TransactionOverError
        at, first = microseconds(self._clock.now()), self._appender.tree.size + 1
        self._spoiled, well = True, self._spoiled
        self._appender.keep((seal(entry, seq, at) for seq, entry in enumerate(entries, first)), bodies)
        self._spoiled = well
        return tuple(range(first, self._appender.tree.size + 1))

    def append_sayings(self, sayings: Iterable[Saying], batch: str) -> int:
        """Append the forecasts of a table, recorded now, and give their number. `batch` names the table.

        Raises JournalError as `append`.
        """
        if self._connection is None:
            raise TransactionOverError
        before, self._spoiled, well = self._appender.tree.size, True, self._spoiled
        self._appender.keep_sayings(sayings, microseconds(self._clock.now()), batch)
        self._spoiled = well
        return self._appender.tree.size - before

    def end(self) -> None:
        """Write the root of what was appended; the transaction takes no more. Raises TransactionSpoiledError."""
        self._connection = None
        if self._spoiled:
            raise TransactionSpoiledError
        self._appender.finish()
