"""`fledger run`: the scheduler, in the foreground, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from ledger import wiring
from ledger.cli.frame import Frame, finish, pass_frame

if TYPE_CHECKING:
    from ledger.journal.append import Journal
    from ledger.schedule import Duty
    from ledger.settings import Settings

log = logging.getLogger("fledger")

SYNC_EVERY = timedelta(hours=1)
NOTIFY_EVERY = timedelta(days=1)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, event, and what was given beside."""

    USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = {key: value for key, value in vars(record).items() if key not in self.USUAL}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "at": at,
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **said,
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=True)


def log_to_stderr() -> None:
    """Structured logs of everything from `info` up, on stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for loud in ("apscheduler", "httpx", "httpcore"):
        logging.getLogger(loud).setLevel(logging.WARNING)


@click.command("run")
@click.option("--once", is_flag=True, help="Do every duty once and end.")
@pass_frame
def daemon(frame: Frame, *, once: bool) -> None:
    """Take new questions, look at what is due, decide and resolve, until stopped. One daemon to a ledger."""
    from ledger.schedule import Alarm, Hold

    log_to_stderr()
    with frame.record():
        settings = frame.settings
    stop = threading.Event()
    duties = Duties(settings, frame, stop).all()
    with Hold(settings.ledger):
        if once:
            for duty in duties:
                duty.run()
            return
        alarm = Alarm(duties, stop)
        _stop_on_signals(stop)
        log.info("daemon started", extra={"ledger": str(settings.ledger), "pid": os.getpid()})
        code = alarm.run()
        log.info("daemon stopped", extra={"code": code})
    finish(code)


def _stop_on_signals(stop: threading.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())


class Duties:
    """What the daemon does, each on a connection of its own."""

    def __init__(self, settings: Settings, frame: Frame, stop: threading.Event) -> None:
        from ledger.resolution.register import Register

        self.stop = stop
        self.settings = settings
        self.frame = frame
        self.register = Register()

    def all(self) -> list[Duty]:
        """The four duties, in the order of a first run."""
        from ledger.schedule import Duty

        every = self.settings.sweep_every
        return [
            Duty("sync", SYNC_EVERY, self.sync),
            Duty("sweep", every, self.sweep),
            Duty("confirm", every, self.confirm),
            Duty("notify", NOTIFY_EVERY, self.notify),
        ]

    def _journal(self) -> Journal:
        return wiring.open_journal(self.settings, self.frame.clock)

    def sync(self) -> None:
        """Take new questions; an amendment waits for a person."""
        from ledger.journal.intake import sync

        catalogue = wiring.catalogue(self.settings)
        with self._journal() as journal:
            report = sync(journal, catalogue)
        log.info(
            "sync", extra={"asked": report.asked, "problems": [p.sentence() for p in catalogue.problems]}
        )

    def sweep(self) -> None:
        """Look at what is due, keep what counts, decide."""
        from ledger.journal.work import remember

        with self._journal() as journal:
            sweeping = wiring.look(journal, self.settings, who="daemon", register=self.register)
            report = asyncio.run(wiring.unless_stopped(sweeping, self.stop.is_set))
            if report is None:
                return
            with journal.transaction() as tx:
                remember(tx.connection, "daemon", str(os.getpid()), journal.clock.now())
        log.info(
            "sweep",
            extra={
                "looks": len(report.looks),
                "requests": report.requests,
                "entries": report.entries,
                "proposed": [p.question for p in report.proposed],
                "given_up": report.given_up,
                "annulled": report.annulled,
                "refused": report.refused,
                "unreadable": report.unreadable,
                "clock_doubt": report.clock_doubt,
            },
        )

    def confirm(self) -> None:
        """Resolve what waited long enough and is confirmed."""
        from ledger.resolution.confirm import confirm_due

        with self._journal() as journal:
            for done in confirm_due(journal):
                log.info("resolved", extra={"question": done.question, "how": done.how})

    def notify(self) -> None:
        """Say once a day what waits for a person."""
        from ledger.clock import microseconds
        from ledger.record.changes import waiting

        with wiring.open_record(self.settings) as record:
            for one in waiting(record, now_us=microseconds(self.frame.clock.now())):
                log.warning("waits for a person", extra={"question": one.id, "need": one.need})
