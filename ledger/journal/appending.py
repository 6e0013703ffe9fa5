"""One way into the log, for a single forecast, an import of a million, and a ledger read from an export.

Each entry is checked against the state before it, written, and projected. Runs of forecasts go to the database in
one `executemany`: a forecast changes nothing that the check of the next forecast reads.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from ledger.journal.blocks import SIZE, Blocks
from ledger.journal.bodies import erase_body, keep_bodies
from ledger.journal.facts import Facts
from ledger.journal.forecast_projection import MAKE, made
from ledger.journal.merkle import Tree, leaf_hash
from ledger.journal.projection import project
from ledger.journal.rules import check
from ledger.journal.sayings import Sayings
from ledger.journal.statement import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from ledger.journal.envelope import Kept
    from ledger.journal.sayings import Saying

LAST = "SELECT last_seq, frontier FROM log_commits ORDER BY last_seq DESC LIMIT 1"
ENTER = insert("log_entries", "seq", "kind", "at", "body", "leaf")
COMMIT = insert("log_commits", "last_seq", "root", "frontier")
BATCH = 4_096
"""So many rows go to the database at once: enough to be fast, few enough to leave the garbage collector in peace."""
Row = tuple[int, str, int, bytes, bytes]
NO_BODIES: dict[str, bytes] = {}


def last_tree(database: sqlite3.Connection) -> Tree:
    """The tree after the last commit."""
    row = database.execute(LAST).fetchone()
    return Tree.of(*row) if row else Tree()


class State:
    """The `now_*` tables while entries are applied to them: checks, projects, and knows when to forget."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.facts = Facts(database)
        self._blocks = Blocks(database)
        self._forecasts: list[tuple[Any, ...]] = []

    def apply(self, entry: Kept) -> None:
        """Check an entry and bring the tables up to it; forecasts may wait for `flush`. Raises RefusedError."""
        if entry.kind == "ForecastMade":
            check(entry, self.facts)
            self.add([made(entry)[0][1]], entry.seq)
            return
        self.flush()
        check(entry, self.facts)
        for sql, values in project(entry):
            self._database.execute(sql, values)
        self.facts.follow(entry)
        self.add([], entry.seq)

    def add(self, forecasts: list[tuple[Any, ...]], last: int) -> None:
        """Rows of forecasts that were checked, of one block, up to the entry `last`; they may wait for `flush`."""
        self._forecasts += forecasts
        if last % SIZE == 0:
            self._blocks.pack(last, self._forecasts)
            self.flush()

    def flush(self) -> None:
        """Write the forecasts that wait."""
        if self._forecasts:
            self._database.executemany(MAKE, self._forecasts)
            self._forecasts.clear()


class Appender:
    """Appends inside one open transaction. `finish` writes the commit's root; without it nothing may be committed."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._begun = last_tree(database)
        self._tree = self._begun
        self._state = State(database)

    @property
    def facts(self) -> Facts:
        """What the rules may ask, with everything appended so far."""
        return self._state.facts

    @property
    def tree(self) -> Tree:
        """The tree with everything appended so far."""
        return self._tree

    def keep(self, entries: Iterable[Kept], bodies: Mapping[str, bytes] = NO_BODIES) -> None:
        """Append entries that stand at the next seqs, in order. Raises JournalError or sqlite3.Error."""
        rows = list[Row]()
        for entry in entries:
            if entry.kind == "EvidenceKept":
                keep_bodies(self._database, entry, bodies)
            self._state.apply(entry)
            rows.append((entry.seq, entry.kind, entry.at, entry.body, leaf_hash(entry.body)))
            if len(rows) == BATCH or entry.kind == "EvidenceErased":
                self._enter(rows)
                rows.clear()
            if entry.kind == "EvidenceErased":
                erase_body(self._database, entry)
        self._enter(rows)

    def keep_sayings(self, sayings: Iterable[Saying], at: int, batch: str) -> None:
        """Append the forecasts of a table, recorded at `at`. Raises JournalError or sqlite3.Error."""
        made, coming = Sayings(self.facts, at, batch), iter(sayings)
        while part := list(islice(coming, SIZE - self._tree.size % SIZE)):
            rows = [made.rows(seq, one) for seq, one in enumerate(part, self._tree.size + 1)]
            self._state.add([now for _, now in rows], self._tree.size + len(rows))
            self._enter([log for log, _ in rows])

    def _enter(self, rows: list[Row]) -> None:
        self._state.flush()
        self._database.executemany(ENTER, rows)
        self._tree = self._tree.grow([row[4] for row in rows])

    def finish(self) -> None:
        """Write the root and the frontier, if anything was appended."""
        if self._tree.size > self._begun.size:
            values = (self._tree.size, self._tree.root, self._tree.frontier)
            self._database.execute(COMMIT, values)
