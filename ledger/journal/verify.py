"""Proves what can be proved of a ledger from its file alone, or with a head that was kept elsewhere.

Everything is read in order and in pages, so memory stays small and others can write meanwhile; only the last step,
the comparison of the projections, holds a read transaction. A file SQLite cannot read is a finding, not an error.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from ledger.journal.evidence_check import check_evidence
from ledger.journal.file_check import wrong_with
from ledger.journal.findings import Findings, Report
from ledger.journal.log_check import LogCheck
from ledger.journal.peeking import reading
from ledger.journal.projection_check import made_again
from ledger.journal.refused import LedgerBusyError
from ledger.journal.schema import expected, fingerprint, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ledger.journal.head import Head

BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class Progress(Protocol):
    """Is told how many entries are done, of how many."""

    def __call__(self, done: int, whole: int, /) -> object:
        """Called after every page."""
        ...


def verify(
    path: Path, *, head: Head | None = None, anchored: bool = False, progress: Progress | None = None
) -> Report:
    """Check the whole ledger at `path`. `anchored` demands that the head covers every entry.

    Raises NoLedgerError if there is no file, NotALedgerError if it may not be read, LedgerBusyError.
    """
    findings = Findings()
    because = wrong_with(path)
    if because:
        findings.add("tampered", f"It is not a ledger as we write it: {because}")
        return Report(path, None, 0, None, tuple(findings.found), anchor=head)
    log = LogCheck(findings, head)
    with _readable(path, findings), reading(path) as database:
        _check_file_itself(database, findings)
        _check_log(database, log, findings, progress)
        check_evidence(database, findings)
    covered = head.size if head else 0
    if anchored and covered < log.tree.size:
        findings.add(
            "not_anchored", f"Entries {covered + 1:,} to {log.tree.size:,} are not covered by a head."
        )
    found = tuple(findings.found)
    return Report(path, log.ledger_id, log.tree.size, log.tree.root, found, findings.more, head)


@contextmanager
def _readable(path: Path, findings: Findings) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeError) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in BUSY:
            raise LedgerBusyError(path) from error
        findings.add("tampered", f"SQLite cannot read the file to its end: {error}")


def _check_file_itself(database: sqlite3.Connection, findings: Findings) -> None:
    for (said,) in database.execute("PRAGMA integrity_check(10)").fetchall():
        if said != "ok":
            findings.add("tampered", f"SQLite finds the file damaged: {said}")
    for family in ("log_", "now_", "run_"):
        if fingerprint(database, family) != expected(family):
            findings.add("tampered", f"The schema of {family}* is not the one this program writes.")
    for name in strangers(database):
        findings.add("tampered", f"The schema holds {name}, which is not ours.")


def _check_log(
    database: sqlite3.Connection, log: LogCheck, findings: Findings, progress: Progress | None
) -> None:
    with made_again(findings) as made:
        whole = database.execute("SELECT count(*) FROM log_entries").fetchone()[0]
        for page in log.read(database):
            made.take(page)
            if progress:
                progress(log.tree.size, max(whole, log.tree.size))
        database.execute("BEGIN")
        for page in log.read(database):
            made.take(page)
        log.end(database)
        if log.readable and made.whole:
            made.compare(database)
        database.execute("ROLLBACK")
