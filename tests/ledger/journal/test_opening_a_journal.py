"""Which file is opened as a ledger, in which mode of SQLite, and when writing ends."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import NoLedgerError, NotALedgerError
from ledger.journal.append import Journal
from ledger.journal.creating import half_made
from ledger.journal.durability import wal_is_safe
from ledger.journal.head import head
from ledger.journal.refused import (
    AlreadyThereError,
    LedgerBusyError,
    NoLongerSafeError,
    NotKeptError,
    SettingRefusedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.clock import SetClock

Made = Any
ROOT = Path(__file__).resolve().parents[3]

KILLED_WHILE_MAKING = """
import os, signal, sys
from pathlib import Path
from ledger.journal.creating import half_made
with half_made(Path(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_simulated_ledger_says_so_for_ever(path: Path, clock: SetClock) -> None:
    with Journal.create(path, clock=clock, opened_by="ada", simulated=True) as journal:
        assert journal.simulated
    with Journal.open(path, clock=clock) as again:
        assert again.simulated


def test_the_best_mode_this_sqlite_can_is_taken(journal: Journal) -> None:
    with journal.transaction() as tx:
        found = tx.database.execute("PRAGMA journal_mode").fetchone()[0]
    assert found == ("wal" if wal_is_safe() else "truncate")


def test_a_ledger_in_use_in_another_mode_is_not_opened_in_this_one(path: Path, clock: SetClock) -> None:
    other = Journal.create(path, clock=clock, opened_by="ada", mode="wal")
    with pytest.raises(SettingRefusedError, match="journal_mode"):
        Journal.open(path, clock=clock, mode="truncate")
    other.close()
    with Journal.open(path, clock=clock, mode="truncate") as journal:
        assert journal.head().size == 1


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        *(
            ((3, 40, 1), False),
            ((3, 44, 5), False),
            ((3, 44, 6), True),
            ((3, 45, 9), False),
            ((3, 50, 6), False),
        ),
        *(((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True), ((4, 0, 0), True)),
    ],
)
def test_the_write_ahead_log_is_taken_where_its_fault_is_mended(
    version: tuple[int, ...], *, safe: bool
) -> None:
    assert wal_is_safe(version) is safe


def test_another_writer_is_waited_for_and_then_told_of(asked: Journal, make: Made) -> None:
    with asked.transaction() as tx:
        tx.database.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(asked.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerBusyError):
        asked.append(make.forecast())
    other.execute("ROLLBACK")
    other.close()
    assert asked.append(make.forecast()) == (3,)


def test_after_a_failure_that_may_hide_others_nothing_is_written_any_more(asked: Journal, make: Made) -> None:
    size = asked.path.stat().st_size
    with asked.path.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(size - 4096))
    with pytest.raises(NotKeptError):
        asked.append(make.forecast())
    with pytest.raises(NoLongerSafeError):
        asked.append(make.forecast())


def test_no_file_is_no_ledger(path: Path, clock: SetClock) -> None:
    with pytest.raises(NoLedgerError):
        Journal.open(path, clock=clock)
    with pytest.raises(NoLedgerError):
        head(path)


def _other(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE notes (x)")
    database.commit()
    database.close()


def _newer(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("PRAGMA application_id = 0x464C4452")
    database.execute("PRAGMA user_version = 2")
    database.close()


def _without_log(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("PRAGMA application_id = 0x464C4452")
    database.execute("PRAGMA user_version = 1")
    database.execute("CREATE TABLE notes (x)")
    database.close()


@pytest.mark.parametrize(
    ("make_file", "because"),
    [
        (lambda path: path.write_bytes(b""), "it is empty"),
        (lambda path: path.write_bytes(b"junk" * 100), "no SQLite database"),
        (lambda path: path.mkdir(), "directory"),
        (_other, "another program"),
        (_newer, "newer fledger"),
        (_without_log, "another schema"),
    ],
)
def test_another_file_is_left_as_it_is(
    tmp_path: Path, clock: SetClock, make_file: Callable[[Path], object], because: str
) -> None:
    path = tmp_path / "file.db"
    make_file(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(NotALedgerError, match=because):
        Journal.open(path, clock=clock)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_ledger_without_its_first_entry_has_no_head(journal: Journal) -> None:
    journal.close()
    database = sqlite3.connect(journal.path)
    database.execute("DELETE FROM now_ledger")
    database.commit()
    database.close()
    with pytest.raises(NotALedgerError, match="no first entry"):
        head(journal.path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, clock: SetClock) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotKeptError, match="File exists"):
        Journal.create(tmp_path / "file" / "ledger.db", clock=clock, opened_by="ada")
    with pytest.raises(NotKeptError, match="name too long"):
        Journal.create(tmp_path / ("x" * 300), clock=clock, opened_by="ada")


def test_a_name_taken_away_meanwhile_is_told(tmp_path: Path) -> None:
    def take_away() -> None:
        with half_made(tmp_path / "ledger.db") as making:
            making.unlink()

    with pytest.raises(NotKeptError, match="No such file"):
        take_away()
    assert list(tmp_path.iterdir()) == []


def test_a_making_that_is_killed_leaves_the_name_free(path: Path, clock: SetClock) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED_WHILE_MAKING, str(path)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not path.exists()
    with Journal.create(path, clock=clock, opened_by="ada") as journal:
        assert journal.head().size == 1


def test_of_two_makings_at_once_one_is_refused_and_the_other_stands(path: Path, clock: SetClock) -> None:
    def make_slowly() -> None:
        with half_made(path):
            Journal.create(path, clock=clock, opened_by="ada").close()

    with pytest.raises(AlreadyThereError):
        make_slowly()
    assert head(path).size == 1
    assert [file.name for file in path.parent.iterdir()] == ["ledger.db"]


def test_a_damaged_file_has_no_head_and_points_to_verify(journal: Journal) -> None:
    journal.close()
    with journal.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (journal.path.stat().st_size - 4096))
    with pytest.raises(NotALedgerError, match="fledger verify"):
        head(journal.path)
