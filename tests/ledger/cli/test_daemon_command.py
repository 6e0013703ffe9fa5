"""The daemon as a process of its own: it looks, it says so, it stops when it is told, and there is one of it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ledger.clock import RealClock
from ledger.demo.server import publishers
from tests.ledger.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ledger.cli.conftest import Command


@pytest.fixture
def mirrors() -> Iterator[str]:
    with publishers(RealClock()) as found:
        yield ",".join(f"{host}={base}" for host, base in found.items())


def started(command: Command, mirrors: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "FLEDGER_HOME": str(command.home),
        "PYTHONPATH": str(ROOT),
        "FLEDGER_MIRRORS": mirrors,
    }
    environment["FLEDGER_SWEEP_EVERY"] = "1s"
    return subprocess.Popen(
        [sys.executable, "-m", "ledger", "run"], env=environment, stderr=subprocess.PIPE, text=True
    )


def first(daemon: subprocess.Popen[str], event: str) -> dict[str, object]:
    """The first log line of an event; the daemon's end, with all it said, fails the test."""
    assert daemon.stderr is not None
    said: list[str] = []
    for line in daemon.stderr:
        said.append(line)
        found: dict[str, object] = json.loads(line)
        if found["event"] == event:
            return found
    pytest.fail("".join(said))


def test_it_takes_questions_looks_and_stops_cleanly(command: Command, mirrors: str) -> None:
    command.run("init")
    daemon = started(command, mirrors)
    try:
        assert first(daemon, "sync")["asked"]
        swept = first(daemon, "sweep")
        second = command.whole("run")
        status = json.loads(command.whole("status", "--json").stdout)
        stopping = time.monotonic()
        daemon.send_signal(signal.SIGTERM)
        daemon.communicate(timeout=20)
    finally:
        daemon.kill()
        daemon.wait()

    proposed = swept["proposed"]
    assert isinstance(proposed, list)
    assert "several-months-ahead-2026" in proposed
    assert int(str(swept["requests"])) >= 4
    assert second.returncode == 1
    assert f"process {daemon.pid}" in second.stderr
    assert status["questions"]["proposed"] == len(proposed)
    assert daemon.returncode == 0
    assert time.monotonic() - stopping < 10


def test_it_stops_soon_though_a_publisher_is_slow(command: Command) -> None:
    command.run("init")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        hosts = ("epoch.ai", "www.govtrack.us", "www.federalregister.gov", "api.congress.gov")
        daemon = started(command, ",".join(f"{host}={address}" for host in hosts))
        try:
            assert first(daemon, "sync")["asked"]
            silent.accept()[0].close()
            stopping = time.monotonic()
            daemon.send_signal(signal.SIGTERM)
            daemon.communicate(timeout=20)
        finally:
            daemon.kill()
            daemon.wait()

    assert daemon.returncode == 0
    assert time.monotonic() - stopping < 8


def test_once_does_every_duty_and_ends(command: Command, mirrors: str) -> None:
    command.run("init")

    once = command.whole("run", "--once", FLEDGER_MIRRORS=mirrors)

    assert once.returncode == 0, once.stderr
    assert [json.loads(line)["event"] for line in once.stderr.splitlines()][:2] == ["sync", "sweep"]
    assert command.whole("verify").returncode == 0


def test_without_a_ledger_there_is_nothing_to_run(command: Command) -> None:
    assert command.whole("run").returncode == 1
