"""`fledger run`: the scheduler, in the foreground, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, finish, pass_frame, tell

if TYPE_CHECKING:
    from ledger.cli.duties import Duties

log = logging.getLogger("fledger")


QUIETER = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "apscheduler": logging.ERROR,
    "apscheduler.executors": logging.CRITICAL,
}
"""What others may log. A sweep longer than its interval is nothing to warn of, and a duty that failed is told by us."""


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
    for loud, level in QUIETER.items():
        logging.getLogger(loud).setLevel(level)


@click.command("run")
@click.option("--once", is_flag=True, help="Do every duty once and end.")
@click.option(
    "--heartbeat",
    metavar="URL",
    help="Ask this address after every sweep that went well; else the one in the settings.",
)
@click.option(
    "--print-systemd", is_flag=True, help="Print a systemd unit for this installation and home, and end."
)
@pass_frame
def daemon(frame: Frame, *, once: bool, heartbeat: str | None, print_systemd: bool) -> None:
    """Take new questions, look at what is due, decide and resolve, until stopped. One daemon to a ledger."""
    if print_systemd:
        from ledger.cli.systemd import unit

        tell(unit(frame.settings), nl=False)
        return
    log_to_stderr()
    with frame.record():
        stop = threading.Event()
        duties = _duties(frame, stop, heartbeat)
    finish(_once(duties) if once else _until_stopped(duties))


def _duties(frame: Frame, stop: threading.Event, typed: str | None) -> Duties:
    from ledger.cli.duties import Duties
    from ledger.cli.heartbeat import Heartbeat

    duties = Duties(frame.settings, frame.clock, stop)
    if url := _heartbeat_address(frame, typed):
        duties.beat = Heartbeat(url).beat
    return duties


def _heartbeat_address(frame: Frame, typed: str | None) -> str | None:
    from ledger.settings import checked_heartbeat

    return checked_heartbeat(typed) if typed else frame.settings.heartbeat


def _once(duties: Duties) -> int:
    from ledger.schedule import Hold

    with Hold(duties.settings.ledger):
        duties.once()
    return 0


def _until_stopped(duties: Duties) -> int:
    from ledger.schedule import Alarm, Hold

    ledger = duties.settings.ledger
    with Hold(ledger):
        alarm = Alarm(duties.all(), duties.stop)
        _stop_on_signals(duties.stop)
        log.info("daemon started", extra={"ledger": str(ledger), "pid": os.getpid()})
        code = alarm.run()
        log.info("daemon stopped", extra={"code": code, "left": alarm.left})
        if alarm.left:
            # Python would wait for the thread. What it did not commit was never acknowledged, so nothing is lost.
            logging.shutdown()
            os._exit(code)
    return code


def _stop_on_signals(stop: threading.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
