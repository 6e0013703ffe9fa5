"""The newcomer's main job: three invented years, kept where they were told, marked for ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ledger.cli.demo import aside
from ledger.cli.main import fledger
from tests.ledger.cli.conftest import Command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Command, str]:
    """A demo's home, and what the demo printed on a pipe; as a process, which nobody traces for coverage."""
    command = Command(tmp_path_factory.mktemp("demo") / "home")
    ran = command.whole("demo", "--plain", seconds=600)
    assert ran.returncode == 0, ran.stderr
    return command, ran.stdout


def test_it_prints_calibration_claims_and_what_was_resolved_and_why(played: tuple[Command, str]) -> None:
    _, printed = played

    assert "== fledger calibration ==" in printed
    assert "2 point forecasts, 2 due" in printed
    assert "us-lead-months-2028: SIM 9.3 months, confirmed by one person" in printed
    assert "epoch.eci_lag on 2028-10-01 to 2028-12-31" in printed


def test_every_shipped_question_has_ended(played: tuple[Command, str]) -> None:
    command, _ = played
    rows = json.loads(command.run("questions", "--json").stdout)["questions"]
    shipped = [row for row in rows if not row["question"].startswith("sim-")]

    assert len(shipped) == 10
    assert {row["state"] for row in shipped} == {"resolved"}


def test_all_that_leaves_it_is_marked_as_simulated(played: tuple[Command, str], tmp_path: Path) -> None:
    command, _ = played
    for words in (
        ["questions"],
        ["claims"],
        ["calibration"],
        ["score"],
        ["today"],
        ["status"],
        ["show", "huawei-share-2027"],
    ):
        assert json.loads(command.run(*words, "--json").stdout)["simulated"] is True, words

    command.run("export", "forecasts", str(tmp_path / "forecasts.csv"))
    command.run("export", "journal", str(tmp_path / "journal.jsonl"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "simulated-forecasts.csv",
        "simulated-journal.jsonl",
    ]


def test_every_decision_of_the_rule_replays(played: tuple[Command, str]) -> None:
    command, _ = played
    replayed = command.run("replay", "--json")

    assert replayed.exit_code == 0
    assert len(json.loads(replayed.stdout)["replayed"]) >= 100


def test_a_second_demo_in_the_same_home_only_shows_it(played: tuple[Command, str]) -> None:
    command, printed = played
    before = (command.home / "ledger.db").read_bytes()

    again = command.run("demo", "--plain")

    assert again.stdout.splitlines()[-5:] == printed.splitlines()[-5:]
    assert (command.home / "ledger.db").read_bytes() == before


def test_a_real_ledger_is_never_used_for_invented_data(command: Command) -> None:
    command.run("init")

    refused = command.whole("demo", "--plain")

    assert refused.returncode == 2
    assert "holds a real ledger" in refused.stderr


def test_a_demo_aside_has_a_new_folder_of_its_own() -> None:
    first, second = aside(), aside()
    try:
        assert first != second
        assert list(first.iterdir()) == []
    finally:
        first.rmdir()
        second.rmdir()


def test_help_says_where_it_is_kept() -> None:
    assert "--home" in CliRunner().invoke(fledger, ["demo", "--help"]).output
