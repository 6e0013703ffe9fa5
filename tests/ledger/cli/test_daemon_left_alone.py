"""The daemon left alone: a heartbeat, an end in time, a locked ledger, a full disk, a kill."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from ledger.cli.daemon import _heartbeat_address
from ledger.cli.duties import Duties
from ledger.cli.frame import Frame
from ledger.clock import RealClock
from ledger.demo.server import publishers
from ledger.journal.refused import LedgerBusyError
from ledger.journal.verify import verify
from ledger.places import SettingsError
from ledger.settings import read_settings
from tests.ledger.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ledger.cli.conftest import Command

HOSTS = ("epoch.ai", "www.govtrack.us", "www.federalregister.gov", "api.congress.gov")
STOPS_WITHIN = 10


@pytest.fixture
def mirrors() -> Iterator[str]:
    with publishers(RealClock()) as found:
        yield ",".join(f"{host}={base}" for host, base in found.items())


def nobody() -> str:
    """Mirrors that lead to a closed port, so that a sweep is over at once."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return ",".join(f"{host}=http://127.0.0.1:{closed.getsockname()[1]}" for host in HOSTS)


def environment(command: Command, mirrors: str) -> dict[str, str]:
    return {
        **os.environ,
        "FLEDGER_HOME": str(command.home),
        "PYTHONPATH": str(ROOT),
        "FLEDGER_MIRRORS": mirrors,
        "FLEDGER_SWEEP_EVERY": "1s",
    }


@contextmanager
def running(
    command: Command, mirrors: str, *words: str, room: str = "unlimited"
) -> Iterator[subprocess.Popen[str]]:
    """The daemon as a process; no file of its can grow over `room` KiB."""
    daemon = subprocess.Popen(
        ["bash", "-c", f'ulimit -f {room} && exec "$@"', "-", sys.executable, "-m", "ledger", "run", *words],
        env=environment(command, mirrors),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield daemon
    finally:
        daemon.kill()
        daemon.communicate()


def heard(daemon: subprocess.Popen[str], event: str) -> dict[str, object]:
    """The next log line of an event; the daemon's end, with all it said, fails the test."""
    assert daemon.stderr is not None
    said: list[str] = []
    for line in daemon.stderr:
        said.append(line)
        found: dict[str, object] = json.loads(line)
        if found["event"] == event:
            return found
    pytest.fail("".join(said))


def seconds_to_stop(daemon: subprocess.Popen[str]) -> float:
    began = time.monotonic()
    daemon.send_signal(signal.SIGTERM)
    daemon.communicate(timeout=3 * STOPS_WITHIN)
    return time.monotonic() - began


# ---- the heartbeat -------------------------------------------------------------------------------------


class Pings(BaseHTTPRequestHandler):
    """Notes every path that is asked for, and answers with `status`."""

    status = 200
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response_only(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening(status: int = 200) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Handler", (Pings,), {"asked": asked, "status": status})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/3f2a-secret", asked
        finally:
            server.shutdown()
            thread.join()


def test_every_good_sweep_beats_once_at_an_address_of_ones_own(command: Command, mirrors: str) -> None:
    command.run("init")
    with listening() as (url, asked), running(command, mirrors, "--heartbeat", url) as daemon:
        heard(daemon, "sweep")
        heard(daemon, "sweep")
        heard(daemon, "sweep")
        seconds_to_stop(daemon)
    assert asked[:2] == ["/3f2a-secret"] * 2


def test_a_sweep_that_failed_does_not_beat(command: Command) -> None:
    command.run("init")
    with listening() as (url, asked), running(command, nobody(), "--heartbeat", url) as daemon:
        heard(daemon, "sync")
        beaten = len(asked)
        command.home.joinpath("ledger.db").rename(command.home / "away.db")
        for _ in range(6):
            heard(daemon, "duty failed")
        seconds_to_stop(daemon)
        assert len(asked) <= beaten + 1


def test_a_heartbeat_that_nobody_hears_is_told_without_the_secret_and_stops_nothing(command: Command) -> None:
    command.run("init")
    with listening(status=404) as (url, _):
        command.home.joinpath("settings.toml").write_text(f'[sweep]\nheartbeat = "{url}"\n', encoding="utf-8")
        with running(command, nobody()) as daemon:
            said = heard(daemon, "the heartbeat was not heard")
            heard(daemon, "sweep")
            seconds_to_stop(daemon)
    assert daemon.returncode == 0
    assert str(said["to"]).endswith("/...")
    assert "secret" not in json.dumps(said)


def test_a_heartbeat_that_hangs_delays_neither_a_sweep_nor_the_end(command: Command) -> None:
    command.run("init")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/x"
        with running(command, nobody(), "--heartbeat", url) as daemon:
            heard(daemon, "sweep")
            began = time.monotonic()
            for _ in range(2):
                heard(daemon, "sweep")
            assert time.monotonic() - began < STOPS_WITHIN
            assert seconds_to_stop(daemon) < STOPS_WITHIN
    assert daemon.returncode == 0


def test_an_address_that_was_typed_is_stronger_than_the_one_in_the_settings(command: Command) -> None:
    command.run("init")
    command.home.joinpath("settings.toml").write_text('[sweep]\nheartbeat = "http://a/1"\n', encoding="utf-8")
    frame = Frame(command.home)
    assert _heartbeat_address(frame, None) == "http://a/1"
    assert _heartbeat_address(frame, "http://b/2") == "http://b/2"
    with pytest.raises(SettingsError):
        _heartbeat_address(frame, "b/2")


# ---- the end, whatever is under way --------------------------------------------------------------------


def test_it_stops_in_time_though_an_answer_drips(command: Command) -> None:
    command.run("init")
    stopped = threading.Event()

    def drip(server: socket.socket) -> None:
        connection = server.accept()[0]
        with connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            with suppress(OSError):
                while not stopped.wait(0.2):
                    connection.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as server:
        mirrors = ",".join(f"{host}=http://127.0.0.1:{server.getsockname()[1]}" for host in HOSTS)
        dripping = threading.Thread(target=drip, args=(server,))
        dripping.start()
        with running(command, mirrors) as daemon:
            heard(daemon, "sync")
            time.sleep(0.7)
            took = seconds_to_stop(daemon)
        stopped.set()
        dripping.join()
    assert (daemon.returncode, took < STOPS_WITHIN) == (0, True)


@contextmanager
def locked(command: Command) -> Iterator[None]:
    """Another program that holds the write lock."""
    database = sqlite3.connect(command.home / "ledger.db", isolation_level=None)
    try:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")
    finally:
        database.close()


def test_it_stops_in_time_though_the_ledger_is_locked(command: Command) -> None:
    command.run("init")
    with locked(command), running(command, nobody()) as daemon:
        heard(daemon, "daemon started")
        time.sleep(0.5)
        took = seconds_to_stop(daemon)
    assert (daemon.returncode, took < STOPS_WITHIN) == (0, True)
    assert verify(command.home / "ledger.db").ok


def test_a_locked_ledger_is_waited_for_by_the_daemon_and_not_by_a_run_of_once(command: Command) -> None:
    command.run("init")
    settings = read_settings(command.home, environment(command, nobody()))
    duties = Duties(settings, RealClock(), threading.Event(), again_after=0.1)
    tried: list[float] = []

    def sync() -> None:
        tried.append(time.monotonic())
        duties.sync()

    with ThreadPoolExecutor(2) as threads:
        with locked(command):
            waiting = threads.submit(duties._until_free, "sync", sync)
            once = threads.submit(Duties(settings, RealClock(), threading.Event()).once)
            assert isinstance(once.exception(timeout=60), LedgerBusyError)
            while len(tried) < 2:
                time.sleep(0.1)
        assert waiting.exception(timeout=60) is None
    assert json.loads(command.whole("status", "--json").stdout)["questions"]["asked"] > 0


# ---- the disk ------------------------------------------------------------------------------------------


def test_a_full_disk_ends_it_with_1_loses_nothing_and_is_recovered_from(
    command: Command, mirrors: str
) -> None:
    command.run("init")
    command.run("sync")
    ledger = command.home / "ledger.db"
    before = verify(ledger)
    room = ledger.stat().st_size // 1024 + 8

    with running(command, mirrors, room=str(room)) as daemon:
        failed = heard(daemon, "duty failed")
        daemon.communicate(timeout=20)
        code = daemon.returncode
    full = verify(ledger)
    with running(command, mirrors) as daemon:
        heard(daemon, "sweep")
        seconds_to_stop(daemon)
    recovered = verify(ledger)

    assert code == 1
    assert "Nothing was recorded" in str(failed["trace"])
    assert (full.ok, recovered.ok) == (True, True)
    assert before.size <= full.size <= recovered.size
    assert before.size < recovered.size


# ---- kill -9 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at_request", [1, 4])
def test_a_daemon_killed_at_a_request_leaves_a_ledger_that_goes_on(
    command: Command, mirrors: str, at_request: int
) -> None:
    command.run("init")
    with killing(mirrors, at_request) as (proxied, victim), running(command, proxied) as daemon:
        victim.append(daemon.pid)
        assert daemon.wait(timeout=30) == -signal.SIGKILL
    assert verify(command.home / "ledger.db").ok

    with running(command, mirrors) as daemon:
        swept = heard(daemon, "sweep")
        seconds_to_stop(daemon)
    assert "several-months-ahead-2026" in str(swept["proposed"])
    assert verify(command.home / "ledger.db").ok


@contextmanager
def killing(mirrors: str, at_request: int) -> Iterator[tuple[str, list[int]]]:
    """The publishers behind a server that kills the process it is given at its n-th request."""
    bases = dict(pair.split("=", 1) for pair in mirrors.split(","))
    asked: list[str] = []
    victim: list[int] = []

    class Between(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if len(asked) == at_request:
                os.kill(victim[0], signal.SIGKILL)
            _, host, path = self.path.split("/", 2)
            with urlopen(f"{bases[host]}/{path}") as answer:  # noqa: S310 - on loopback, of our own making
                body = answer.read()
            self.send_response_only(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            with suppress(ConnectionError):
                super().handle()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Between) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield ",".join(f"{host}=http://127.0.0.1:{server.server_port}/{host}" for host in bases), victim
        finally:
            server.shutdown()
            thread.join()
