"""The daemon minds the clock: one that somebody sets is doubted, a machine that slept is not."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ledger.cli.duties import Duties
from ledger.clock import SetClock
from ledger.demo.server import publishers
from ledger.resolution.looking.pace import Pace
from ledger.settings import read_settings
from tests.ledger.cli.test_daemon_left_alone import environment, nobody

if TYPE_CHECKING:
    import pytest

    from tests.ledger.cli.conftest import Command


def duties_by(command: Command, clock: SetClock, seconds: list[float], mirrors: str) -> Duties:
    """The daemon's duties by a clock that is set, with one beside it that nobody sets."""
    settings = read_settings(command.home, environment(command, mirrors))
    duties = Duties(settings, clock, threading.Event())
    duties.pace = Pace(clock, lambda: seconds[0])
    return duties


def doubt(command: Command) -> object:
    return json.loads(command.whole("status", "--json").stdout)["clock"]["doubt"]


def test_a_clock_that_is_set_is_doubted_until_a_host_agrees(
    command: Command, caplog: pytest.LogCaptureFixture
) -> None:
    command.run("init")
    clock, seconds = SetClock(datetime.now(UTC)), [0.0]
    with publishers(clock) as found:
        duties = duties_by(command, clock, seconds, nobody())
        duties.sync()
        duties.sweep()
        clock.move(timedelta(hours=3))
        duties.confirm()
        assert "set 180 minutes forward" in str(doubt(command))
        assert [record.message for record in caplog.records].count("the clock was set") == 1
        resolving = command.whole("resolve", FLEDGER_MIRRORS=nobody())
        assert "set 180 minutes forward" in resolving.stderr
        duties.settings = read_settings(
            command.home, {"FLEDGER_MIRRORS": ",".join(f"{host}={base}" for host, base in found.items())}
        )
        clock.move(timedelta(hours=6))
        seconds[0] += 6 * 3600
        duties.sweep()
        assert doubt(command) is None
        clock.move(timedelta(minutes=4))
        duties.confirm()
    assert doubt(command) is None


def test_the_clock_of_a_simulated_ledger_may_be_set(command: Command) -> None:
    command.run("init", "--simulated")
    clock, seconds = SetClock(datetime.now(UTC)), [0.0]
    duties = duties_by(command, clock, seconds, nobody())
    clock.move(timedelta(days=300))
    duties.once()
    assert doubt(command) is None


def test_a_machine_that_slept_for_days_looks_at_once_and_doubts_nothing(command: Command) -> None:
    command.run("init")
    clock, seconds = SetClock(datetime.now(UTC)), [0.0]
    with publishers(clock) as found:
        mirrors = ",".join(f"{host}={base}" for host, base in found.items())
        duties = duties_by(command, clock, seconds, mirrors)
        duties.sync()
        duties.sweep()
        before = json.loads(command.whole("status", "--json").stdout)
        clock.move(timedelta(days=40))
        seconds[0] += timedelta(days=40).total_seconds()
        duties.sweep()
    after = json.loads(command.whole("status", "--json").stdout)
    assert doubt(command) is None
    assert after["looks"]["last_at"] > before["looks"]["last_at"]
    assert after["questions"]["annulled"] == after["questions"]["given_up"] == 0
