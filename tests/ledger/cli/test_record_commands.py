"""Proving, reading, exporting, importing and copying the record from the command line."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.cli.conftest import Command


@pytest.fixture
def kept(command: Command) -> Command:
    """A home with the shipped questions taken."""
    command.run("init", "--me", "ada")
    assert command.run("sync").exit_code == 0
    return command


def damaged(command: Command) -> None:
    database = sqlite3.connect(command.home / "ledger.db")
    database.execute("DROP TRIGGER IF EXISTS log_entries_no_update")
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute(
        "UPDATE log_entries SET body = CAST(replace(CAST(body AS TEXT), 'months', 'mOnths') AS BLOB)"
    )
    database.commit()
    database.close()


def test_verify_ends_with_0_and_says_what_it_cannot_prove(kept: Command) -> None:
    proved = kept.whole("verify")

    assert proved.returncode == 0
    assert "cut off" in proved.stdout
    assert json.loads(kept.whole("verify", "--json").stdout)["ok"] is True


def test_a_changed_entry_ends_verify_with_5_and_is_named(kept: Command) -> None:
    damaged(kept)

    proved = kept.whole("verify", "--json")

    assert proved.returncode == 5
    said = json.loads(proved.stdout)
    assert said["ok"] is False
    assert any(finding["what"] == "tampered" for finding in said["findings"])


def test_a_head_kept_elsewhere_shows_a_record_that_is_another_one(kept: Command, tmp_path: Path) -> None:
    head = tmp_path / "head"
    head.write_text(kept.whole("head").stdout, encoding="utf-8")
    assert kept.whole("verify", "--head", str(head)).returncode == 0

    (kept.home / "ledger.db").unlink()
    kept.whole("init")
    kept.whole("sync")

    assert kept.whole("verify", "--head", str(head)).returncode == 5


def test_a_journal_goes_out_and_comes_back_with_the_same_root(kept: Command, tmp_path: Path) -> None:
    out = tmp_path / "journal.jsonl"
    assert kept.whole("export", "journal", str(out)).returncode == 0

    other = tmp_path / "other"
    taken = kept.whole("--home", str(other), "import", "journal", str(out))

    assert taken.returncode == 0, taken.stderr
    assert kept.whole("--home", str(other), "head").stdout == kept.whole("head").stdout
    assert kept.whole("--home", str(other), "verify").returncode == 0


def test_a_changed_export_is_refused_and_leaves_nothing(kept: Command, tmp_path: Path) -> None:
    out = tmp_path / "journal.jsonl"
    kept.whole("export", "journal", str(out))
    out.write_bytes(out.read_bytes().replace(b"months", b"mOnths", 1))

    other = tmp_path / "other"
    taken = kept.whole("--home", str(other), "import", "journal", str(out))

    assert taken.returncode != 0
    assert "Traceback" not in taken.stderr
    assert not (other / "ledger.db").exists()


def test_forecasts_go_out_as_csv_with_their_root(kept: Command) -> None:
    lines = kept.whole("export", "forecasts", "--csv").stdout.splitlines()

    assert "journal_root" in lines[0]
    assert any("cfr" in line for line in lines[1:])


def test_the_journal_is_read_newest_first(kept: Command) -> None:
    said = json.loads(kept.whole("journal", "--last", "3", "--json").stdout)

    seqs = [entry["seq"] for entry in said["entries"]]
    assert seqs == sorted(seqs, reverse=True)
    assert len(seqs) == 3


def test_a_backup_is_a_ledger_of_its_own(kept: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "ledger.db"
    copy.parent.mkdir()
    assert kept.whole("backup", str(copy)).returncode == 0

    assert kept.whole("--home", str(copy.parent), "head").stdout == kept.whole("head").stdout
