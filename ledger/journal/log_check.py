"""Reads the log from its first entry and holds every byte against its hash, and every commit against its root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.envelope import Kept, unseal
from ledger.journal.merkle import Tree, leaf_hash
from ledger.journal.refused import NewerEntryError, NotAnEntryError
from ledger.questions.units import counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from ledger.journal.findings import Findings
    from ledger.journal.head import Head

PAGE = 4_096
ENTRIES = "SELECT seq, kind, at, body, leaf FROM log_entries WHERE seq > ? ORDER BY seq LIMIT ?"
COMMITS = "SELECT last_seq, root, frontier FROM log_commits WHERE last_seq > ? ORDER BY last_seq LIMIT ?"
Row = tuple[int, str, int, bytes, bytes]


class LogCheck:
    """Goes through the log in pages; may be called again to read what was appended meanwhile."""

    def __init__(self, findings: Findings, head: Head | None) -> None:
        self._findings = findings
        self._head = head
        self._commits = 0
        self._committed = 0
        self.tree = Tree()
        self.ledger_id: str | None = None
        self.readable = True

    def read(self, database: sqlite3.Connection) -> Iterator[list[Kept]]:
        """The entries that could be read, page by page, until one is missing. Raises sqlite3.Error."""
        while rows := database.execute(ENTRIES, (self.tree.size, PAGE)).fetchall():
            if rows[0][0] != self.tree.size + 1 or rows[-1][0] != self.tree.size + len(rows):
                self.readable = False
                return
            leaves = [leaf_hash(_bytes(row[3])) for row in rows]
            page = self._entries(rows, leaves)
            self._roots(database, leaves)
            yield page

    def end(self, database: sqlite3.Connection) -> None:
        """Whether the log is whole, ends with a commit, and reaches the head it is compared with."""
        entries, last = database.execute("SELECT count(*), max(seq) FROM log_entries").fetchone()
        commits = database.execute("SELECT count(*) FROM log_commits").fetchone()[0]
        if entries != self.tree.size or (last or 0) != self.tree.size or not entries:
            self._wrong(self.tree.size + 1, "an entry is missing here.")
        if self._committed != self.tree.size or commits != self._commits:
            self._wrong(self.tree.size, "the commits do not end where the entries end.")
        if self._head and self._head.size > self.tree.size:
            cut = f"The head names {counted(self._head.size, 'entry', 'entries')}, the log has {self.tree.size:,}: its end was cut off."
            self._findings.add("diverges", cut)
        if self._head and self.ledger_id not in {None, self._head.ledger_id}:
            self._findings.add("diverges", f"The head is of another ledger, {self._head.ledger_id}.")

    def _entries(self, rows: list[Row], leaves: list[bytes]) -> list[Kept]:
        read = (self._entry(row, leaf) for row, leaf in zip(rows, leaves, strict=True))
        return [kept for kept in read if kept is not None]

    def _entry(self, row: Row, own_leaf: bytes) -> Kept | None:
        seq, kind, at, body, leaf = row
        if leaf != own_leaf:
            self._wrong(seq, "its bytes do not have their hash.")
        try:
            kept = unseal(seq, _bytes(body))
        except NewerEntryError as error:
            self.readable = False
            self._findings.add("newer", str(error), seq)
            return None
        except NotAnEntryError as error:
            self.readable = False
            self._findings.add("tampered", str(error), seq)
            return None
        if kept.kind == "LedgerOpened":
            self.ledger_id = kept.data["ledger_id"]
        if (kind, at) != (kept.kind, kept.at):
            self._wrong(seq, "its columns say something else than its bytes.")
        return kept

    def _roots(self, database: sqlite3.Connection, leaves: list[bytes]) -> None:
        """Grow the tree by a page, stopping at every commit and at the head."""
        first, whole = self.tree.size, self.tree.size + len(leaves)
        commits = database.execute(COMMITS, (self._committed, len(leaves))).fetchall()
        stops = {last: (root, frontier) for last, root, frontier in commits if last <= whole}
        anchor = self._head.size if self._head and first < self._head.size <= whole else whole
        for stop in sorted({*stops, anchor, whole}):
            self.tree = self.tree.grow(leaves[self.tree.size - first : stop - first])
            if stop in stops:
                self._commit(stop, *stops[stop])
            if self._head and stop == self._head.size and self.tree.root != self._head.root:
                self._findings.add("diverges", f"The first {stop:,} entries are not those of the head.", stop)

    def _commit(self, seq: int, root: bytes, frontier: bytes) -> None:
        self._committed = seq
        self._commits += 1
        if root != self.tree.root or frontier != self.tree.frontier:
            self._wrong(seq, "the root written with it is not the root of the entries up to it.")

    def _wrong(self, seq: int, because: str) -> None:
        self._findings.add("tampered", f"Entry {seq}: {because}", seq)


def _bytes(body: object) -> bytes:
    return body if isinstance(body, bytes) else repr(body).encode()
