"""A backup is whole or not there, also while others write."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import NoLedgerError
from ledger.journal.append import Journal
from ledger.journal.backup import BackupNotWholeError, backup
from ledger.journal.head import head
from ledger.journal.refused import AlreadyThereError, NotKeptError
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.clock import SetClock

Made = Any


def test_a_backup_is_the_ledger(full: Journal, tmp_path: Path, clock: SetClock) -> None:
    target = tmp_path / "copies" / "ledger.db"
    report = backup(full.path, target)
    assert (report.root, report.size) == (full.head().root, full.head().size)
    assert list(target.parent.iterdir()) == [target]
    assert target.stat().st_mode & 0o777 == 0o600
    with Journal.open(target, clock=clock) as copy:
        assert copy.head() == full.head()


def test_backups_under_a_writer_are_prefixes_of_the_log(asked: Journal, make: Made, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            asked.append(make.forecast())

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(5):
            backup(asked.path, tmp_path / f"copy {n}.db")
    finally:
        stop.set()
        writer.join()
    heads = [head(tmp_path / f"copy {n}.db") for n in range(5)]
    assert [kept.size for kept in heads] == sorted(kept.size for kept in heads)
    assert all(verify(asked.path, head=kept).ok for kept in heads)


def test_a_restored_backup_shows_against_a_later_head(asked: Journal, make: Made, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(asked.path, target)
    asked.append(make.forecast())
    found = verify(target, head=asked.head()).findings
    assert [finding.what for finding in found] == ["diverges"]
    assert "its end was cut off" in found[0].sentence


def test_a_backup_goes_over_no_file(full: Journal, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"precious")
    with pytest.raises(AlreadyThereError):
        backup(full.path, target)
    assert target.read_bytes() == b"precious"


def test_a_ledger_that_does_not_hold_is_not_copied(full: Journal, tmp_path: Path) -> None:
    database = sqlite3.connect(full.path)
    database.execute("DELETE FROM now_notes")
    database.commit()
    database.close()
    with pytest.raises(BackupNotWholeError, match="now_notes"):
        backup(full.path, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_damaged_file_is_not_copied(full: Journal, tmp_path: Path) -> None:
    full.close()
    whole = full.path.read_bytes()
    full.path.write_bytes(whole[:100] + bytes(4096) + whole[4196:])
    with pytest.raises((NotKeptError, BackupNotWholeError)):
        backup(full.path, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_what_is_not_there_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(NoLedgerError):
        backup(tmp_path / "ledger.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []
