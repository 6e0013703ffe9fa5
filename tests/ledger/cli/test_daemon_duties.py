"""The daemon in this process: its duties in order, its end by a signal, its log."""

from __future__ import annotations

import json
import logging
import os
import signal
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cli.daemon import JsonLines, _once, _until_stopped
from ledger.cli.duties import Duties
from ledger.clock import RealClock
from ledger.demo.server import publishers
from ledger.journal.refused import LedgerBusyError
from ledger.settings import read_settings
from tests.ledger.cli.test_daemon_left_alone import environment, nobody

if TYPE_CHECKING:
    import pytest

    from tests.ledger.cli.conftest import Command


def test_a_run_of_once_does_every_duty_in_order(command: Command, caplog: pytest.LogCaptureFixture) -> None:
    command.run("init")
    caplog.set_level("INFO", "fledger")
    with publishers(RealClock()) as found:
        mirrors = ",".join(f"{host}={base}" for host, base in found.items())
        settings = read_settings(command.home, environment(command, mirrors))
        assert _once(Duties(settings, RealClock(), threading.Event())) == 0
    told = [record.message for record in caplog.records if record.name == "fledger"]
    assert told[:3] == ["sync", "sweep", "references"]
    assert set(told[3:]) == {"waits for a person"}


def test_the_daemon_runs_until_a_signal_stops_it(command: Command, caplog: pytest.LogCaptureFixture) -> None:
    command.run("init")
    caplog.set_level("INFO", "fledger")
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    duties = Duties(
        read_settings(command.home, environment(command, nobody())), RealClock(), threading.Event()
    )
    duties.beat = partial(os.kill, os.getpid(), signal.SIGTERM)
    try:
        assert _until_stopped(duties) == 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    told = [record.message for record in caplog.records if record.name == "fledger"]
    assert (told[0], told[-1]) == ("daemon started", "daemon stopped")
    assert "sweep" in told


def test_a_line_of_the_log_is_one_json_object_with_what_stands_beside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failed = LedgerBusyError(Path("ledger.db"))
    logging.getLogger("fledger").error("duty failed", exc_info=failed, extra={"duty": "sweep"})
    said = json.loads(JsonLines().format(caplog.records[0]))
    assert (said["level"], said["event"], said["duty"]) == ("error", "duty failed", "sweep")
    assert "Another program is writing" in said["trace"]
    assert said["at"].endswith("+00:00")
