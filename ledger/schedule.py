"""The daemon: an alarm clock that rings, and a watchdog that looks whether it still does.

APScheduler keeps no memory here: what is due stands in the ledger's rows. Its thread can end silently on one
database error, so the main thread watches a monotonic clock and sets a new alarm when the old one stays out.
"""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from ledger.clock import RealClock
from ledger.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import timedelta
    from pathlib import Path

log = logging.getLogger(__name__)

PATIENCE = 3
"""How many intervals a duty may stay out before the alarm is set anew."""

TOO_LONG = 600.0
"""Seconds after which a duty that is still at work is told of in the log."""

GRACE = 5.0
"""Seconds a duty under way has after a stop; then it is left behind, and what it did not commit was never said."""


class SecondDaemonError(LedgerError):
    """A daemon holds this ledger already."""

    def __init__(self, lock: Path, pid: str) -> None:
        super().__init__(f"A daemon (process {pid or 'unknown'}) runs this ledger; its lock is {lock}.")


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing the daemon does, and how often. `run` is called from one thread at a time."""

    name: str
    every: timedelta
    run: Callable[[], object]


@dataclass
class Alarm:
    """Rings duties until it is stopped; `run` gives the exit code.

    `tick` is how often the watchdog looks, in seconds. `fault` is what ended the run, if something did. `left` is the
    duty that was still under way `grace` seconds after the stop: its thread cannot be ended, only the process can.
    """

    duties: Sequence[Duty]
    stop: threading.Event = field(default_factory=threading.Event)
    tick: float = 1.0
    grace: float = GRACE
    fault: BaseException | None = None
    left: str | None = None
    _rung_at: dict[str, float] = field(default_factory=dict)
    _begun: tuple[str, float] | None = None
    _told: tuple[str, float] | None = None
    _busy: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> int:
        """Ring until stopped. 0 after a clean stop, 1 when the database can no longer be trusted."""
        scheduler = self._started()
        try:
            while not self.stop.wait(self.tick):
                self._tell_of_hanging()
                if late := self._late():
                    log.warning("watchdog: the alarm stayed out", extra={"duty": late.name})
                    scheduler.shutdown(wait=False)
                    scheduler = self._started()
        finally:
            scheduler.shutdown(wait=False)
            self.left = self._still_at_work()
        return 1 if self.fault else 0

    def _still_at_work(self) -> str | None:
        """The duty that does not end in the time it is given."""
        if self._busy.acquire(timeout=self.grace):
            self._busy.release()
            return None
        return self._begun[0] if self._begun else "unknown"

    def _started(self) -> BackgroundScheduler:
        now = time.monotonic()
        self._rung_at = {duty.name: now for duty in self.duties}
        scheduler = self._scheduler()
        scheduler.start()
        return scheduler

    def _late(self) -> Duty | None:
        """A duty that was not begun for too long while nothing is under way."""
        now = time.monotonic()
        overdue = (d for d in self.duties if now - self._rung_at[d.name] > PATIENCE * d.every.total_seconds())
        return None if self._busy.locked() else next(overdue, None)

    def _tell_of_hanging(self) -> None:
        """A duty that hangs cannot be taken from its thread; it can be told of, once."""
        begun = self._begun
        if begun and begun != self._told and time.monotonic() - begun[1] > TOO_LONG:
            log.error("duty hangs", extra={"duty": begun[0], "seconds": TOO_LONG})
            self._told = begun

    def _scheduler(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone="UTC",
        )
        for duty in self.duties:
            seconds = duty.every.total_seconds()
            first = RealClock().now()
            scheduler.add_job(
                self._do, "interval", seconds=seconds, args=[duty], id=duty.name, next_run_time=first
            )
        scheduler.add_listener(self._heard, EVENT_JOB_ERROR | EVENT_JOB_EXECUTED)
        return scheduler

    def _do(self, duty: Duty) -> None:
        """One duty at a time, whoever calls it; after a stop, none."""
        with self._busy:
            if not self.stop.is_set():
                self._rung_at[duty.name] = time.monotonic()
                self._begun = (duty.name, time.monotonic())
                try:
                    duty.run()
                finally:
                    self._begun = None

    def _heard(self, event: JobExecutionEvent) -> None:
        """A duty failed: a locked database is tried again, a broken one ends the daemon."""
        if event.exception is None:
            return
        log.error("duty failed", exc_info=event.exception, extra={"duty": event.job_id})
        if _is_fatal(event.exception):
            self.fault = event.exception
            self.stop.set()


def _is_fatal(error: BaseException) -> bool:
    """After a failed write to disk the next one may seem to work; only a new process may try again."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, sqlite3.DatabaseError) and any(
            sign in str(cause)
            for sign in ("disk I/O error", "malformed", "is not a database", "disk is full")
        ):
            return True
        cause = cause.__cause__ or getattr(cause, "orig", None)
    return False


class Hold:
    """The one daemon's hold on a ledger: a lock on a file beside it, gone with the process."""

    def __init__(self, ledger: Path) -> None:
        self.path = ledger.with_name(ledger.name + ".daemon")
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)

    def __enter__(self) -> Self:
        """Take it. Raises SecondDaemonError."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = os.read(self._file, 20).decode(errors="replace").strip()
            os.close(self._file)
            raise SecondDaemonError(self.path, pid) from error
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode())
        return self

    def __exit__(self, *_: object) -> None:
        """Let it go."""
        os.close(self._file)
