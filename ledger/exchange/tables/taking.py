"""Tables on their way into a ledger: checked whole first, then written in chunks of one root each.

A run that was killed leaves whole chunks, and the same command goes on where it stopped: what is recorded already is
not recorded again.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.errors import JournalError
from ledger.exchange.tables.checking import Checking, table
from ledger.exchange.tables.columns import NotATableError
from ledger.exchange.tables.forecast_rows import Forecasts
from ledger.exchange.tables.reading import source
from ledger.journal.appending import last_tree
from ledger.journal.entries import TableImported
from ledger.journal.facts import Facts
from ledger.journal.peeking import readable
from ledger.journal.recorded import is_taken
from ledger.journal.refused import RefusedError
from ledger.questions.units import counted

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
    from ledger.journal.transaction import Transaction

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
    hears how many rows were read. Raises NotATableError, JournalError; a HalfImportedError says what is recorded.
    """
    found = (table(source(path), ignored) for path in paths)
    tables = tuple({one.source.sha256: one for one in found}.values())
    with readable(journal.path) as database:
        size = last_tree(database).size
        at = microseconds(journal.clock.now())
        checking = Checking(database, tables, at=at, by=by, simulated=journal.simulated, told=told)
        plan = checking.run()
        report = plan.report
        stays = dry_run or (report.bad and not skip_bad) or (most is not None and report.rows > most)
        if report.adds and not stays:
            writing = _Writing(journal, database, checking, plan, by, size)
            writing.run()
            report.recorded = writing.recorded > 0
    return report


class HalfImportedError(JournalError):
    """A table's rows were checked, and the ledger or the disk was another before all of them were written."""

    def __init__(self, recorded: int, because: str) -> None:
        stays = f"{counted(recorded, 'entry', 'entries')} of this import {'was' if recorded == 1 else 'were'} recorded before that and {'stays' if recorded == 1 else 'stay'}"
        super().__init__(f"{because} {stays}: the same command goes on from there.")
        self.recorded = recorded


class _Writing:
    """Writes what a plan says: tables and their questions, then forecasts, then ends.

    Others may write meanwhile: what they recorded since the check, when the ledger had `size` entries, is left out.
    """

    def __init__(
        self,
        journal: Journal,
        database: sqlite3.Connection,
        checking: Checking,
        plan: Plan,
        by: str,
        size: int,
    ) -> None:
        self._journal = journal
        self._database = database
        self._checking = checking
        self._plan = plan
        self._by = by
        self._size = size
        self._alone = True
        self._written = 0
        self.recorded = 0

    def run(self) -> None:
        """All of it, in order, as far as it is new; the report counts what was.

        Raises NotATableError for a file that is another by now, HalfImportedError, and any other JournalError only
        where nothing is recorded.
        """
        for one in self._plan.tables:
            if source(one.source.path).sha256 != one.source.sha256:
                raise NotATableError(one.source.name, "it changed while it was read. Nothing was recorded.")
        try:
            self._all()
        except JournalError as error:
            if not self.recorded:
                raise
            raise HalfImportedError(self.recorded, _because(error)) from error

    def _all(self) -> None:
        report, forecasts = self._plan.report, 0
        self._entries(tuple(self._new_tables()))
        report.questions.were(self._entries(self._plan.questions))
        for one in self._plan.tables:
            if one.holds == "forecasts" and one.source.sha256 in self._plan.adding:
                forecasts += self._forecasts(one)
        report.forecasts.were(forecasts)
        report.outcomes.were(self._entries(self._plan.ends))

    @contextmanager
    def _part(self) -> Iterator[Transaction]:
        """One transaction; whether anybody else wrote since the check is known in it."""
        with self._journal.transaction() as tx:
            before = tx.size
            self._alone = self._alone and before == self._size
            yield tx
            self._size = tx.size
        self.recorded += self._size - before

    def _entries(self, entries: Sequence[Entry]) -> int:
        """How many of these were new, and are recorded."""
        coming, before = iter(entries), self.recorded
        while part := list(islice(coming, ENTRIES)):
            with self._part() as tx:
                tx.append_all([one for one in part if self._alone or not is_taken(tx.database, one)])
        return self.recorded - before

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

    def _forecasts(self, one: Table) -> int:
        """How many forecasts of a table were new, and are recorded."""
        held, before = self._plan.held[one.source.sha256], self.recorded
        coming, most = (iter(held), FORECASTS) if held.whole else (self._good(one), LARGE_FORECASTS)
        while part := list(islice(coming, most)):
            with self._part() as tx:
                tx.append_sayings(self._checking.fresh.only_new(part, alone=self._alone), one.batch)
                self._checking.told(self._plan.report.rows + self._written)
            self._written += len(part)
        return self.recorded - before

    def _good(self, one: Table) -> Iterator[Saying]:
        """The forecasts of a table whose rows are well and which the rules let stand."""
        refused: Collection[int] = self._plan.refused.get(one.source.sha256, frozenset())
        found = Forecasts(self._checking.facts, _said_before).read(self._checking.rows(one, _said_before))
        return (saying for line, saying in found if line not in refused)


def _because(error: JournalError) -> str:
    if isinstance(error, RefusedError):
        return f"The ledger changed after the rows were checked: {error.because}"
    return f"A part of the rows was not written: {error}"


def _said_before(_line: int, _error: CellError, _together: int = 1) -> None:
    """What is wrong with a row was told when it was checked."""
