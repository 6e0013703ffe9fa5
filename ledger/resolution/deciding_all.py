"""Deciding many questions from what the journal holds, and writing each decision in a transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ledger.errors import JournalError
from ledger.journal.deciding import question_row, readings_of, taken_back
from ledger.journal.entries import QuestionAnnulled, QuestionGivenUp
from ledger.journal.work import look_states
from ledger.questions.outcome import outcome_words
from ledger.resolution.decide import decide
from ledger.resolution.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.last_day import on_last_day
from ledger.resolution.proposal import proposal_of
from ledger.resolution.register import seen_by
from ledger.resolution.sweep_report import Proposed, SweepReport
from ledger.resolution.taken_back import not_again

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.deciding import QuestionRow, TakenBack
    from ledger.journal.entries import ResolutionProposed
    from ledger.journal.transaction import Transaction
    from ledger.resolution.decision import Decision
    from ledger.resolution.register import Asked

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class _Decided:
    asked: Asked
    decision: Decision
    against: tuple[TakenBack, ...]


def decide_all(
    journal: Journal, asked: Iterable[Asked], report: SweepReport | None = None, *, dry_run: bool = False
) -> SweepReport:
    """Decide these questions now; propose, give up and annul what is decided. A dry run only says what it would do.

    While the clock is in doubt nothing is decided. Raises JournalError when the ledger cannot be written.
    """
    report = report or SweepReport()
    now = journal.clock.now()
    with journal.transaction() as tx:
        decided = _decided(tx.connection, asked, now)
        if not dry_run:
            decided = [_put_off(tx.connection, one, now, told=report.told) for one in decided]
    for one in decided:
        _note(report, one)
        if not report.clock_doubt and _is_due(one, now):
            _act(journal, one, now, report, dry_run=dry_run)
    return report


def _decided(connection: Connection, asked: Iterable[Asked], now: datetime) -> list[_Decided]:
    states, decided = look_states(connection), []
    for one in asked:
        row = question_row(connection, one.question.id)
        if row is None or not _still(row, one):
            continue
        against = _against(connection, one)
        looks = seen_by(one, readings_of(connection, dict.fromkeys(use.key for use in one.uses)), states)
        decision = not_again(one.question, looks, now, decide(one.question, looks, now), against)
        decided.append(_Decided(one, decision, against))
    return decided


def _against(connection: Connection, one: Asked) -> tuple[TakenBack, ...]:
    """What people took back of the version that is asked now."""
    return tuple(each for each in taken_back(connection, one.question.id) if each.version == one.version)


def _put_off(connection: Connection, one: _Decided, now: datetime, *, told: bool) -> _Decided:
    return replace(one, decision=on_last_day(connection, one.asked, one.decision, now, told=told))


def _still(row: QuestionRow, asked: Asked) -> bool:
    return row.state == "asked" and row.version == asked.version


def _note(report: SweepReport, one: _Decided) -> None:
    match one.decision:
        case Waits(reason):
            report.waits[one.asked.question.id] = reason
        case AsksPerson(reason):
            report.needs_person[one.asked.question.id] = reason
        case Resolves() | Conflicts() | Annuls():
            return


def _is_due(one: _Decided, now: datetime) -> bool:
    """Whether there is something to write: a person is asked in the journal only after the last day."""
    match one.decision:
        case Waits():
            return False
        case AsksPerson():
            return now >= one.asked.question.times.gives_up_at
        case Resolves() | Conflicts() | Annuls():
            return True


def _act(journal: Journal, one: _Decided, now: datetime, report: SweepReport, *, dry_run: bool) -> None:
    if dry_run:
        _would(one, now, report)
        return
    try:
        with journal.transaction() as tx:
            row = question_row(tx.connection, one.asked.question.id)
            if row and _still(row, one.asked) and _against(tx.connection, one.asked) == one.against:
                _write(tx, one, row, now, report)
    except JournalError as error:
        report.refused[one.asked.question.id] = str(error)


def _write(tx: Transaction, one: _Decided, row: QuestionRow, now: datetime, report: SweepReport) -> None:
    question = one.asked.question
    match one.decision:
        case Resolves() | Conflicts() as decision:
            candidate = proposal_of(question, row.version, decision, now)
            tx.append(candidate)
            report.proposed.append(_proposed(one, candidate))
        case AsksPerson(reason, by_source):
            reasons = {name: said[:LONGEST_REASON] for name, said in (by_source or {"all": reason}).items()}
            tx.append(QuestionGivenUp(question=question.id, reasons=reasons))
            report.given_up[question.id] = reason
        case Annuls(how, reason):
            tx.append(_annulled(question.id, row.revision + 1, how, reason))
            report.annulled[question.id] = reason
        case Waits():
            return


def _annulled(
    question: str, revision: int, how: Literal["annulled", "ambiguous"], reason: str
) -> QuestionAnnulled:
    return QuestionAnnulled(question=question, revision=revision, how=how, reason=reason[:LONGEST_REASON])


def _would(one: _Decided, now: datetime, report: SweepReport) -> None:
    question = one.asked.question
    match one.decision:
        case Resolves() | Conflicts() as decision:
            report.proposed.append(_proposed(one, proposal_of(question, one.asked.version, decision, now)))
        case AsksPerson(reason):
            report.given_up[question.id] = reason
        case Annuls(_, reason):
            report.annulled[question.id] = reason
        case Waits():
            return


def _proposed(one: _Decided, candidate: ResolutionProposed) -> Proposed:
    question = one.asked.question
    otherwise = question.dates.otherwise if question.dates else "later or never"
    words = None
    if isinstance(one.decision, Resolves):
        words = outcome_words(one.decision.outcome, one.decision.unit, otherwise)
    return Proposed(question.id, candidate.hash, words, candidate.why)
