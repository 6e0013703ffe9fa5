"""From question files to entries: new questions are asked, changed ones amended, publications' forecasts recorded.

The journal keeps only what the files say; a second run over the same files records nothing, and a vanished file
removes nothing. Once somebody relies on a question, its words change only when a person accepts it, and its meaning never.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.errors import JournalError, UsageError
from ledger.journal.deciding import forecasts_of, is_in_stone, question_row
from ledger.journal.entries import ForecastMade, QuestionAmended, QuestionAsked
from ledger.questions.amendment import Meaning, Plain, Same, compare
from ledger.questions.new_file import UNWRITTEN
from ledger.questions.reading import question_from_said
from ledger.questions.says_stored import says_said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.deciding import ForecastRow, QuestionRow
    from ledger.journal.entries import Entry
    from ledger.journal.transaction import Transaction
    from ledger.questions.catalogue import Catalogue
    from ledger.questions.question import Question, StatedForecast

ONLY_MORE = frozenset({"forecast"})
"""Keys that may change without anybody's leave: what a publication said besides."""


SOURCES = "resolution.source"
"""The key of a changed source: a reading counts for the source that gave it, so earlier days must be read anew."""

BY_THE_FILES = "files"
"""Who amends where nobody is named: the files themselves."""


class NothingToAcceptError(UsageError):
    """A question was to be accepted that has no amendment waiting."""

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__(f"No amendment waits for: {', '.join(sorted(ids))}. See: fledger sync --dry-run")


class NotAcceptableError(UsageError):
    """A question was to be accepted whose change nobody can agree to; `because` is the sentence that refuses it."""

    def __init__(self, question: str, because: str) -> None:
        super().__init__(f"{question} cannot be accepted, nothing was recorded: {because}")


class OtherAmendmentError(UsageError):
    """A person would agree to a change in a file, and the file or the question is another than they saw."""

    def __init__(self, question: str) -> None:
        super().__init__(
            f"The file of {question}, or the question itself, is not what you saw any more: nothing was accepted. "
            "Open it again to see what it says now."
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """An amendment that waits for a person: which keys change, and what the record and the file say."""

    question: str
    keys: tuple[str, ...]
    old: Mapping[str, object]
    new: Mapping[str, object]


@dataclass
class SyncReport:
    """What a sync recorded, or would in a dry run; ids of questions, reasons by id.

    `new_sources` are those of the amended whose earlier readings no longer count. `changed` holds what the record and
    what the file says, by id, wherever the two differ.
    """

    asked: list[str] = field(default_factory=list)
    amended: list[str] = field(default_factory=list)
    new_sources: list[str] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    changed: dict[str, tuple[Mapping[str, object], Mapping[str, object]]] = field(default_factory=dict)
    forecasts: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one file makes to be recorded."""

    question: str
    entries: tuple[Entry, ...]
    asks: bool
    amends: bool
    forecasts: int
    new_sources: bool = False


def sync(
    journal: Journal,
    catalogue: Catalogue,
    *,
    by: str = BY_THE_FILES,
    accept: Collection[str] = (),
    reason: str | None = None,
    dry_run: bool = False,
    seen: Waiting | None = None,
) -> SyncReport:
    """Bring the journal in line with the files. `accept` names amendments a person agrees to, `by` who it is.

    `seen` is the amendment that this person read, where no other may be agreed to. Raises NotAcceptableError,
    NothingToAcceptError and OtherAmendmentError before anything is recorded, JournalError when the ledger cannot be written.
    """
    report, plans, agreed = SyncReport(), list[_Plan](), set[str]()
    with journal.transaction() as tx:
        for name, question in catalogue.questions.items():
            intake = _Intake(
                tx.connection, question, catalogue.sha256[name], by, reason, accepted=name in accept
            )
            plan = intake.plan(report)
            plans += [plan] if plan else []
            agreed |= {name} if intake.used_accept else set()
    if seen is not None and report.changed.get(seen.question) != (seen.old, seen.new):
        raise OtherAmendmentError(seen.question)
    for name in sorted(report.refused.keys() & set(accept)):
        raise NotAcceptableError(name, report.refused[name])
    if missing := set(accept) - agreed:
        raise NothingToAcceptError(missing)
    for plan in plans if dry_run else _written(journal, plans, report):
        _note(report, plan)
    return report


def _note(report: SyncReport, plan: _Plan) -> None:
    report.asked += [plan.question] if plan.asks else []
    report.amended += [plan.question] if plan.amends else []
    report.new_sources += [plan.question] if plan.new_sources else []
    report.forecasts += plan.forecasts


def _written(journal: Journal, plans: Sequence[_Plan], report: SyncReport) -> list[_Plan]:
    """Record all at once; where one is refused, each by itself, so that it keeps back no other."""
    if not plans:
        return []
    try:
        with journal.transaction() as tx:
            for plan in plans:
                _append(tx, plan)
    except JournalError as error:
        if len(plans) == 1:
            report.refused[plans[0].question] = str(error)
            return []
        return [done for plan in plans for done in _written(journal, [plan], report)]
    return list(plans)


def _append(tx: Transaction, plan: _Plan) -> None:
    tx.append(*plan.entries)


class _Intake:
    """One file against the record."""

    def __init__(
        self,
        connection: Connection,
        question: Question,
        sha256: str,
        by: str,
        reason: str | None,
        *,
        accepted: bool,
    ) -> None:
        self._connection = connection
        self._question = question
        self._sha256 = sha256
        self._by = by
        self._reason = reason
        self._accepted = accepted
        self.used_accept = False

    def plan(self, report: SyncReport) -> _Plan | None:
        """What is to be recorded of this file; None for nothing, with the reason in the report."""
        row = question_row(self._connection, self._question.id)
        if row is None and self._question.title == UNWRITTEN:
            report.refused[self._question.id] = "is still the template: write its title and words first."
            return None
        if row is None:
            return self._ask()
        match compare(row.said, self._question.said):
            case Same():
                report.unchanged += 1
                return None
            case Plain(keys):
                return self._amend(row, keys, report)
            case Meaning(keys, others):
                return self._amend(row, (*keys, *others), report, fixed=keys)

    def _ask(self) -> _Plan:
        question = self._question
        asked = QuestionAsked(
            question=question.id,
            version=1,
            publication=question.claim.publication if question.claim else None,
            file_sha256=self._sha256,
            said=dict(question.said),  # type: ignore[arg-type]  # checked when the file was read
        )
        forecasts = self._forecasts(1, ())
        return _Plan(question.id, (asked, *forecasts), asks=True, amends=False, forecasts=len(forecasts))

    def _amend(
        self, row: QuestionRow, keys: tuple[str, ...], report: SyncReport, *, fixed: tuple[str, ...] = ()
    ) -> _Plan | None:
        """`fixed` are those of the keys that decide what the question means."""
        report.changed[row.question] = (row.said, self._question.said)
        recorded = forecasts_of(self._connection, row.question)
        relied_on = self._is_relied_on(row, recorded)
        if relied_on and fixed:
            report.refused[row.question] = _fixed(row.question, fixed)
            return None
        if relied_on and not ONLY_MORE.issuperset(keys):
            self.used_accept = self._accepted
            if not self._accepted:
                report.waiting.append(Waiting(row.question, keys, row.said, self._question.said))
                return None
        amended = self._amendment(row, keys, plain=not fixed)
        forecasts = self._forecasts(row.version + 1, recorded)
        return _Plan(
            row.question,
            (amended, *forecasts),
            asks=False,
            amends=True,
            forecasts=len(forecasts),
            new_sources=SOURCES in keys,
        )

    def _is_relied_on(self, row: QuestionRow, recorded: Sequence[ForecastRow]) -> bool:
        """Whether a forecast from outside the file, a proposal or a resolution exists."""
        own = {_same(each) for each in question_from_said(row.question, row.said).forecasts}
        outside = [each for each in recorded if _recorded(each) not in own]
        return bool(outside) or is_in_stone(self._connection, row.question)

    def _amendment(self, row: QuestionRow, keys: tuple[str, ...], *, plain: bool) -> QuestionAmended:
        return QuestionAmended(
            question=row.question,
            version=row.version + 1,
            plain=plain,
            said=dict(self._question.said),  # type: ignore[arg-type]  # checked when the file was read
            file_sha256=self._sha256,
            by=self._by,
            reason=self._reason or f"The file changed: {', '.join(keys)}.",
        )

    def _forecasts(self, version: int, recorded: Iterable[ForecastRow]) -> list[ForecastMade]:
        """The file's forecasts that are not recorded yet, as documented by their publication."""
        known = {_recorded(each) for each in recorded}
        new = [each for each in self._question.forecasts if _same(each) not in known]
        return [
            ForecastMade(
                question=self._question.id,
                version=version,
                by=each.by,
                made_at=microseconds(each.made_at),
                grade="documented",
                says=says_said(each.says),  # type: ignore[arg-type]  # a stored form is JSON
                words=each.words,
                imputed=each.imputed,
            )
            for each in new
        ]


def _same(stated: StatedForecast) -> tuple[str, int, str]:
    return stated.by, microseconds(stated.made_at), repr(says_said(stated.says))


def _recorded(row: ForecastRow) -> tuple[str, int, str]:
    return row.forecaster, row.made_at, repr(row.says)


def _fixed(question: str, keys: Sequence[str]) -> str:
    decide = "decides" if len(keys) == 1 else "decide"
    return (
        f"{', '.join(keys)} {decide} what the question means, and others rely on it: put the file back, and write a new one "
        f'with supersedes = "{question}".'
    )
