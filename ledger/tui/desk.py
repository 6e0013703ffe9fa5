"""What every screen has at hand: whose ledger, what time it is there, and a fresh connection to read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ledger.clock import microseconds

if TYPE_CHECKING:
    from datetime import tzinfo

    from ledger.clock import Clock
    from ledger.journal.append import Journal
    from ledger.record.opening import Record
    from ledger.settings import Settings


class Desk(NamedTuple):
    """`zone` None is this machine's time zone; `simulated` is what was known of the ledger before the app opened."""

    settings: Settings
    clock: Clock
    zone: tzinfo | None = None
    simulated: bool = False

    @property
    def me(self) -> str:
        """Who acts here. Declared, not proved."""
        return self.settings.me

    @property
    def now_us(self) -> int:
        """The present moment, in microseconds UTC."""
        return microseconds(self.clock.now())

    @property
    def begun(self) -> bool:
        """Whether there is a ledger."""
        return self.settings.ledger.is_file()

    def record(self) -> Record:
        """A connection of one's own; close it. Raises NoLedgerError, NotALedgerError."""
        from ledger.record.opening import Record

        return Record.open(self.settings.ledger)

    def journal(self) -> Journal:
        """The ledger for writing; close it. Imports the tables, so only workers call it."""
        from ledger.wiring import open_journal

        return open_journal(self.settings, self.clock)

    def at(self, settings: Settings) -> Desk:
        """The same desk over other settings."""
        return self._replace(settings=settings)
