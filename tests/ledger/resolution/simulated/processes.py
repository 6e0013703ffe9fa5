"""Two processes over one ledger file that take turns at every step, and may end at any of them.

A step is the beginning of a transaction or of a fetch. Whoever schedules decides who goes next, and whether the
process ends there: before the transaction, in it, or after it was committed and before anybody knew.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from ledger.journal.append import Journal
from ledger.journal.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ledger.clock import Clock, SetClock
    from ledger.journal.transaction import Transaction

Fate = Literal["goes on", "before", "inside", "after"]


class EndedHereError(BaseException):
    """The process ended here, as by `kill -9`: nothing may catch it and go on."""


class SteppingJournal(Journal):
    """A journal that asks before every transaction whether the process lives to see its end."""

    def __init__(self, path: Path, clock: Clock, ask: Callable[[], Fate]) -> None:
        self._own = Store(path)
        super().__init__(path, self._own, clock)
        self._ask = ask

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        fate = self._ask()
        with super().transaction() as tx:
            yield tx
            if fate == "inside":
                raise EndedHereError
        if fate == "after":
            raise EndedHereError


class Process:
    """One process with its own connection. Its work runs in a thread that moves only when it is told to.

    What is kept of it after an end is the connection, which knows nothing that is not in the file: to make thousands anew is
    what would take the time.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._go, self._reached = threading.Semaphore(0), threading.Semaphore(0)
        self._fate: Fate = "goes on"
        self._thread: threading.Thread | None = None
        self._dying = False
        self.failed: BaseException | None = None
        self.alive = False
        self.crashes = 0
        self.runner = asyncio.Runner()
        self.journal = SteppingJournal(path, clock, self.step)

    def start(self, work: Callable[[Process], object]) -> None:
        """Begin `work`, and stop at its first step."""
        self.alive = True
        self._thread = threading.Thread(target=self._run, args=(work,))
        self._thread.start()
        self._reached.acquire()

    def _run(self, work: Callable[[Process], object]) -> None:
        try:
            work(self)
        except EndedHereError:
            self._dying = True
        except BaseException as error:  # noqa: BLE001 - whatever it is, the simulation tells of it
            self.failed = error
        self.alive = False
        self._reached.release()

    def step(self) -> Fate:
        """Called by the work: wait for the turn. Raises EndedHereError where the process ends here."""
        if threading.current_thread() is not self._thread:
            return "goes on"
        if self._dying:
            raise EndedHereError
        self._reached.release()
        self._go.acquire()
        if self._fate == "before":
            self._dying = True
            raise EndedHereError
        return self._fate

    def go_on(self, fate: Fate) -> None:
        """Let the work do one step. After its end the next work starts with nothing but what was committed."""
        self._fate = fate
        self._go.release()
        self._reached.acquire()
        if not self.alive and self._thread is not None:
            self._thread.join()
            if self._dying:
                self._end()

    def _end(self) -> None:
        """What was under way is gone with the process."""
        self.runner.close()
        self.runner, self._dying, self.crashes = asyncio.Runner(), False, self.crashes + 1

    def close(self) -> None:
        """Let go of the file."""
        self.runner.close()
        self.journal.close()


class Stage:
    """A ledger file with two processes over it, that can be emptied for the next course of events."""

    def __init__(self, folder: Path, clock: SetClock) -> None:
        self.path, self.clock = folder / "ledger.db", clock
        Journal.create(self.path, clock=clock, opened_by="me").close()
        self._empty = sqlite3.connect(":memory:")
        self.watching = sqlite3.connect(self.path)
        self.watching.backup(self._empty)
        self.processes = [Process(self.path, clock) for _ in range(2)]

    def clear(self) -> None:
        """An empty ledger again."""
        self._empty.backup(self.watching)
        for process in self.processes:
            process.failed, process.crashes = None, 0

    def close(self) -> None:
        """Let go of the file."""
        for process in self.processes:
            process.close()
        self.watching.close()
        self._empty.close()
