"""What the daemon does, and what it says of it in the log."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from ledger import wiring
from ledger.cli.failed_duties import FailedDuties
from ledger.journal.refused import LedgerBusyError
from ledger.resolution.looking.pace import Pace
from ledger.resolution.looking.register import Register

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence

    from ledger.clock import Clock
    from ledger.journal.append import Journal
    from ledger.resolution.looking.sweep_report import SweepReport
    from ledger.resolution.looking_back.stating import Stated
    from ledger.schedule import Duty
    from ledger.settings import Settings

log = logging.getLogger("fledger")

SYNC_EVERY = timedelta(hours=1)
REFERENCES_EVERY = timedelta(hours=1)
NOTIFY_EVERY = timedelta(days=1)

AGAIN_AFTER = 60.0
"""Seconds until a duty is tried again that found the ledger locked by another program."""


def _nothing() -> None:
    """Nobody waits to hear of a good sweep."""


@dataclass
class Duties:
    """The daemon's duties, each on a connection of its own. `beat` is called after every sweep that went well, while no other failed."""

    settings: Settings
    clock: Clock
    stop: threading.Event
    beat: Callable[[], object] = _nothing
    again_after: float = AGAIN_AFTER
    pace: Pace = field(init=False)
    register: Register = field(default_factory=Register)
    failed: FailedDuties = field(init=False)

    def __post_init__(self) -> None:
        self.pace = Pace(self.clock)
        self.failed = FailedDuties(self.settings, self.clock, self.stop)

    def all(self) -> list[Duty]:
        """The five duties as an alarm rings them: each waits for a ledger that is locked."""
        from ledger.schedule import Duty

        return [
            Duty(name, every, partial(self._until_free, name, run)) for name, every, run in self._in_order()
        ]

    def once(self) -> None:
        """Each of them once. Raises LedgerError, also where the ledger is locked."""
        for name, _, run in self._in_order():
            with self.failed.noting(name):
                run()

    def _in_order(self) -> tuple[tuple[str, timedelta, Callable[[], None]], ...]:
        every = self.settings.sweep_every
        return (
            ("sync", SYNC_EVERY, self.sync),
            ("sweep", every, self.sweep),
            ("confirm", every, self.confirm),
            ("references", REFERENCES_EVERY, self.references),
            ("notify", NOTIFY_EVERY, self.notify),
        )

    def _until_free(self, name: str, run: Callable[[], None]) -> None:
        """Do it; while another program keeps the ledger locked, try again."""
        with self.failed.noting(name):
            while not self.stop.is_set():
                try:
                    run()
                except LedgerBusyError as error:
                    log.warning("waits for the ledger", extra={"duty": name, "because": str(error)})
                    self.stop.wait(self.again_after)
                else:
                    return

    @contextmanager
    def _journal(self) -> Iterator[Journal]:
        """The ledger for writing, with the clock minded first: no duty decides by one that was set."""
        with wiring.open_journal(self.settings, self.clock) as journal:
            if not journal.simulated:
                self._mind_the_clock(journal)
            yield journal

    def _mind_the_clock(self, journal: Journal) -> None:
        from ledger.resolution.looking.doubt import doubt_of_step

        step = self.pace.step()
        if step is None:
            return
        with journal.transaction() as tx:
            doubt = doubt_of_step(tx.connection, step, self.clock.now())
        log.warning("the clock was set", extra={"seconds": step.total_seconds(), "clock_doubt": doubt})

    def sync(self) -> None:
        """Take new questions; an amendment waits for a person."""
        from ledger.journal.intake import sync

        catalogue = wiring.catalogue(self.settings)
        with self._journal() as journal:
            report = sync(journal, catalogue)
        problems = [problem.sentence() for problem in catalogue.problems]
        log.info("sync", extra={"asked": report.asked, "problems": problems})

    def sweep(self) -> None:
        """Look at what is due, keep what counts, decide."""
        from ledger.journal.work import remember

        with self._journal() as journal:
            sweeping = wiring.look(journal, self.settings, who="daemon", register=self.register)
            report = asyncio.run(wiring.unless_stopped(sweeping, self.stop.is_set))
            if report is None:
                return
            with journal.transaction() as tx:
                remember(tx.connection, "daemon", str(os.getpid()), self.clock.now())
                failed = self.failed.beside("sweep", tx.connection)
        if report.told:
            self.pace.believe()
        _log_sweep(report)
        if not failed:
            self.beat()

    def confirm(self) -> None:
        """Resolve what waited long enough and is confirmed."""
        from ledger.resolution.people.confirm import confirm_due

        with self._journal() as journal:
            for done in confirm_due(journal):
                log.info("resolved", extra={"question": done.question, "how": done.how})

    def references(self) -> None:
        """State naive forecasts for a few open questions that have none."""
        from ledger.clock import microseconds
        from ledger.record.references import to_try
        from ledger.resolution.looking_back.stating_turn import QUESTIONS_A_TURN, REQUESTS_A_TURN

        with wiring.open_record(self.settings) as record:
            wanted = to_try(record, now_us=microseconds(self.clock.now()), most=QUESTIONS_A_TURN)
        if not wanted:
            return
        with self._journal() as journal:
            turn = wiring.state_references(journal, self.settings, wanted, requests=REQUESTS_A_TURN)
            found = asyncio.run(wiring.unless_stopped(turn, self.stop.is_set))
        if found is not None:
            _log_references(found)

    def notify(self) -> None:
        """Say once a day what waits for a person."""
        from ledger.clock import microseconds
        from ledger.record.changes import waiting

        with wiring.open_record(self.settings) as record:
            for one in waiting(record, now_us=microseconds(self.clock.now())):
                log.warning("waits for a person", extra={"question": one.id, "need": one.need})


def _log_sweep(report: SweepReport) -> None:
    said = {
        "looks": len(report.looks),
        "requests": report.requests,
        "entries": report.entries,
        "proposed": [proposed.question for proposed in report.proposed],
        "given_up": report.given_up,
        "annulled": report.annulled,
        "refused": report.refused,
        "unreadable": report.unreadable,
        "clock_doubt": report.clock_doubt,
    }
    log.info("sweep", extra=said)


def _log_references(found: Sequence[Stated]) -> None:
    stated = [one.question for one in found if one.made]
    log.info(
        "references", extra={"stated": stated, "without": {one.question: one.why for one in found if one.why}}
    )
