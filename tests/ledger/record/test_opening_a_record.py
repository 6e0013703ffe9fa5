"""A record opens what is a ledger, heals what a crash left, and changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from ledger.errors import NoLedgerError, NotALedgerError
from ledger.journal import file_check
from ledger.record import opening
from ledger.record.opening import Record, StoppedError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.record.worlds import World


def test_a_missing_file_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NoLedgerError, match="fledger init"):
        Record.open(tmp_path / "ledger.db")
    assert not (tmp_path / "ledger.db").exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + b"\x07" * 200])
def test_a_file_that_is_something_else_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ledger.db").write_bytes(content)
    with pytest.raises(NotALedgerError, match="cannot be read as a ledger"):
        Record.open(tmp_path / "ledger.db")


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as database:
        database.execute("CREATE TABLE now_ledger (id)")
    database.close()
    with pytest.raises(NotALedgerError, match="not marked as a ledger"):
        Record.open(tmp_path / "other.db")


def test_a_newer_format_is_refused(world: World) -> None:
    with sqlite3.connect(world.path) as database:
        database.execute(f"PRAGMA user_version = {opening.FORMAT + 1}")
    database.close()
    with pytest.raises(NotALedgerError, match="newer fledger"):
        world.record()


def test_a_ledger_without_its_first_entry_is_refused(world: World) -> None:
    with sqlite3.connect(world.path) as database:
        database.execute("DELETE FROM now_ledger")
    database.close()
    with pytest.raises(NotALedgerError, match="first entry"):
        world.record()


def test_the_marks_are_those_the_journal_writes() -> None:
    assert (opening.APPLICATION_ID, opening.FORMAT) == (file_check.APPLICATION_ID, file_check.FORMAT)


def test_a_record_knows_its_ledger(world: World, simulated: World) -> None:
    with world.record() as real, simulated.record() as made_up:
        assert (real.simulated, made_up.simulated) == (False, True)
        assert real.ledger_id == world.journal.ledger_id
        assert (real.opened_by, real.opened_at) == ("mira", world.now)


def test_the_head_is_the_journals(world: World) -> None:
    world.ask()
    with world.record() as record:
        head = world.journal.head()
        assert (record.head().size, record.head().root) == (2, bytes(head.root).hex())
        assert record.last_at() == world.now


def test_nothing_can_be_written_through_a_record(world: World) -> None:
    with world.record() as record, pytest.raises(sqlite3.OperationalError, match="readonly"):
        record.rows("DELETE FROM run_looks")


def test_the_data_version_moves_when_somebody_else_wrote(world: World) -> None:
    with world.record() as record:
        before = record.data_version()
        assert record.data_version() == before
        world.ask()
        assert record.data_version() != before


def test_a_second_connection_sees_the_same_ledger(world: World) -> None:
    world.ask()
    with world.record() as record, record.another() as second:
        assert second.head() == record.head()
    record.close()


def test_a_query_nobody_waits_for_is_stopped(world: World) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with world.record() as record:
        with record.stoppable(lambda: True), pytest.raises(StoppedError):
            record.rows(endless)
        assert record.rows("SELECT 1") == [(1,)]
        with record.stoppable(lambda: False), pytest.raises(sqlite3.OperationalError, match="no such table"):
            record.rows("SELECT 1 FROM nowhere")


def test_a_file_that_is_damaged_behind_its_header_points_to_verify(world: World) -> None:
    for number in range(40):
        world.ask(f"q-{number}", criteria="long " * 400)
    world.close()
    with world.record() as record:
        with world.path.open("r+b") as file:
            file.seek(40_960)
            file.write(b"\xff" * (world.path.stat().st_size - 40_960))
        with pytest.raises(NotALedgerError, match="fledger verify"):
            record.rows("SELECT said FROM now_questions")
        with pytest.raises(NotALedgerError, match="fledger verify"):
            list(record.cursor("SELECT body FROM log_entries"))


def test_a_record_may_be_handed_to_another_thread(world: World) -> None:
    found: list[int] = []
    with world.record() as record:
        worker = threading.Thread(target=lambda: found.append(record.head().size))
        worker.start()
        worker.join()
    assert found == [1]


def test_a_ledger_that_a_crash_left_with_a_hot_journal_opens_as_it_was(world: World, tmp_path: Path) -> None:
    for number in range(40):
        world.ask(f"q-{number}", criteria="long " * 400)
    size = world.journal.head().size
    world.close()
    crashed = tmp_path / "crashed.db"
    writer = sqlite3.connect(world.path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = DELETE")
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE now_questions SET title = 'half written', said = said || ' '")
    shutil.copy(world.path, crashed)
    shutil.copy(world.path.with_name("ledger.db-journal"), tmp_path / "crashed.db-journal")
    writer.execute("ROLLBACK")
    writer.close()
    assert b"half written" in crashed.read_bytes()
    with Record.open(crashed) as record:
        assert record.rows("SELECT DISTINCT title FROM now_questions") == [("A title",)]
        assert record.head().size == size


def test_reading_loads_nothing_heavy() -> None:
    code = (
        "import sys, ledger.record.today, ledger.record.status, ledger.record.detail, ledger.record.trail,"
        " ledger.record.journal, ledger.record.people, ledger.record.finding, ledger.record.ended;"
        "print([name for name in ('numpy', 'pydantic', 'sqlalchemy', 'sqlmodel', 'httpx', 'textual')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
