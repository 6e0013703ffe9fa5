"""Making a home, its settings, and what the bare command does."""

from __future__ import annotations

import json
import sqlite3
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.cli.conftest import Command


def test_init_makes_a_private_home_with_settings_and_an_empty_ledger(command: Command) -> None:
    made = command.run("init", "--me", "ada")

    assert made.exit_code == 0, made.output
    assert stat.S_IMODE(command.home.stat().st_mode) == 0o700
    assert stat.S_IMODE((command.home / "settings.toml").stat().st_mode) == 0o600
    assert stat.S_IMODE((command.home / "ledger.db").stat().st_mode) == 0o600
    said = json.loads(command.run("settings", "--json").output)
    assert {"name": "people.me", "value": "ada", "origin": str(command.home / "settings.toml")} in said[
        "settings"
    ]


def test_a_name_with_quotes_survives_the_settings_file(command: Command) -> None:
    command.run("init", "--me", 'Ada "the\\ bold"')

    said = json.loads(command.run("settings", "--json").output)

    assert 'Ada "the\\ bold"' in [line["value"] for line in said["settings"]]


def test_init_never_touches_a_ledger_that_is_there(command: Command) -> None:
    command.run("init")
    before = (command.home / "ledger.db").read_bytes()

    again = command.whole("init")

    assert again.returncode == 2
    assert "There is a ledger" in again.stderr
    assert (command.home / "ledger.db").read_bytes() == before


def test_without_a_ledger_the_bare_command_says_how_to_make_one(command: Command) -> None:
    bare = command.whole()

    assert bare.returncode == 1
    assert f"Make one with: fledger init {command.home}" in bare.stderr
    assert bare.stdout == ""


def test_on_a_pipe_the_bare_command_prints_today(command: Command) -> None:
    command.whole("init")

    assert command.whole().stdout == command.whole("today").stdout
    assert command.whole().returncode == 0


def test_a_file_that_is_no_ledger_is_refused_in_one_sentence(command: Command) -> None:
    command.home.mkdir()
    with sqlite3.connect(command.home / "ledger.db") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()

    status = command.whole("status")

    assert status.returncode == 1
    assert "cannot be read as a ledger" in status.stderr
    assert "Traceback" not in status.stderr


def test_the_home_may_be_named_before_or_after_the_command(command: Command, tmp_path: Path) -> None:
    command.run("init")

    before = command.whole("--home", str(command.home), "status", "--json", FLEDGER_HOME=str(tmp_path / "no"))
    after = command.whole("status", "--home", str(command.home), "--json", FLEDGER_HOME=str(tmp_path / "no"))

    assert json.loads(before.stdout)["schema"] == json.loads(after.stdout)["schema"] == 1


def test_a_time_is_only_for_simulated_ledgers(command: Command) -> None:
    command.run("init")

    refused = command.whole("today", "--now", "2027-01-01")

    assert refused.returncode == 2
    assert "--now is for simulated ledgers" in refused.stderr


def test_a_mistyped_command_names_the_nearest(command: Command) -> None:
    assert "Did you mean forecast?" in command.whole("forcast").stderr


def test_every_command_has_help_and_the_table_knows_it(command: Command) -> None:
    from ledger.cli.main import COMMANDS

    for name in COMMANDS:
        shown = command.run(name, "--help")
        assert shown.exit_code == 0, shown.output
        assert "--help" in shown.output
