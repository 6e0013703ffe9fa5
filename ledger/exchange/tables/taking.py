"""Tables on their way into a ledger: checked whole first, then written in chunks of one root each.

A run that was killed leaves whole chunks, and the same command goes on where it stopped: what is recorded already is
not recorded again.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.exchange.tables.checking import Checking, table
from ledger.exchange.tables.columns import NotATableError
from ledger.exchange.tables.forecast_rows import Forecasts
from ledger.exchange.tables.reading import source
from ledger.journal.entries import TableImported
from ledger.journal.facts import Facts
from ledger.journal.peeking import readable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from ledger.exchange.tables.bad_row import CellError
    from ledger.exchange.tables.checking import Plan, Table
    from ledger.exchange.tables.report import TableReport
    from ledger.journal.append import Journal
    from ledger.journal.entries import Entry
    from ledger.journal.sayings import Saying

FORECASTS = 50_000
"""So many bare chances are one transaction, with one root."""
LARGE_FORECASTS = 5_000
"""So many where a forecast may be of two dozen quantiles: they are all in memory until they are written."""
ENTRIES = 2_000
"""So many questions or outcomes."""


def import_tables(
    journal: Journal,
    paths: Sequence[Path],
    *,
    by: str,
    dry_run: bool = False,
    skip_bad: bool = False,
    most: int | None = None,
    ignored: frozenset[str] = frozenset(),
    told: Callable[[int], None] = lambda _: None,
) -> TableReport:
    """Take questions, forecasts and outcomes from tables; what came of it.

    Nothing is recorded in a dry run, with a bad row unless `skip_bad`, or above `most` rows where it is given. `told`
    hears how many rows were read. Raises NotATableError, JournalError; the chunks before it are kept.
    """
    found = (table(source(path), ignored) for path in paths)
    tables = tuple({one.source.sha256: one for one in found}.values())
    with readable(journal.path) as database:
        at = microseconds(journal.clock.now())
        checking = Checking(database, tables, at=at, by=by, simulated=journal.simulated, told=told)
        plan = checking.run()
        report = plan.report
        stays = dry_run or (report.bad and not skip_bad) or (most is not None and report.rows > most)
        if report.adds and not stays:
            _Writing(journal, database, checking, plan, by).run()
            report.recorded = True
    return report


class _Writing:
    """Writes what a plan says: tables and their questions, then forecasts, then ends."""

    def __init__(
        self, journal: Journal, database: sqlite3.Connection, checking: Checking, plan: Plan, by: str
    ) -> None:
        self._journal = journal
        self._database = database
        self._checking = checking
        self._plan = plan
        self._by = by
        self._written = 0

    def run(self) -> None:
        """All of it, in order. Raises JournalError, or NotATableError for a file that is another by now."""
        for one in self._plan.tables:
            if source(one.source.path).sha256 != one.source.sha256:
                raise NotATableError(one.source.name, "it changed while it was read. Nothing was recorded.")
        self._journal.append_many([*self._new_tables(), *self._plan.questions], chunk=ENTRIES)
        for one in self._plan.tables:
            if one.holds == "forecasts" and one.source.sha256 in self._plan.adding:
                self._forecasts(one)
        self._journal.append_many(self._plan.ends, chunk=ENTRIES)

    def _new_tables(self) -> Iterator[Entry]:
        facts = Facts(self._database)
        for one in self._plan.tables:
            sha256 = one.source.sha256
            if sha256 in self._plan.adding and not facts.has_table(sha256):
                yield TableImported(
                    name=one.source.name,
                    sha256=sha256,
                    size=one.source.size,
                    rows=self._checking.lengths[sha256],
                    by=self._by,
                )

    def _forecasts(self, one: Table) -> None:
        held = self._plan.held[one.source.sha256]
        coming, most = (iter(held), FORECASTS) if held.whole else (self._good(one), LARGE_FORECASTS)
        while part := list(islice(coming, most)):
            if new := self._checking.fresh.only_new(part):
                with self._journal.transaction() as tx:
                    tx.append_sayings(new, one.batch)
                    self._checking.told(self._plan.report.rows + self._written)
            self._written += len(part)

    def _good(self, one: Table) -> Iterator[Saying]:
        """The forecasts of a table whose rows are well and which the rules let stand."""
        refused: Collection[int] = self._plan.refused.get(one.source.sha256, frozenset())
        found = Forecasts(self._checking.facts, _said_before).read(self._checking.rows(one, _said_before))
        return (saying for line, saying in found if line not in refused)


def _said_before(_line: int, _error: CellError, _together: int = 1) -> None:
    """What is wrong with a row was told when it was checked."""
