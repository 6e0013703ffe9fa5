"""A backup is proved before it is put in place; nothing that was there is deleted, and what is lost is told."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from ledger.errors import NoLedgerError, NotALedgerError
from ledger.journal.append import Journal
from ledger.journal.backup import backup
from ledger.journal.comparing import CannotBeRead, Diverges, FallsShort, GoesOn, NoneThere, Same, compare
from ledger.journal.entries import NoteAdded
from ledger.journal.head import head
from ledger.journal.refused import NotKeptError
from ledger.journal.restore import (
    BackupDoesNotHoldError,
    WouldBeLostError,
    _exchanged,
    _proved,
    restore,
    words,
)
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(full: Journal, tmp_path: Path) -> Path:
    """A backup of the ledger as it is."""
    target = tmp_path / "backup.db"
    backup(full.path, target)
    return target


def said(text: str = "newer") -> NoteAdded:
    return NoteAdded(question="q-1", by="ada", text=text)


def files(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_where_no_ledger_is_the_backup_becomes_it_with_the_same_root(
    full: Journal, kept: Path, tmp_path: Path
) -> None:
    there = tmp_path / "new home" / "ledger.db"
    done = restore(kept, there)
    assert (done.before, done.aside, done.report.path) == (NoneThere(), None, there)
    assert verify(there).root == full.head().root
    assert files(there.parent) == {"ledger.db"}
    assert there.stat().st_mode & 0o777 == 0o600


def test_a_ledger_with_the_same_entries_is_left_as_it_is(full: Journal, kept: Path) -> None:
    there = full.path.stat()
    done = restore(kept, full.path)
    assert (done.before, done.aside) == (Same(), None)
    assert (full.path.stat().st_ino, full.path.stat().st_mtime_ns) == (there.st_ino, there.st_mtime_ns)


def test_newer_entries_are_counted_and_refused(full: Journal, kept: Path) -> None:
    full.append(said())
    full.append(said())
    before = full.head()
    with pytest.raises(
        WouldBeLostError, match="prefix of the ledger that was there: 2 newer entries are lost"
    ):
        restore(kept, full.path)
    assert head(full.path) == before
    assert files(full.path.parent) <= {"ledger.db", "ledger.db-journal", "backup.db"}


def test_what_is_replaced_is_kept_beside_and_is_whole(full: Journal, kept: Path) -> None:
    full.append(said())
    newer = full.head()
    full.close()
    done = restore(kept, full.path, replace=True)
    assert done.before == GoesOn(1)
    assert "1 newer entry is lost" in words(done.before)
    assert done.aside is not None
    assert head(done.aside) == newer
    assert verify(done.aside).ok
    assert head(full.path) == head(kept)


def test_a_second_replacement_goes_over_no_first(full: Journal, kept: Path) -> None:
    clock = full.clock
    full.close()
    asides = []
    for _ in range(2):
        with Journal.open(full.path, clock=clock) as journal:
            journal.append(said())
        asides.append(restore(kept, full.path, replace=True).aside)
    assert [aside.name for aside in asides if aside] == ["ledger.db.replaced-1", "ledger.db.replaced-2"]


def test_an_older_ledger_is_brought_forward_without_being_told_to(
    full: Journal, kept: Path, tmp_path: Path
) -> None:
    full.append(said())
    newer = tmp_path / "newer.db"
    backup(full.path, newer)
    full.close()
    restore(kept, full.path, replace=True)
    done = restore(newer, full.path)
    assert done.before == FallsShort(1)
    assert "nothing is lost" in words(done.before)
    assert done.aside is not None


def test_ledgers_that_part_are_told_from_which_entry(full: Journal, kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(kept, other)
    size = full.head().size
    full.append(said("one"))
    backup(full.path, tmp_path / "one.db")
    with Journal.open(other, clock=full.clock) as journal:
        journal.append(said("two"), said("three"))
    assert compare(tmp_path / "one.db", other) == Diverges(size + 1, 2)
    with pytest.raises(WouldBeLostError, match=rf"at entry {size + 1}: 2 entries are lost"):
        restore(tmp_path / "one.db", other)


def test_the_backup_of_another_ledger_says_so(full: Journal, kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with Journal.create(other, clock=full.clock, opened_by="bob") as journal:
        size = journal.head().size
    with pytest.raises(WouldBeLostError, match=rf"is of another ledger .*: {size} entry is lost"):
        restore(kept, other)


def test_a_ledger_that_cannot_be_read_is_moved_aside_only_when_told(full: Journal, kept: Path) -> None:
    full.close()
    size = full.path.stat().st_size
    for damaged in (bytes(size), full.path.read_bytes()[:4096] + bytes(size - 4096)):
        full.path.write_bytes(damaged)
        with pytest.raises(WouldBeLostError, match="nobody can say what is lost"):
            restore(kept, full.path)
        done = restore(kept, full.path, replace=True)
        assert isinstance(done.before, CannotBeRead)
        assert done.aside is not None
        assert done.aside.read_bytes() == damaged


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM now_notes",
        "DROP TRIGGER log_entries_no_update; UPDATE log_entries SET body = x'7b7d' WHERE seq = 2",
    ],
)
def test_a_backup_that_does_not_hold_restores_nothing(full: Journal, kept: Path, harm: str) -> None:
    database = sqlite3.connect(kept)
    database.executescript(_without(harm, database))
    database.commit()
    database.close()
    before = full.path.read_bytes()
    with pytest.raises(BackupDoesNotHoldError) as refused:
        restore(kept, full.path, replace=True)
    assert refused.value.exit_code == 5
    assert full.path.read_bytes() == before


def _without(harm: str, database: sqlite3.Connection) -> str:
    """The harm, with every trigger taken away first: whoever tampers does that."""
    triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    dropped = "".join(f'DROP TRIGGER "{name}";' for (name,) in triggers)
    return dropped + harm.rpartition(";")[2] + ";"


def test_a_backup_that_is_cut_off_restores_nothing(full: Journal, kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:20_000])
    with pytest.raises(BackupDoesNotHoldError):
        restore(kept, full.path, replace=True)
    assert verify(full.path).ok


def test_what_is_no_backup_restores_nothing(full: Journal, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no ledger", encoding="utf-8")
    with pytest.raises(NotALedgerError):
        restore(tmp_path / "notes.txt", full.path, replace=True)
    with pytest.raises(NoLedgerError):
        restore(tmp_path / "nothing.db", full.path, replace=True)
    assert verify(full.path).ok


def test_a_backup_of_another_program_version_is_brought_into_this_ones_shape(
    full: Journal, kept: Path, tmp_path: Path
) -> None:
    database = sqlite3.connect(kept)
    database.executescript("DROP TABLE run_state; ALTER TABLE now_notes ADD COLUMN older TEXT;")
    database.close()
    there = tmp_path / "home" / "ledger.db"
    assert restore(kept, there).report.ok
    assert head(there) == full.head()


def test_where_there_is_no_room_for_it_the_old_ledger_stays(full: Journal, kept: Path) -> None:
    full.append(said())
    full.close()
    before = full.path.read_bytes()
    where = full.path.parent / "not a folder"
    where.write_text("", encoding="utf-8")
    with pytest.raises(NotKeptError):
        restore(kept, where / "ledger.db")
    assert full.path.read_bytes() == before


def test_a_ledger_that_was_moved_aside_comes_back_where_the_new_one_cannot_take_its_place(
    full: Journal, tmp_path: Path
) -> None:
    before = full.head()
    full.close()
    with pytest.raises(NotKeptError):
        _exchanged(tmp_path / "gone.db", full.path)
    assert head(full.path) == before
    assert not list(full.path.parent.glob("*replaced*"))


def test_a_copy_that_fails_for_want_of_a_disk_does_not_blame_the_backup(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(NotKeptError):
        _proved(kept, tmp_path / "nowhere" / "copy.db")
