"""The page on running a ledger for years: its drill is done, its log lines are the daemon's, its commands exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
DAEMON = ("ledger/schedule.py", "ledger/cli/daemon.py", "ledger/cli/duties.py", "ledger/cli/heartbeat.py")


def drill() -> list[str]:
    """The commands of the drill, in order."""
    (block,) = re.findall(r"## The drill.*?```console\n(.*?)```", PAGE, re.DOTALL)
    return [line.removeprefix("$ ") for line in block.splitlines()]


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell that knows `fledger`, with a ledger of its own."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "fledger"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ledger "$@"\n', encoding="utf-8")
    command.chmod(0o700)
    return {
        **os.environ,
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "FLEDGER_HOME": str(tmp_path / "home"),
    }


def done(commands: list[str], shell: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(commands)],
        env=shell,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_drill_gives_the_same_root_back(shell: dict[str, str], tmp_path: Path) -> None:
    assert done(["fledger init --me ada", "fledger sync", *drill()], shell, tmp_path).returncode == 0
    assert any(line.startswith("rm ") and line.endswith("ledger.db") for line in drill())
    assert (tmp_path / "home" / "ledger.db").is_file()


def test_a_drill_that_gives_less_back_is_noticed(shell: dict[str, str], tmp_path: Path) -> None:
    forgotten = [line for line in drill() if "restore" not in line]
    ended = done(["fledger init --me ada", *forgotten], shell, tmp_path)
    assert ended.returncode != 0
    assert "There is no ledger" in ended.stderr


def test_every_line_the_daemon_logs_is_explained() -> None:
    code = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in DAEMON)
    events = set(re.findall(r'log\.(?:info|warning|error)\(\s*"([^"]+)"', code))
    assert len(events) > 8
    assert {event for event in events if f"`{event}`" not in PAGE} == set()


def test_what_cron_runs_names_the_home_and_the_whole_path() -> None:
    blocks = [block for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL) if " * * " in block]
    assert len(blocks) == 2
    for block in blocks:
        home, *lines = block.splitlines()
        assert home.startswith("FLEDGER_HOME=/")
        assert all(re.search(r"\*  /\S+/fledger ", line) for line in lines)


@pytest.mark.parametrize(("code", "mails"), [(0, False), (1, True), (6, False)])
def test_only_what_is_not_well_is_mailed(code: int, *, mails: bool) -> None:
    (line,) = (one for one in PAGE.splitlines() if "mail -s" in one)
    then = line.partition("status.txt; ")[2].replace("mail", "echo mailed #")
    told = subprocess.run(
        ["sh", "-c", f"(exit {code}); {then}"], capture_output=True, text=True, check=False
    ).stdout
    assert ("mailed" in told) is mails


def test_every_command_on_the_page_exists() -> None:
    named = set(re.findall(r"\bfledger ([a-z]+)", PAGE)) - {"init"}
    assert {"restore", "status", "backup", "run"} <= named <= COMMANDS.keys()
