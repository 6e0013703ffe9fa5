"""What every store of a journal promises; held by both journal modes of SQLite alike."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from ledger.journal.append import Journal
from ledger.journal.head import head
from ledger.journal.refused import (
    AlreadyThereError,
    ClosedJournalError,
    NotRecordableError,
    RefusedError,
    TransactionOpenError,
    TransactionOverError,
    TransactionSpoiledError,
)
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from ledger.clock import SetClock
    from ledger.journal.durability import JournalMode

Made = Any
ROOT = Path(__file__).resolve().parents[3]

WRITER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from ledger.clock import SetClock, microseconds
from ledger.journal.append import Journal
from ledger.journal.entries import ForecastMade
path, mode, by, count = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
clock = SetClock(datetime(2026, 6, 1, 12, tzinfo=UTC))
said = {"probability": "0.35"}
with Journal.open(path, clock=clock, mode=mode) as journal:
    for _ in range(count):
        now = microseconds(clock.now())
        print(*journal.append(ForecastMade(question="q-1", version=1, by=by, made_at=now, grade="seen", says=said)))
"""

FULL_DISK = """
import resource, sys
from datetime import datetime, UTC
from pathlib import Path
from ledger.clock import SetClock
from ledger.errors import JournalError
from ledger.journal.append import Journal
from ledger.journal.entries import NoteAdded
path, mode, room = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Journal.open(path, clock=SetClock(datetime(2026, 6, 1, 12, tzinfo=UTC)), mode=mode) as journal:
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    try:
        while True:
            print(*journal.append(NoteAdded(question="q-1", by="ada", text="x" * 3000)), flush=True)
    except JournalError as error:
        print(type(error).__name__, file=sys.stderr)
"""


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


class Contract:
    """Every promise, for one journal mode."""

    mode: ClassVar[JournalMode]

    @pytest.fixture
    def journal(self, path: Path, clock: SetClock) -> Any:
        with Journal.create(path, clock=clock, opened_by="ada", mode=self.mode) as made:
            yield made

    def test_a_new_ledger_is_its_owners_alone(self, journal: Journal) -> None:
        assert journal.path.stat().st_mode & 0o777 == 0o600
        assert journal.path.parent.stat().st_mode & 0o777 == 0o700
        assert {file.name.split("-")[0] for file in journal.path.parent.iterdir()} == {"ledger.db"}

    def test_a_ledger_is_never_made_over_a_file(self, journal: Journal, clock: SetClock) -> None:
        before = journal.head()
        with pytest.raises(AlreadyThereError):
            Journal.create(journal.path, clock=clock, opened_by="bob", mode=self.mode)
        assert journal.head() == before

    def test_a_ledger_that_cannot_be_made_leaves_nothing(self, path: Path, clock: SetClock) -> None:
        with pytest.raises(NotRecordableError, match="opened_by"):
            Journal.create(path, clock=clock, opened_by="", mode=self.mode)
        assert list(path.parent.iterdir()) == []

    def test_what_was_appended_is_there_after_opening_again(
        self, asked: Journal, make: Made, clock: SetClock
    ) -> None:
        assert asked.append(make.forecast(), make.forecast()) == (3, 4)
        kept = asked.head()
        asked.close()
        with Journal.open(asked.path, clock=clock, mode=self.mode) as again:
            assert again.head() == kept == head(asked.path)
            assert (again.ledger_id, again.simulated) == (asked.ledger_id, False)
            assert again.append(make.forecast()) == (5,)

    def test_entries_are_numbered_without_a_gap_through_refusals(self, asked: Journal, make: Made) -> None:
        for n in range(4):
            with pytest.raises(RefusedError):
                asked.append(make.forecast(), make.forecast(question="q-2"))
            assert asked.append(make.forecast()) == (3 + n,)
        assert verify(asked.path).ok

    def test_a_transaction_keeps_all_or_nothing(self, asked: Journal, make: Made) -> None:
        before = asked.head()

        def break_off() -> None:
            with asked.transaction() as tx:
                tx.append(make.forecast())
                tx.connection.exec_driver_sql("INSERT INTO run_state VALUES ('heartbeat', '1', 2)")
                _ = 1 / 0

        with pytest.raises(ZeroDivisionError):
            break_off()
        assert asked.head() == before
        with asked.transaction() as tx:
            rows = tx.connection.exec_driver_sql("SELECT count(*) FROM run_state").fetchone()
            assert rows is not None
            assert rows[0] == 0

    def test_a_transaction_keeps_entries_and_work_together(self, asked: Journal, make: Made) -> None:
        with asked.transaction() as tx:
            first = tx.append(make.forecast())
            second = tx.append(make.forecast(), make.forecast())
            tx.connection.exec_driver_sql("INSERT INTO run_state VALUES ('heartbeat', '1', 2)")
        assert (first, second) == ((3,), (4, 5))
        database = sqlite3.connect(asked.path)
        assert database.execute("SELECT name FROM run_state").fetchall() == [("heartbeat",)]
        assert database.execute("SELECT last_seq FROM log_commits").fetchall() == [(1,), (2,), (5,)]
        database.close()

    def test_a_transaction_without_entries_writes_no_commit(self, asked: Journal) -> None:
        before = asked.head()
        with asked.transaction() as tx:
            tx.connection.exec_driver_sql("INSERT INTO run_state VALUES ('heartbeat', '1', 2)")
        assert asked.head() == before

    def test_a_refusal_spoils_its_transaction_also_if_its_caller_goes_on(
        self, asked: Journal, make: Made
    ) -> None:
        before = asked.head()

        def go_on() -> None:
            with asked.transaction() as tx:
                tx.append(make.forecast())
                with pytest.raises(RefusedError):
                    tx.append(make.forecast(question="q-2"))
                tx.append(make.forecast())

        with pytest.raises(TransactionSpoiledError):
            go_on()
        assert asked.head() == before

    def test_a_transaction_that_is_over_takes_nothing(self, asked: Journal, make: Made) -> None:
        with asked.transaction() as tx:
            pass
        with pytest.raises(TransactionOverError):
            tx.append(make.forecast())
        with pytest.raises(TransactionOverError):
            _ = tx.connection

    def test_a_second_transaction_in_a_thread_is_refused_at_once(self, asked: Journal, make: Made) -> None:
        with asked.transaction() as tx:
            with pytest.raises(TransactionOpenError):
                asked.append(make.forecast())
            tx.append(make.forecast())
        assert asked.head().size == 3

    def test_a_closed_journal_says_so(self, asked: Journal, make: Made) -> None:
        asked.close()
        asked.close()
        with pytest.raises(ClosedJournalError):
            asked.append(make.forecast())

    def test_threads_take_turns(self, asked: Journal, make: Made) -> None:
        seqs: list[int] = []

        def write() -> None:
            for _ in range(10):
                seqs.extend(asked.append(make.forecast()))

        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(seqs) == list(range(3, 43))
        assert verify(asked.path).ok

    def test_three_programs_write_without_a_fork_or_an_error(self, asked: Journal) -> None:
        writers = [python(WRITER, asked.path, self.mode, f"writer {n}", 40) for n in range(3)]
        told = [writer.communicate(timeout=60) for writer in writers]
        assert [errors for _, errors in told] == ["", "", ""]
        seqs = sorted(int(seq) for said, _ in told for seq in said.split())
        assert seqs == list(range(3, 123))
        assert verify(asked.path).ok

    @pytest.mark.parametrize("room", [0, 4096, 20_000, 70_000])
    def test_a_full_disk_loses_nothing_that_was_acknowledged(
        self, asked: Journal, make: Made, clock: SetClock, room: int
    ) -> None:
        asked.close()
        writer = python(FULL_DISK, asked.path, self.mode, room)
        said, errors = writer.communicate(timeout=60)
        told = [int(seq) for seq in said.split()]
        assert errors.strip() in {"NotKeptError", "NoLongerSafeError"}
        with Journal.open(asked.path, clock=clock, mode=self.mode) as again:
            assert again.head().size == 2 + len(told)
            again.append(make.forecast())
        assert verify(asked.path).ok

    def test_a_writer_that_is_killed_loses_nothing_that_was_acknowledged(self) -> None:
        script = ROOT / "benchmarks" / "kill_writers.py"
        command = [sys.executable, str(script), "--kills", "10", "--mode", self.mode]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert " 0 lost, 0 findings" in ended.stdout

    def test_the_settings_that_promises_rest_on_hold(self, journal: Journal) -> None:
        wanted = {
            "journal_mode": self.mode,
            "synchronous": {"truncate": 3, "wal": 2}[self.mode],
            "foreign_keys": 1,
            "recursive_triggers": 1,
            "trusted_schema": 0,
            "cell_size_check": 1,
            "secure_delete": 1,
            "busy_timeout": 10_000,
        }
        with journal.transaction() as tx:
            found = {name: tx.database.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
        assert found == wanted

    def test_a_million_is_appended_like_one(self, asked: Journal, make: Made) -> None:
        coming = (make.forecast(p=f"0.{n:04}") for n in range(5_000))
        assert asked.append_many(coming, chunk=2_000) == 5_000
        database = sqlite3.connect(asked.path)
        assert database.execute("SELECT last_seq FROM log_commits").fetchall()[2:] == [
            (2002,),
            (4002,),
            (5002,),
        ]
        chance = database.execute("SELECT probability FROM now_forecasts WHERE forecast = 5002").fetchone()
        database.close()
        assert chance == (0.4999,)
        assert verify(asked.path).ok


class TestTruncatedJournal(Contract):
    mode = "truncate"


class TestWriteAheadLog(Contract):
    mode = "wal"
