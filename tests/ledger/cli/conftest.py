"""A home of one's own for every test of the command line, and the command line itself, in this process or as one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from ledger.cli.frame import Frame
from ledger.cli.main import fledger
from tests.ledger.cli.checkouts import BILL, LEAD, PUBLICATIONS, Checkout
from tests.ledger.record.worlds import World

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]


@dataclass
class Command:
    """`fledger` in a home: `in_process` for most tests, `whole` where the process itself is what is tested."""

    home: Path

    def run(self, *words: str, given: str | None = None) -> Result:
        return CliRunner().invoke(fledger, words, obj=Frame(self.home), input=given, prog_name="fledger")

    def whole(self, *words: str, seconds: int = 120, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ledger", *words],
            env={**os.environ, "FLEDGER_HOME": str(self.home), "PYTHONPATH": str(ROOT), **more},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for what may be lost, so that no test writes into the one of whoever runs it."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("FLEDGER_CACHE")
    os.environ["FLEDGER_CACHE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["FLEDGER_CACHE"]
    else:
        os.environ["FLEDGER_CACHE"] = before


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """A command line whose home does not exist yet."""
    return Command(tmp_path / "home")


@pytest.fixture
def world(command: Command) -> Iterator[World]:
    """A simulated ledger, because only there the time can be set."""
    made = World(command.home / "ledger.db", simulated=True)
    yield made
    made.close()


@pytest.fixture
def lived(world: World) -> World:
    world.live()
    return world


def run(command: Command, *words: str) -> Result:
    result = command.run(*words)
    assert result.exit_code == 0, result.output
    return result


def data(command: Command, *words: str) -> Any:
    said = json.loads(run(command, *words, "--json").stdout)
    assert said["schema"] == 1
    assert said["simulated"] is True
    return said


def fields(command: Command, *words: str) -> list[list[str]]:
    return [line.split("\t") for line in run(command, *words, "--plain").stdout.splitlines()]


@pytest.fixture
def checkout(tmp_path: Path, command: Command) -> Checkout:
    """A repository with three files on `base`, and a branch to change them on."""
    made = Checkout((tmp_path / "checkout").resolve(), command)
    made.top.mkdir()
    made.git("init", "-b", "base")
    made.write("lead.toml", LEAD)
    made.write("bill.toml", BILL)
    made.write("publications.toml", PUBLICATIONS)
    made.commit()
    made.git("checkout", "-b", "proposed")
    return made
