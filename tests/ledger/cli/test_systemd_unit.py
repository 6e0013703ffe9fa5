"""The unit that `fledger run --print-systemd` prints is one that systemd takes, for this installation and home."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from ledger.cli.systemd import NotForUnitError
from tests.ledger.cli.conftest import Command, run

if TYPE_CHECKING:
    from pathlib import Path


def test_the_unit_names_this_installation_and_this_home(command: Command) -> None:
    command.run("init")
    printed = run(command, "run", "--print-systemd").stdout
    (started,) = [line for line in printed.splitlines() if line.startswith("ExecStart=")]
    assert started.endswith(f" --home {command.home} run")
    assert f"ReadWritePaths={command.home}\n" in printed
    assert "Restart=on-failure\n" in printed
    assert "ProtectSystem=strict\n" in printed


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("o'clock", '"{}/o\'clock"'),
        ("a;b", '"{}/a;b"'),
        ("a b", '"{}/a b"'),
        ('50 %"', '"{}/50 %%\\""'),
        ("a\\b", '"{}/a\\\\b"'),
    ],
)
def test_a_home_is_one_word_whatever_it_is_called(tmp_path: Path, name: str, written: str) -> None:
    printed = run(Command(tmp_path / name), "run", "--print-systemd").stdout
    word = written.format(tmp_path)
    assert f" --home {word} run\n" in printed
    assert f"ReadWritePaths={word}\n" in printed


@pytest.mark.parametrize("name", ["a\nExecStartPre=/bin/false", "a\tb", "a\x7f", "a\x9b2J"])
def test_a_home_with_control_characters_is_refused(tmp_path: Path, name: str) -> None:
    refused = Command(tmp_path / name).run("run", "--print-systemd")
    assert isinstance(refused.exception, NotForUnitError)
    assert refused.stdout == ""
    assert str(refused.exception).isprintable()


def test_a_unit_needs_no_ledger_yet_and_starts_nothing(command: Command) -> None:
    assert "[Service]" in run(command, "run", "--print-systemd").stdout
    assert not command.home.exists()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
@pytest.mark.parametrize("name", ["home", "a home", "o'clock; 'x", 'of "50 %" and $HOME'])
def test_systemd_takes_the_unit_whatever_the_home_is_called(tmp_path: Path, name: str) -> None:
    command = Command(tmp_path / name)
    command.run("init")
    unit = tmp_path / "fledger.service"
    unit.write_text(run(command, "run", "--print-systemd").stdout, encoding="utf-8")

    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    ours = [line for line in checked.stderr.splitlines() if "fledger.service" in line]
    assert (checked.returncode, ours) == (0, [])
