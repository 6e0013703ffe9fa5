"""A duty of the daemon that fails is told of: the heartbeat stops, and `status` names it, until it works again."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.cli.duties import Duties
from ledger.clock import RealClock, SetClock
from ledger.errors import LedgerError
from ledger.journal.refused import LedgerBusyError
from ledger.settings import read_settings
from tests.ledger.cli.test_daemon_left_alone import environment, nobody

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ledger.cli.conftest import Command


class Daemon:
    """The duties of a ledger, done by hand; `beats` counts what its heartbeat did."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.beats = 0
        self.duties = self.started()

    def started(self) -> Duties:
        settings = read_settings(self.command.home, environment(self.command, nobody()))
        return Duties(settings, RealClock(), threading.Event(), beat=self._beat, again_after=0.1)

    def _beat(self) -> None:
        self.beats += 1

    def does(self, name: str, run: Callable[[], None]) -> None:
        self.duties._until_free(name, run)

    def fails(self, name: str, error: Exception) -> None:
        def broken() -> None:
            raise error

        with pytest.raises(type(error)):
            self.does(name, broken)

    def beats_after_a_sweep(self) -> bool:
        before = self.beats
        self.does("sweep", self.duties.sweep)
        return self.beats > before

    def failed(self) -> list[dict[str, Any]]:
        said = json.loads(self.command.run("status", "--json").stdout)
        found: list[dict[str, Any]] = said["failed_duties"]
        assert not (found and said["well"])
        return found


@pytest.fixture
def daemon(command: Command) -> Daemon:
    command.run("init")
    return Daemon(command)


def test_a_duty_that_fails_stops_the_heartbeat_and_is_named_until_it_works_again(daemon: Daemon) -> None:
    assert daemon.beats_after_a_sweep()
    daemon.fails("confirm", LedgerError("It cannot be.\nNot at all."))
    assert [(one["duty"], one["said"]) for one in daemon.failed()] == [("confirm", "It cannot be.")]
    assert daemon.command.run("status", "--exit-code").exit_code == 1
    assert "confirm has failed for 0 min: It cannot be.\n" in daemon.command.run("status").stdout
    assert not daemon.beats_after_a_sweep()
    daemon.does("sync", daemon.duties.sync)
    assert not daemon.beats_after_a_sweep()
    daemon.does("confirm", daemon.duties.confirm)
    assert daemon.failed() == []
    assert daemon.beats_after_a_sweep()


def test_a_sweep_that_works_again_beats_at_once(daemon: Daemon) -> None:
    daemon.fails("sweep", LedgerError("no"))
    assert [one["duty"] for one in daemon.failed()] == ["sweep"]
    assert daemon.beats_after_a_sweep()
    assert daemon.failed() == []


def test_another_error_of_the_same_duty_keeps_the_time_since(daemon: Daemon) -> None:
    daemon.fails("sync", RecursionError("too deep"))
    (first,) = daemon.failed()
    daemon.duties.failed.clock = SetClock(RealClock().now() + timedelta(days=3))
    daemon.fails("sync", ValueError())
    (second,) = daemon.failed()
    assert (first["said"], second["said"]) == ("RecursionError: too deep", "ValueError: ")
    assert second["since"] == first["since"]


def test_a_daemon_that_was_started_anew_knows_what_failed(daemon: Daemon) -> None:
    daemon.fails("confirm", LedgerError("no"))
    daemon.duties = daemon.started()
    assert not daemon.beats_after_a_sweep()
    daemon.does("confirm", daemon.duties.confirm)
    assert daemon.beats_after_a_sweep()


def test_what_the_ledger_could_not_take_is_known_and_written_the_next_time(
    daemon: Daemon, tmp_path: Path
) -> None:
    ledger = daemon.command.home / "ledger.db"
    ledger.rename(tmp_path / "away.db")
    daemon.fails("sync", LedgerError("no"))
    (tmp_path / "away.db").rename(ledger)
    assert daemon.failed() == []
    assert not daemon.beats_after_a_sweep()
    daemon.fails("sync", LedgerError("no"))
    assert [one["duty"] for one in daemon.failed()] == ["sync"]


def test_a_run_of_once_notes_the_same(daemon: Daemon) -> None:
    daemon.fails("notify", LedgerError("no"))
    daemon.duties.once()
    assert daemon.failed() == []
    away = daemon.command.home / "away.db"
    (daemon.command.home / "ledger.db").rename(away)
    with pytest.raises(LedgerError):
        daemon.duties.once()
    away.rename(daemon.command.home / "ledger.db")
    assert daemon.duties.failed.last["sync"].startswith("There is no ledger")


def test_a_locked_ledger_and_a_stop_are_no_failures_and_heal_none(daemon: Daemon) -> None:
    daemon.fails("confirm", LedgerError("no"))
    with pytest.raises(LedgerBusyError), daemon.duties.failed.noting("sync"):
        raise LedgerBusyError(daemon.command.home)
    daemon.duties.stop.set()
    daemon.does("confirm", daemon.duties.confirm)
    assert [one["duty"] for one in daemon.failed()] == ["confirm"]
