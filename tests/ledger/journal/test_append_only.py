"""The log takes appends and nothing else, also from SQL that goes past the journal."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.journal.append import Journal

LEAF = "x'" + "00" * 32 + "'"


@pytest.fixture
def raw(full: Journal) -> Iterator[sqlite3.Connection]:
    """A connection without any of the journal's settings."""
    path = full.path
    full.close()
    database = sqlite3.connect(path, isolation_level=None)
    yield database
    database.close()


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE log_entries SET body = x'00' WHERE seq = 3",
        "DELETE FROM log_entries WHERE seq = 3",
        "DELETE FROM log_entries",
        f"INSERT INTO log_entries VALUES (3, 'NoteAdded', 0, x'00', {LEAF})",
        f"INSERT OR REPLACE INTO log_entries VALUES (3, 'NoteAdded', 0, x'00', {LEAF})",
        f"INSERT INTO log_entries VALUES (3, 'NoteAdded', 0, x'00', {LEAF}) ON CONFLICT DO UPDATE SET body = x'00'",
        f"INSERT INTO log_entries VALUES (99999, 'NoteAdded', 0, x'00', {LEAF})",
        f"INSERT INTO log_entries VALUES (0, 'NoteAdded', 0, x'00', {LEAF})",
        "INSERT INTO log_entries SELECT max(seq) + 1, 'NoteAdded', 0, x'00', x'00' FROM log_entries",
        "UPDATE log_commits SET root = zeroblob(32)",
        "DELETE FROM log_commits",
        "INSERT INTO log_commits VALUES (1, zeroblob(32), x'')",
        "INSERT OR REPLACE INTO log_commits SELECT max(last_seq), zeroblob(32), x'' FROM log_commits",
        "DELETE FROM log_evidence",
        "UPDATE log_evidence SET body = x'00'",
        "UPDATE log_evidence SET body = NULL",
        "UPDATE log_evidence SET sha256 = 'other'",
        "INSERT OR REPLACE INTO log_evidence SELECT sha256, size, coding, x'00' FROM log_evidence",
        "INSERT INTO now_questions SELECT * FROM now_questions",
    ],
)
@pytest.mark.parametrize("recursive", [0, 1])
def test_the_database_refuses(raw: sqlite3.Connection, attack: str, recursive: int) -> None:
    raw.execute(f"PRAGMA recursive_triggers = {recursive}")
    before = list(raw.iterdump())
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(attack)
    assert list(raw.iterdump()) == before


def test_a_column_takes_only_its_type(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        raw.execute("UPDATE now_questions SET closes_at = 'soon'")


def test_at_most_one_end_of_a_question_holds_whoever_writes(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        raw.execute("UPDATE now_resolutions SET superseded_by = NULL")
