"""Every row of some tables held against a ledger before anything is recorded: by the journal's own rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from ledger.errors import JournalError
from ledger.exchange.tables.as_exported import is_as_exported
from ledger.exchange.tables.bad_row import CellError, NoSuchQuestionError, bad_row
from ledger.exchange.tables.columns import COLUMNS, Holds, check_columns, check_name, holds
from ledger.exchange.tables.forecast_rows import Forecasts
from ledger.exchange.tables.fresh import Fresh, Otherwise
from ledger.exchange.tables.held import Held
from ledger.exchange.tables.left_out import LeftOut
from ledger.exchange.tables.outcome_rows import end_of_row
from ledger.exchange.tables.question_rows import opening_of, question_said, same_question
from ledger.exchange.tables.ranges import Ranges
from ledger.exchange.tables.refusing import (
    decided_unknown,
    forecast_refusal,
    future_end,
    refusal,
    said_otherwise,
)
from ledger.exchange.tables.report import TableReport
from ledger.exchange.tables.standing_ends import StandingEnds
from ledger.journal.coming import Coming
from ledger.journal.entries import OutcomeImported, QuestionAnnulled, QuestionAsked
from ledger.journal.envelope import seal
from ledger.journal.minutes import SEEN_WITHIN
from ledger.journal.recorded import Moment, moment_of, recorded_question
from ledger.journal.rules import check
from ledger.journal.sayings import Sayings
from ledger.questions.foreign_id import question_id
from ledger.questions.stored_table import NotAQuestionError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping

    from ledger.exchange.tables.outcome_rows import End
    from ledger.exchange.tables.reading import Row, Source
    from ledger.journal.recorded import RecordedQuestion
    from ledger.journal.sayings import Saying

STEP = 8_192
"""So many rows pass between two words about how far it is."""
NOT_INVENTED = frozenset({"no", "false", ""})


@dataclass(frozen=True, slots=True)
class Table:
    """One file and what it holds."""

    source: Source
    holds: Holds

    @property
    def batch(self) -> str:
        """What its forecasts are marked with."""
        return f"table-{self.source.sha256[:16]}"


def table(source: Source, ignored: frozenset[str]) -> Table:
    """A file as a table. Raises NotATableError."""
    check_name(source.name)
    found = source.reader.columns(source.path)
    kind = holds(source.name, found)
    check_columns(source.name, kind, found, ignored)
    return Table(source, kind)


@dataclass
class Plan:
    """What is to be recorded of some tables; forecasts are read again when they are written.

    `refused` holds, by the hash of a table, the lines its forecasts begin at that no rule lets stand; `held` its
    forecasts, where they are few enough words to be kept until then.
    """

    tables: tuple[Table, ...]
    report: TableReport = field(default_factory=TableReport)
    questions: list[QuestionAsked] = field(default_factory=list)
    ends: list[OutcomeImported | QuestionAnnulled] = field(default_factory=list)
    refused: dict[str, set[int]] = field(default_factory=dict)
    adding: set[str] = field(default_factory=set)
    held: dict[str, Held] = field(default_factory=dict)


class Checking:
    """Checks tables against a ledger as it stands at `at`; `by` is who imports, `told` hears how many rows are read."""

    def __init__(
        self,
        database: sqlite3.Connection,
        tables: tuple[Table, ...],
        *,
        at: int,
        by: str,
        simulated: bool,
        told: Callable[[int], None],
    ) -> None:
        self._database = database
        self._at = at
        self._by = by
        self._simulated = simulated
        self.told = told
        self._ends = StandingEnds(database)
        self._said: dict[str, Mapping[str, Any]] = {}
        self._waiting: list[tuple[Table, int, Mapping[str, str]]] = []
        self._ranges = Ranges(self._asked)
        self._spoiled: dict[str, LeftOut] = {}
        self._refused_at: set[Moment] = set()
        self.facts = Coming(database)
        self.fresh = Fresh(database)
        self.plan = Plan(tables)
        self.read = 0
        self.lengths: dict[str, int] = {}

    def run(self) -> Plan:
        """Questions with their ends first, then forecasts, then tables of outcomes."""
        for one in self.plan.tables:
            match one.holds:
                case "questions":
                    self._questions(one)
                case "outcomes":
                    self._waiting += [(one, line, cells) for line, cells in self._named(one)]
                case "forecasts":
                    pass
        self._forecasts()
        for one, line, cells in self._waiting:
            self._try(one, line, partial(self._outcome, one, cells))
        self.plan.report.rows = self.read
        self.plan.report.left_out = [left for left in self._spoiled.values() if left.forecasts]
        return self.plan

    def rows(self, one: Table, spoiled: Callable[[int, CellError], None]) -> Iterator[Row]:
        """The rows of a table, with the cells of its kind. What is no row is told to `spoiled`."""
        source, wanted, before = one.source, COLUMNS[one.holds], self.read
        for row in source.reader.rows(source.path, wanted, spoiled):
            self.read += 1
            if not self.read % STEP:
                self.told(self.read)
            if row[1][-1] and not self._simulated and row[1][-1].strip().lower() not in NOT_INVENTED:
                fix = "import it into a simulated ledger"
                wrong = "this row comes from a simulated ledger"
                spoiled(row[0], CellError("simulated", wrong, row[1][-1], fix))
                continue
            yield row
        self.lengths[source.sha256] = self.read - before

    def spoil(self, one: Table, line: int, error: CellError, together: int = 1) -> None:
        """A row cannot be taken, or the forecast of so many rows that begins there."""
        self.plan.report.bad_rows += together
        self.plan.refused.setdefault(one.source.sha256, set()).add(line)
        if isinstance(error, NoSuchQuestionError) and error.name in self._spoiled:
            self._spoiled[error.name].leave(together)
        else:
            self.plan.report.bad.append(bad_row(str(one.source.path), line, error))

    def _named(self, one: Table) -> Iterator[tuple[int, Mapping[str, str]]]:
        for line, cells in self.rows(one, partial(self.spoil, one)):
            yield line, dict(zip(COLUMNS[one.holds], cells, strict=True))

    def _try(self, one: Table, line: int, work: Callable[[], None]) -> None:
        """Do it, or note what is wrong with the row."""
        try:
            work()
        except CellError as error:
            self.spoil(one, line, error)
        except JournalError as error:
            self.spoil(one, line, refusal(error))

    def _questions(self, one: Table) -> None:
        bad = self.plan.report.bad
        for line, cells in self._named(one):
            before = len(bad)
            self._try(one, line, partial(self._question, one, cells))
            if len(bad) > before:
                called = cells["question"].strip()
                self._spoiled.setdefault(question_id(called), LeftOut(called, bad[-1]))

    def _question(self, one: Table, cells: Mapping[str, str]) -> None:
        """Take a row whole, its end too, or nothing of it."""
        if is_as_exported(self._database, cells):
            self._outcome(one, cells)
            self.plan.report.questions.already += 1
            return
        name, said = question_said(cells)
        earlier = self._said.get(name) or _as_asked(cells, recorded_question(self._database, name))
        if earlier is not None:
            same_question(cells, earlier, said)
            self._outcome(one, cells)
            self.plan.report.questions.already += 1
            return
        entry = QuestionAsked(question=name, version=1, file_sha256=one.source.sha256, said=said)
        seal(entry, 1, self._at)
        try:
            self.facts.ask(name, said)
            self._said[name] = said
            self._outcome(one, cells)
        except NotAQuestionError as error:
            raise CellError("question", str(error).rstrip("."), cells["question"], "") from None
        except (CellError, JournalError):
            self.facts.forget(name)
            del self._said[name]
            raise
        self.plan.questions.append(entry)
        self.plan.adding.add(one.source.sha256)
        self.plan.report.questions.new += 1

    def _forecasts(self) -> None:
        for one in self.plan.tables:
            if one.holds == "forecasts":
                self._forecasts_of(one)
        self.fresh.all_seen()

    def _forecasts_of(self, one: Table) -> None:
        report, spoiled = self.plan.report, partial(self.spoil, one)
        rules, reading = Sayings(self.facts, self._at, one.batch), Forecasts(self.facts, spoiled)
        refused = self._refused_at
        before, held = report.forecasts.new, self.plan.held.setdefault(one.source.sha256, Held())
        for line, saying in reading.read(self.rows(one, spoiled)):
            match self.fresh.met(saying):
                case "already" if moment_of(saying) in refused and (error := self._refused(rules, saying)):
                    spoiled(line, error, reading.together)
                case "already":
                    report.forecasts.already += 1
                    held.hold(saying)
                case "new" if error := self._refused(rules, saying):
                    refused.add(moment_of(saying))
                    spoiled(line, error, reading.together)
                case "new":
                    report.forecasts.new += 1
                    held.hold(saying)
                case Otherwise() as found:
                    spoiled(line, said_otherwise(saying, found), reading.together)
        if report.forecasts.new > before:
            self.plan.adding.add(one.source.sha256)

    def _refused(self, rules: Sayings, saying: Saying) -> CellError | None:
        """What the rules have against a forecast; None where it may stand."""
        try:
            rules.check(saying)
        except JournalError as error:
            question = self.facts.question(saying.question)
            return forecast_refusal(error, saying, question, at=self._at, simulated=self._simulated)
        return self._ranges.outside(saying.question, saying.says)

    def _asked(self, name: str) -> Mapping[str, Any] | None:
        """What a question says, where it says the same as when it was asked."""
        question = self.facts.question(name)
        if question is None or question.version > 1:
            return None
        found = recorded_question(self._database, name)
        return self._said.get(name) or (found.said if found else None)

    def _outcome(self, one: Table, cells: Mapping[str, str]) -> None:
        name = question_id(cells["question"])
        question = self.facts.question(name)
        if question is None:
            spoiled = self._spoiled.get(name)
            fix = f"mend its own row: {spoiled.row.place}" if spoiled else "import its question with it"
            raise CellError("question", "no question is called so", cells["question"], fix)
        end = end_of_row(cells, question.kind, question.labels)
        if end is None:
            return
        if self._ends.has(name, end, cells["outcome"]):
            self.plan.report.outcomes.already += 1
            self.plan.report.changed += filter(None, [self._ends.changed(name, end)])
            return
        if not question.imported:
            fix = "answer it with: fledger answer"
            raise CellError("question", "this question was asked in this ledger, not by a table", name, fix)
        if end.known_at is not None and end.known_at > self._at + SEEN_WITHIN:
            raise future_end("known_at", end.known_at, simulated=self._simulated)
        if end.resolved_at is not None and end.resolved_at > self._at + SEEN_WITHIN:
            raise future_end("resolved_at", end.resolved_at, simulated=self._simulated)
        if end.resolved_at is not None and end.known_at is not None and end.resolved_at < end.known_at:
            raise decided_unknown(cells["resolved_at"], end.known_at)
        if end.outcome is not None:
            self._ranges.check_outcome(name, end.outcome)
        entry = self._entry(one, name, end, question.revision + 1)
        check(seal(entry, 2, self._at), self.facts)
        self.facts.end(name, "resolved" if end.outcome else "annulled")
        self._ends.add(name, end)
        self.plan.ends.append(entry)
        self.plan.adding.add(one.source.sha256)
        self.plan.report.outcomes.new += 1
        if end.known_at is not None and end.known_at < self._opening(name, cells):
            self.plan.report.too_late.append(name)

    def _opening(self, name: str, cells: Mapping[str, str]) -> int:
        """When a question opens: by its own row, else by the one that asked it."""
        recorded = None if "opens_at" in cells else recorded_question(self._database, name)
        return opening_of(self._said.get(name) or (recorded.said if recorded else cells))

    def _entry(self, one: Table, name: str, end: End, revision: int) -> OutcomeImported | QuestionAnnulled:
        match end.how:
            case "resolved":
                return OutcomeImported(
                    question=name,
                    revision=revision,
                    outcome=end.outcome or {},
                    known_at=end.known_at or 0,
                    resolved_at=end.resolved_at,
                    table=one.source.sha256,
                    by=self._by,
                )
            case "annulled" | "ambiguous":
                reason = f"{end.reason} (table of sha256 {one.source.sha256})"
                return QuestionAnnulled(
                    question=name, revision=revision, how=end.how, reason=reason, by=self._by
                )


def _as_asked(cells: Mapping[str, str], found: RecordedQuestion | None) -> Mapping[str, Any] | None:
    """What a table said when it asked the question, or None where nothing did. Raises CellError for one asked here."""
    if found is None:
        return None
    if not found.imported:
        raise CellError(
            "question", "a question of this ledger is called so", cells["question"], "give it another id"
        )
    return found.said
