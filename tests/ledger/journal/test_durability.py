"""The journal mode is one that survives power loss, whoever else has the file open."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from ledger.journal.durability import choose_journal, setting
from ledger.journal.refused import SettingRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    database = sqlite3.connect(tmp_path / "file.db", isolation_level=None)
    database.execute("CREATE TABLE t (x)")
    database.close()
    return tmp_path / "file.db"


@pytest.fixture
def database(file: Path) -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(file, timeout=0.05, isolation_level=None)
    yield made
    made.close()


@pytest.fixture
def other(file: Path) -> Iterator[sqlite3.Connection]:
    """Another program in the middle of reading."""
    made = sqlite3.connect(file, isolation_level=None)
    made.execute("BEGIN")
    made.execute("SELECT * FROM t").fetchall()
    yield made
    made.close()


def test_alone_with_a_mended_sqlite_the_write_ahead_log_is_taken(database: sqlite3.Connection) -> None:
    assert choose_journal(database, None, safe=True) == "wal"


def test_alone_with_an_older_sqlite_the_journal_is_truncated(database: sqlite3.Connection) -> None:
    assert choose_journal(database, "wal", safe=False) == "wal"
    assert choose_journal(database, None, safe=False) == "truncate"


def test_beside_another_program_the_truncated_journal_will_do(
    database: sqlite3.Connection, other: sqlite3.Connection
) -> None:
    assert choose_journal(database, None, safe=True) == "truncate"
    assert other.in_transaction


def test_who_insists_is_told(database: sqlite3.Connection, other: sqlite3.Connection) -> None:
    with pytest.raises(SettingRefusedError, match="journal_mode = wal"):
        choose_journal(database, "wal", safe=True)
    assert other.in_transaction


def test_a_setting_that_does_not_hold_is_told(database: sqlite3.Connection) -> None:
    with pytest.raises(SettingRefusedError, match="synchronous = 9"):
        setting(database, "synchronous", 9)
    with pytest.raises(SettingRefusedError, match="answers None"):
        setting(database, "no_such_setting", 1)
