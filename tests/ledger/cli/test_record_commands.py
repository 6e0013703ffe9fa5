"""Proving, reading, exporting, importing and copying the record from the command line."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ledger.schedule import Hold
from tests.ledger.cli.conftest import Command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Command(tmp_path_factory.mktemp("kept") / "home")
    made.run("init", "--me", "ada")
    assert made.run("sync").exit_code == 0
    return made.home


@pytest.fixture
def kept(_made: Path, command: Command) -> Command:
    """A home with the shipped questions taken, made once and copied."""
    shutil.copytree(_made, command.home)
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
    assert json.loads(kept.run("verify", "--json").stdout)["ok"] is True
    assert kept.run("verify", "--plain").stdout.splitlines()[0] == "ok\t\tyes"


def test_the_head_is_told_for_pipes_and_programs_too(kept: Command) -> None:
    origin, size, root = kept.run("head").stdout.splitlines()
    assert kept.run("head", "--plain").stdout == f"{origin}\t{size}\t{root}\n"
    said = json.loads(kept.run("head", "--json").stdout)
    assert (said["schema"], said["origin"], said["size"], said["root"]) == (1, origin, int(size), root)


def test_a_changed_entry_ends_verify_with_5_and_is_named(kept: Command) -> None:
    damaged(kept)

    proved = kept.whole("verify", "--json")

    assert proved.returncode == 5
    said = json.loads(proved.stdout)
    assert said["ok"] is False
    assert any(finding["what"] == "tampered" for finding in said["findings"])
    assert any(line.startswith("tampered\t") for line in kept.run("verify", "--plain").stdout.splitlines())


def test_a_head_kept_elsewhere_shows_a_record_that_is_another_one(kept: Command, tmp_path: Path) -> None:
    head = tmp_path / "head"
    head.write_text(kept.run("head").stdout, encoding="utf-8")
    assert kept.run("verify", "--head", str(head)).exit_code == 0

    (kept.home / "ledger.db").unlink()
    kept.run("init")
    kept.run("sync")

    assert kept.whole("verify", "--head", str(head)).returncode == 5


def test_a_journal_goes_out_and_comes_back_with_the_same_root(kept: Command, tmp_path: Path) -> None:
    out = tmp_path / "journal.jsonl"
    assert kept.run("export", "journal", str(out)).exit_code == 0

    other = tmp_path / "other"
    taken = kept.whole("--home", str(other), "import", "journal", str(out))

    assert taken.returncode == 0, taken.stderr
    assert kept.run("--home", str(other), "head").stdout == kept.run("head").stdout
    assert kept.run("--home", str(other), "verify").exit_code == 0


def test_a_changed_export_is_refused_and_leaves_nothing(kept: Command, tmp_path: Path) -> None:
    out = tmp_path / "journal.jsonl"
    kept.run("export", "journal", str(out))
    out.write_bytes(out.read_bytes().replace(b"months", b"mOnths", 1))

    other = tmp_path / "other"
    taken = kept.whole("--home", str(other), "import", "journal", str(out))

    assert taken.returncode != 0
    assert "Traceback" not in taken.stderr
    assert not (other / "ledger.db").exists()


def test_forecasts_go_out_as_csv_with_their_root(kept: Command) -> None:
    lines = kept.run("export", "forecasts", "--csv").stdout.splitlines()

    assert "journal_root" in lines[0]
    assert any("cfr" in line for line in lines[1:])


def test_the_journal_is_read_newest_first(kept: Command) -> None:
    said = json.loads(kept.run("journal", "--last", "3", "--json").stdout)

    seqs = [entry["seq"] for entry in said["entries"]]
    assert seqs == sorted(seqs, reverse=True)
    assert len(seqs) == 3


def test_what_others_said_is_covered_in_the_journal_until_i_answered(command: Command) -> None:
    command.run("init", "--me", "ada")
    in_two_months = datetime.now(UTC) + timedelta(days=60)
    command.run("ask", "Will it rain?", "--by", f"{in_two_months:%Y-%m-%d}")
    command.run("forecast", "will-it-rain", "22.7%", "-m", "a secret", "--by", "tom")
    command.run("correct", "will-it-rain", "31.4%", "--by", "tom")

    for style in ((), ("--plain",), ("--json",)):
        told = command.run("journal", *style).stdout
        assert "22.7" not in told
        assert "227" not in told
        assert "314" not in told
        assert "secret" not in told
    assert "tom says ##, hidden until you answered; --all shows it" in command.run("journal").stdout
    hidden = [one["hidden"] for one in json.loads(command.run("journal", "--json").stdout)["entries"]]
    assert hidden[:2] == [True, True]
    assert not any(json.loads(command.run("journal", "secret", "--json").stdout)["entries"])
    (made,) = json.loads(command.run("journal", "secret", "--all", "--json").stdout)["entries"]
    assert (made["data"]["says"], made["hidden"]) == ({"probability": "0.227"}, False)
    command.run("forecast", "will-it-rain", "40%")
    assert "tom says 22.7 %" in command.run("journal").stdout


def test_the_journal_is_searched_by_a_query_line(kept: Command) -> None:
    found = json.loads(kept.run("journal", "kind:forecast", "by:cfr", "--last", "5", "--json").stdout)[
        "entries"
    ]
    assert found
    assert {(entry["kind"], entry["data"]["by"]) for entry in found} == {("ForecastMade", "cfr")}
    (second,) = json.loads(kept.run("journal", "2..2", "--json").stdout)["entries"]
    assert second["seq"] == 2
    refused = kept.whole("journal", "kind:zebra")
    assert refused.returncode == 2
    assert "There is no kind of entry like 'zebra'" in refused.stderr


def test_a_backup_is_a_ledger_of_its_own(kept: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "ledger.db"
    copy.parent.mkdir()
    assert kept.run("backup", str(copy)).exit_code == 0

    assert kept.run("--home", str(copy.parent), "head").stdout == kept.run("head").stdout


def test_nobody_forecasts_in_the_name_of_a_publication(kept: Command) -> None:
    refused = kept.whole("forecast", "near-parity-2028", "90%", "--by", "anthropic-2028")

    assert refused.returncode == 2
    assert "anthropic-2028 is a publication" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_journal_that_leaves_says_that_it_holds_private_questions_and_forecasts_leave_them_out(
    kept: Command,
) -> None:
    kept.run("ask", "Will I move?", "--by", "2027-12-31", "20%")

    journal = kept.whole("export", "journal", "-")
    forecasts = kept.run("export", "forecasts", "-")

    assert "private questions too" in journal.stderr
    assert "will-i-move" in journal.stdout
    assert json.loads(journal.stdout.splitlines()[0])["simulated"] is False
    assert "cfr" in forecasts.stdout
    assert "will-i-move" not in forecasts.stdout


@pytest.mark.parametrize("option", ["--last", "--before"])
@pytest.mark.parametrize("number", ["0", "-1", "9" * 30])
def test_a_number_no_entry_has_is_refused_in_a_sentence(kept: Command, option: str, number: str) -> None:
    refused = kept.run("journal", option, number)

    assert refused.exit_code == 2
    assert "is not in the range" in refused.output


def test_a_refused_import_leaves_no_home_behind(kept: Command, tmp_path: Path) -> None:
    out = tmp_path / "journal.jsonl"
    out.write_text('{"format":1,"journal":"x","size":0,"root":""}\n', encoding="utf-8")
    other = tmp_path / "other"

    refused = kept.whole("--home", str(other), "import", "journal", str(out))

    assert refused.returncode == 1
    assert "no ledger was made" in refused.stderr
    assert not other.exists() or list(other.iterdir()) == []


def test_a_damaged_ledger_is_told_of_in_one_sentence_that_names_verify(kept: Command) -> None:
    ledger = kept.home / "ledger.db"
    with ledger.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (ledger.stat().st_size - 8192))

    for words in (("today",), ("head",), ("journal", "--json"), ("export", "journal"), ("score",)):
        told = kept.whole(*words)
        assert told.returncode == 1, words
        assert "Traceback" not in told.stderr
        assert "fledger verify" in told.stderr


def test_json_holds_nothing_that_acts_on_a_terminal(kept: Command) -> None:
    kept.run("note", "near-parity-2028", "a\x9bb\u202ec")

    said = kept.run("journal", "--json", "--last", "1").stdout

    assert said.isascii()
    assert said.rstrip("\n").isprintable()
    assert json.loads(said)["entries"][0]["data"]["text"] == "a\x9bb\u202ec"


def test_every_object_of_a_simulated_ledger_says_so(command: Command) -> None:
    command.run("init", "--me", "ada", "--simulated")
    command.run("sync")
    commands = [
        *(("verify",), ("journal",), ("today",), ("questions",), ("status",), ("settings",), ("sync",)),
        *(("show", "near-parity-2028"), ("forecast", "near-parity-2028", "35%"), ("claims",), ("score",)),
        *(("calibration",), ("note", "near-parity-2028", "x"), ("withdraw", "near-parity-2028")),
    ]
    for words in commands:
        done = command.run(*words, "--json")
        assert json.loads(done.stdout)["simulated"] is True, (words, done.output)
    assert json.loads(command.run("export", "journal").stdout.splitlines()[0])["simulated"] is True


def test_a_real_ledger_is_not_called_simulated(kept: Command) -> None:
    assert "simulated" not in json.loads(kept.run("settings", "--json").stdout)
    assert json.loads(kept.run("journal", "--json").stdout)["simulated"] is False


def test_an_export_overwrites_nothing_and_says_so_in_one_sentence(kept: Command, tmp_path: Path) -> None:
    out = tmp_path / "forecasts.csv"
    out.write_text("mine", encoding="utf-8")

    refused = kept.whole("export", "forecasts", str(out))

    assert refused.returncode == 2
    assert "Nothing that exists is overwritten" in refused.stderr
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_restored_ledger_has_the_root_of_its_backup(kept: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    kept.run("backup", str(copy))
    before = kept.run("head").stdout
    kept.run("note", "near-parity-2028", "later")

    refused = kept.whole("restore", str(copy))
    assert (refused.returncode, kept.run("head").stdout == before) == (1, False)
    assert "1 newer entry is lost" in refused.stderr
    assert "--replace" in refused.stderr

    done = kept.run("restore", str(copy), "--replace")
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"What was there is kept: {kept.home / 'ledger.db.replaced-1'}" in done.stderr
    assert f"{kept.home / 'ledger.db'}: " in done.stderr
    assert kept.run("head").stdout == before
    assert "the same entries" in kept.run("restore", str(copy)).stderr


def test_a_backup_makes_a_ledger_in_a_home_that_was_not_there(kept: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    kept.run("backup", str(copy))
    other = Command(tmp_path / "other")

    assert other.run("restore", str(copy)).exit_code == 0

    assert other.run("head").stdout == kept.run("head").stdout
    assert (other.home / "settings.toml").is_file()


def test_a_ledger_that_a_daemon_holds_is_not_replaced(kept: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    kept.run("backup", str(copy))
    kept.run("note", "near-parity-2028", "later")
    before = kept.run("head").stdout

    with Hold(kept.home / "ledger.db"):
        refused = kept.whole("restore", str(copy), "--replace")

    assert refused.returncode == 1
    assert f"A daemon (process {os.getpid()}) runs this ledger" in refused.stderr
    assert kept.run("head").stdout == before


def test_a_backup_that_does_not_hold_ends_with_5(kept: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    kept.run("backup", str(copy))
    copy.write_bytes(copy.read_bytes()[:20_000])

    refused = kept.whole("restore", str(copy), "--replace")

    assert refused.returncode == 5
    assert "nothing was restored" in refused.stderr
