"""The alarm clock rings, the watchdog watches it, and a ledger has one daemon."""

from __future__ import annotations

import ctypes
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ledger.schedule import TOO_LONG, Alarm, Duty, Hold, SecondDaemonError

if TYPE_CHECKING:
    from pathlib import Path

SHORT = timedelta(seconds=0.05)


def stopped_after(alarm: Alarm, seconds: float) -> int:
    timer = threading.Timer(seconds, alarm.stop.set)
    timer.start()
    code = alarm.run()
    timer.cancel()
    timer.join()
    return code


def test_a_duty_is_rung_at_once_and_again() -> None:
    calls: list[float] = []
    alarm = Alarm([Duty("sweep", SHORT, lambda: calls.append(time.monotonic()))], tick=0.02)

    assert stopped_after(alarm, 0.5) == 0
    assert len(calls) >= 3


def test_duties_never_run_side_by_side() -> None:
    inside = 0
    most = 0

    def work() -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.03)
        inside -= 1

    alarm = Alarm([Duty("a", SHORT, work), Duty("b", SHORT, work)], tick=0.01)

    stopped_after(alarm, 0.5)

    assert most == 1


def test_a_failing_duty_is_tried_again() -> None:
    calls: list[int] = []

    def work() -> None:
        calls.append(1)
        raise sqlite3.OperationalError("database is locked")

    alarm = Alarm([Duty("sweep", SHORT, work)], tick=0.02)

    assert stopped_after(alarm, 0.3) == 0
    assert len(calls) >= 2


def test_a_broken_disk_ends_the_daemon_with_1() -> None:
    def work() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    alarm = Alarm([Duty("sweep", SHORT, work)], tick=0.02)

    assert stopped_after(alarm, 5) == 1
    assert isinstance(alarm.fault, sqlite3.OperationalError)


def test_the_watchdog_sets_a_new_alarm_when_the_old_one_stays_out() -> None:
    calls: list[str] = []
    alarm = Alarm([Duty("sweep", timedelta(hours=1), lambda: calls.append("swept"))], tick=0.02)

    def forget() -> None:
        while not calls:
            time.sleep(0.01)
        alarm._rung_at["sweep"] -= 4 * 3600

    threading.Thread(target=forget).start()
    stopped_after(alarm, 0.5)

    assert len(calls) == 2


def test_a_duty_that_hangs_is_told_of_once(caplog: pytest.LogCaptureFixture) -> None:
    def hang() -> None:
        assert alarm._begun is not None
        alarm._begun = (alarm._begun[0], alarm._begun[1] - 2 * TOO_LONG)
        time.sleep(0.15)

    alarm = Alarm([Duty("sweep", timedelta(hours=1), hang)], tick=0.02)

    stopped_after(alarm, 0.2)

    assert [record.message for record in caplog.records].count("duty hangs") == 1


def test_a_duty_that_does_not_end_is_left_behind_in_time() -> None:
    let_go = threading.Event()
    alarm = Alarm([Duty("sweep", timedelta(hours=1), lambda: let_go.wait(20))], tick=0.02, grace=0.2)

    began = time.monotonic()
    code = stopped_after(alarm, 0.2)
    took = time.monotonic() - began
    let_go.set()

    assert (code, alarm.left) == (0, "sweep")
    assert took < 2


def test_a_duty_that_ends_in_time_is_waited_for() -> None:
    ended: list[str] = []

    def work() -> None:
        time.sleep(0.3)
        ended.append("sweep")

    alarm = Alarm([Duty("sweep", timedelta(hours=1), work)], tick=0.02)

    assert stopped_after(alarm, 0.1) == 0
    assert (ended, alarm.left) == (["sweep"], None)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_scheduler_whose_thread_died_is_replaced_and_the_duty_rings_again() -> None:
    """As one error of its loop does it: the thread ends, and the scheduler says that it runs."""
    calls: list[str] = []
    alarm = Alarm([Duty("sweep", timedelta(seconds=0.2), lambda: calls.append("swept"))], tick=0.02)
    dead: list[threading.Thread] = []

    def die() -> None:
        while not calls:
            time.sleep(0.01)
        dead.extend(thread for thread in threading.enumerate() if thread.name == "APScheduler")
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(dead[0].ident or 0), ctypes.py_object(SystemExit)
        )
        dead[0].join()
        calls.clear()

    threading.Thread(target=die).start()
    stopped_after(alarm, 2.5)

    assert not dead[0].is_alive()
    assert len(calls) >= 3


HOLDING = """
import sys, time
from pathlib import Path
from ledger.schedule import Hold
with Hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_daemon_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    first = subprocess.Popen([sys.executable, "-c", HOLDING, str(ledger)], stdout=subprocess.PIPE)
    try:
        assert first.stdout is not None
        first.stdout.readline()

        with pytest.raises(SecondDaemonError, match=str(first.pid)), Hold(ledger):
            pass
    finally:
        first.kill()
        first.communicate()

    with Hold(ledger):
        pass
