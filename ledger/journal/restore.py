"""A ledger from its backup: proved before it is put in place, and what was there before is moved aside, never deleted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from dataclasses import replace as replaced
from itertools import count
from typing import TYPE_CHECKING

from ledger.clock import RealClock
from ledger.errors import JournalError, NotALedgerError, VerificationError
from ledger.journal.append import Journal
from ledger.journal.backup import copy
from ledger.journal.comparing import (
    CannotBeRead,
    Comparison,
    Diverges,
    FallsShort,
    GoesOn,
    NoneThere,
    Same,
    compare,
)
from ledger.journal.creating import claimed, put_in_place
from ledger.journal.file_check import check_file
from ledger.journal.peeking import readable
from ledger.journal.schema import expected, fingerprint
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.journal.findings import Report

SIBLINGS = ("-journal", "-wal", "-shm", "")
"""What SQLite keeps beside a file, the file itself last: without them it would not be whole."""


class BackupDoesNotHoldError(VerificationError):
    """What should be restored cannot be proved; nothing was touched."""

    def __init__(self, backup: Path, report: Report) -> None:
        super().__init__(f"{backup} does not hold, and nothing was restored.\n{report.text()}")
        self.report = report


class WouldBeLostError(JournalError):
    """A ledger stands there that has more than the backup, or something else."""

    def __init__(self, ledger: Path, lost: str) -> None:
        super().__init__(
            f"{ledger} is there, and nothing was restored: {lost} "
            "To put the backup in its place all the same, and keep the old one beside it: --replace"
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place: its `report`, how the old ledger stood to it, and where that is kept now (None: none was)."""

    report: Report
    before: Comparison
    aside: Path | None


def restore(backup: Path, ledger: Path, *, replace: bool = False) -> Restored:
    """Put the backup in the ledger's place, proved. Where both have the same entries nothing is done.

    A ledger that has entries the backup has not stays, unless `replace`. The caller holds the ledger, so that no daemon
    writes. Raises NoLedgerError, NotALedgerError, BackupDoesNotHoldError, WouldBeLostError, JournalError; then what was
    there is there.
    """
    check_file(backup)
    with claimed(_unused(ledger, "restoring")) as making:
        report = _proved(backup, making)
        before = compare(making, ledger)
        if lost := _lost(before, replace=replace):
            raise WouldBeLostError(ledger, lost)
        aside = None if isinstance(before, Same) else _exchanged(making, ledger)
    return Restored(replaced(report, path=ledger), before, aside)


def words(before: Comparison) -> str:
    """In a sentence, what of the old ledger is not in the backup."""
    match before:
        case NoneThere():
            return "No ledger was there."
        case Same():
            return "The ledger that is there has the same entries."
        case GoesOn(newer):
            return f"The backup is a prefix of the ledger that was there: {_lost_entries(newer, 'newer ')}."
        case FallsShort(missing):
            return (
                f"The ledger that was there is a prefix of the backup, {missing:,} shorter: nothing is lost."
            )
        case Diverges(1, others):
            return f"The backup is of another ledger than the one that was there: {_lost_entries(others)}."
        case Diverges(at, others):
            return f"The ledger that was there diverges from the backup at entry {at:,}: {_lost_entries(others)}."
        case CannotBeRead(because):
            return f"What was there cannot be read, so nobody can say what is lost: {because}"


def _lost_entries(number: int, which: str = "") -> str:
    return f"{number:,} {which}{'entry is' if number == 1 else 'entries are'} lost"


def _lost(before: Comparison, *, replace: bool) -> str | None:
    match before:
        case NoneThere() | Same() | FallsShort():
            return None
        case GoesOn() | Diverges() | CannotBeRead():
            return None if replace else words(before)


def _proved(backup: Path, making: Path) -> Report:
    """Copies, and gives the copy's report; a backup of an older program is brought into this one's shape, as on opening."""
    try:
        copy(backup, making)
        if not _in_shape(making):
            Journal.open(making, clock=RealClock()).close()
        report = verify(making)
    except (JournalError, NotALedgerError):
        # Was it the backup, or the disk that the copy goes to?
        report = verify(backup)
        if report.ok:
            raise
    if not report.ok:
        raise BackupDoesNotHoldError(backup, report)
    return report


def _in_shape(path: Path) -> bool:
    with readable(path) as database:
        return all(fingerprint(database, family) == expected(family) for family in ("now_", "run_"))


def _exchanged(making: Path, ledger: Path) -> Path | None:
    """The old ledger aside and the new one in its place; the old one back, where that fails."""
    if not os.path.lexists(ledger):
        put_in_place(making, ledger)
        return None
    aside = _unused(ledger, "replaced")
    _rename(ledger, aside)
    try:
        put_in_place(making, ledger)
    except JournalError:
        _rename(aside, ledger)
        raise
    return aside


def _rename(old: Path, new: Path) -> None:
    for end in SIBLINGS:
        beside = old.with_name(old.name + end)
        if beside.exists():
            beside.rename(new.with_name(new.name + end))


def _unused(ledger: Path, what: str) -> Path:
    names = (ledger.with_name(f"{ledger.name}.{what}-{number}") for number in count(1))
    return next(name for name in names if not os.path.lexists(name))
