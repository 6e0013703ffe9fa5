"""Which of the daemon's duties failed when they were last done, kept in the ledger for whoever asks how it is.

It is kept with the work state: once a duty works again it is forgotten. What the ledger cannot take now is known here
all the same, and written the next time.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ledger.errors import LedgerError
from ledger.journal.refused import LedgerBusyError
from ledger.record.state import FAILED

if TYPE_CHECKING:
    import threading

    from sqlalchemy import Connection

    from ledger.clock import Clock
    from ledger.settings import Settings

LONGEST = 300
"""Characters that are kept of what an error says."""


@dataclass
class FailedDuties:
    """By duty what its last run died of, empty where it went well; `written` is what of it stands in the ledger."""

    settings: Settings
    clock: Clock
    stop: threading.Event
    last: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)

    def noting(self, name: str) -> ExitStack:
        """What is done inside is the duty `name`: how it ends is noted, and what it raises goes on."""
        around = ExitStack()
        around.push(partial(self._ended, name))
        return around

    def beside(self, name: str, connection: Connection) -> set[str]:
        """The other duties that failed when they were last done, also by an earlier daemon of this ledger."""
        from ledger.journal.work import names_remembered

        kept, known = names_remembered(connection, FAILED), (each for each, said in self.last.items() if said)
        return {*kept, *known} - {name}

    def _ended(self, name: str, _kind: object, error: BaseException | None, _trace: object) -> None:
        """A duty that was stopped, or met a locked ledger, says nothing of itself."""
        if isinstance(error, Exception) and not isinstance(error, LedgerBusyError):
            self._note(name, _first_line(error))
        elif error is None and not self.stop.is_set():
            self._note(name, "")

    def _note(self, name: str, said: str) -> None:
        self.last[name] = said
        if self.written.get(name) != said:
            with suppress(LedgerError, OSError):  # the ledger may be what the duty failed on
                self._write(name, said)
                self.written[name] = said

    def _write(self, name: str, said: str) -> None:
        """A failure keeps the time since which there is one, whatever it says by now."""
        from ledger.journal.work import forget, remember, remembered
        from ledger.wiring import open_journal

        with open_journal(self.settings, self.clock) as journal, journal.transaction() as tx:
            before = remembered(tx.connection, FAILED + name)
            if said:
                since = before[1] if before else self.clock.now()
                remember(tx.connection, FAILED + name, said, since)
            elif before:
                forget(tx.connection, FAILED + name)


def _first_line(error: Exception) -> str:
    line = next(iter(str(error).splitlines()), "")
    return (line if isinstance(error, LedgerError) else f"{type(error).__name__}: {line}")[:LONGEST]
