"""The journal of one ledger: the only way to write. What it returns is durable, or it raised."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Self

from ledger.journal.appending import last_tree
from ledger.journal.creating import first_entry, half_made
from ledger.journal.file_check import check_file
from ledger.journal.head import Head
from ledger.journal.opening import check_schema
from ledger.journal.store import Store, driver
from ledger.journal.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from ledger.clock import Clock
    from ledger.journal.durability import JournalMode
    from ledger.journal.entries import Entry


class Journal:
    """The journal of the ledger at `path`. Threads may share it; one writes at a time.

    `ledger_id` and `simulated` are as its first entry says.
    """

    def __init__(self, path: Path, store: Store, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._store = store
        with store.transaction() as connection:
            check_schema(driver(connection), path)
            row = driver(connection).execute("SELECT ledger_id, simulated FROM now_ledger").fetchone()
        self.ledger_id: str = row[0]
        self.simulated: bool = bool(row[1])

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        clock: Clock,
        opened_by: str,
        simulated: bool = False,
        mode: JournalMode | None = None,
    ) -> Journal:
        """A new ledger with its first entry. The file is 0600, a new folder 0700.

        Raises AlreadyThereError if there is a file, JournalError if it cannot be made; then none is left.
        """
        with half_made(path, mode) as making:
            store = Store(making, mode)
            try:
                with store.transaction() as connection:
                    tx = Transaction(connection, clock)
                    tx.append(first_entry(opened_by, simulated=simulated))
                    tx.end()
            finally:
                store.close()
        return cls.open(path, clock=clock, mode=mode)

    @classmethod
    def open(cls, path: Path, *, clock: Clock, mode: JournalMode | None = None) -> Journal:
        """The journal of an existing ledger. Projections of another shape are made again.

        Raises NoLedgerError, NotALedgerError for another file or a newer format, JournalError if it cannot be written.
        """
        check_file(path)
        store = Store(path, mode)
        try:
            return cls(path, store, clock)
        except BaseException:
            store.close()
            raise

    def append(self, *entries: Entry, bodies: Mapping[str, bytes] | None = None) -> tuple[int, ...]:
        """Append entries in one durable transaction, and give their seqs. Raises JournalError; then none is kept.

        `bodies` maps SHA-256 to bytes for EvidenceKept.
        """
        with self.transaction() as tx:
            return tx.append(*entries, bodies=bodies)

    def append_many(self, entries: Iterable[Entry], *, chunk: int = 50_000) -> int:
        """Append entries in durable transactions of `chunk` each, and give their number.

        Raises JournalError; the chunks before the failing one are kept, and `head().size` says how far it came.
        """
        coming, count = iter(entries), 0
        while part := list(islice(coming, chunk)):
            with self.transaction() as tx:
                count += len(tx.append_all(part))
        return count

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction with the write lock: committed at the end, rolled back on any exception.

        Raises JournalError if another program keeps the lock for ten seconds, or if the disk refuses.
        """
        with self._store.transaction() as connection:
            tx = Transaction(connection, self.clock)
            yield tx
            tx.end()

    def head(self) -> Head:
        """The head of the log: origin, size and root."""
        with self._store.transaction() as connection:
            tree = last_tree(driver(connection))
        return Head(self.ledger_id, tree.size, tree.root)

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
