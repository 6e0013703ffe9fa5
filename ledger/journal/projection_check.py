"""Makes the projections again beside the file, and compares them row by row with the file's own."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ledger.journal.appending import State
from ledger.journal.columns import METADATA
from ledger.journal.refused import RefusedError
from ledger.journal.schema import statements, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.journal.envelope import Kept
    from ledger.journal.findings import Findings

NAMED = 3


class MadeAgain:
    """The projections as the log says they must be, in a temporary file."""

    def __init__(self, database: sqlite3.Connection, path: Path, findings: Findings) -> None:
        self._database = database
        self._path = path
        self._findings = findings
        self._state = State(database)
        self.whole = True

    def take(self, entries: list[Kept]) -> None:
        """Apply a page of entries. After one that could not stand, nothing more is applied."""
        for entry in entries:
            if not self.whole:
                return
            self._apply(entry)
        self._state.flush()

    def _apply(self, entry: Kept) -> None:
        try:
            self._state.apply(entry)
        except (RefusedError, sqlite3.Error) as error:
            self.whole = False
            self._findings.add(
                "tampered", f"Entry {entry.seq} could not have been recorded: {error}", entry.seq
            )

    def compare(self, database: sqlite3.Connection) -> None:
        """Hold the file's projections against these. Raises sqlite3.Error."""
        self._database.commit()
        database.execute("ATTACH ? AS made", (str(self._path),))
        for table in tables("now_"):
            self._compare_table(database, table)
        self._compare_evidence(database)

    def _compare_table(self, database: sqlite3.Connection, table: str) -> None:
        other, lost = _queries(table)
        for sql in (other, lost):
            for key in database.execute(sql).fetchall():
                named = ", ".join(map(str, key))
                self._findings.add("diverges", f"{table}: the row {named} does not follow from the log.")

    def _compare_evidence(self, database: sqlite3.Connection) -> None:
        for name, seq in database.execute(MISSING):
            self._findings.add("evidence_missing", f"Entry {seq}: the bytes {name} are not here.", seq)
        for (name,) in database.execute(UNNAMED):
            self._findings.add("diverges", f"The bytes {name} are here, but no entry names them.")
        for (name,) in database.execute(NOT_ERASED):
            self._findings.add("diverges", f"The bytes {name} were erased, but are still here.")


MISSING = """
SELECT e.sha256, min(e.seq) FROM made.now_evidence AS e LEFT JOIN main.log_evidence AS b ON b.sha256 = e.sha256
WHERE e.erased = 0 AND (b.sha256 IS NULL OR b.body IS NULL) GROUP BY e.sha256"""
UNNAMED = """
SELECT b.sha256 FROM main.log_evidence AS b
WHERE NOT EXISTS (SELECT 1 FROM made.now_evidence AS e WHERE e.sha256 = b.sha256)"""
NOT_ERASED = """
SELECT b.sha256 FROM main.log_evidence AS b
WHERE b.body IS NOT NULL AND EXISTS (
  SELECT 1 FROM made.now_evidence AS e WHERE e.sha256 = b.sha256 AND e.erased = 1)"""


def _queries(table: str) -> tuple[str, str]:
    """Keys of the file's rows that are other or too many, and of rows that it lacks; the first few."""
    columns = METADATA.tables[table].columns
    keys = [column.name for column in columns if column.primary_key]
    same = " AND ".join(f"o.{key} = m.{key}" for key in keys)
    other = " OR ".join(f"o.{column.name} IS NOT m.{column.name}" for column in columns)
    mine, made = (f"{', '.join(f'{alias}.{key}' for key in keys)}" for alias in ("o", "m"))
    both = f"main.{table} AS o LEFT JOIN made.{table} AS m ON {same}"
    turned = f"made.{table} AS m LEFT JOIN main.{table} AS o ON {same}"
    return (
        f"SELECT {mine} FROM {both} WHERE {other} LIMIT {NAMED}",
        f"SELECT {made} FROM {turned} WHERE o.{keys[0]} IS NULL LIMIT {NAMED}",
    )


@contextmanager
def made_again(findings: Findings) -> Iterator[MadeAgain]:
    """An empty set of projections in a folder that only this user can read, removed at the end."""
    with TemporaryDirectory(prefix="fledger-verify-") as folder:
        path = Path(folder) / "made.db"
        database = sqlite3.connect(path, isolation_level=None)
        try:
            for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
                database.execute(f"PRAGMA {setting}")
            for statement in statements("now_"):
                # A million forecasts are compared by their key; nothing here asks for them by question.
                if "INDEX now_forecasts" not in statement:
                    database.execute(statement)
            database.execute("BEGIN")
            yield MadeAgain(database, path, findings)
        finally:
            database.close()
