"""An end that people change, at once and for all to see: corrected, taken back, or annulled.

Each names the end it replaces and is the next revision; nothing is overwritten, and scores follow by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ledger.clock import end_of, microseconds, start_of
from ledger.errors import UnknownQuestionError, UsageError
from ledger.journal.deciding import effective_end, question_row
from ledger.journal.entries import QuestionAnnulled, ResolutionCorrected, ResolutionWithdrawn
from ledger.questions.outcome import Amount, OnDay, outcome_said
from ledger.questions.reading import last_day, question_from_said
from ledger.resolution.people.answer import (
    NoEvidenceError,
    WhenError,
    check_days_over,
    is_no,
    possible_day,
)
from ledger.resolution.people.answer_forms import outcome_of
from ledger.resolution.people.dry_run import acting
from ledger.resolution.people.named import said_why, sentence
from ledger.resolution.people.receipt import NOTHING, Receipt, keep_file, key_for
from ledger.resolution.people.seen import check_seen

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.deciding import EndRow, QuestionRow
    from ledger.journal.transaction import Transaction
    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Question
    from ledger.record.seen import SeenCase

Without = Literal["annulled", "ambiguous"]


class NoEndError(UsageError):
    """There is no end to correct or to take back."""

    def __init__(self, question: str, state: str) -> None:
        super().__init__(f"{question} is {state.replace('_', ' ')}: it has no end that could be changed.")


class AnnulledAlreadyError(UsageError):
    """What has no outcome that counts cannot be ended without one again."""

    def __init__(self, question: str, how: str) -> None:
        super().__init__(
            f"{question} is {how} already. Correct it, or take that back: fledger review withdraw."
        )


class SameEndError(UsageError):
    """A correction that changes nothing."""

    def __init__(self, question: str) -> None:
        super().__init__(f"{question} has this outcome already, known at the same moment.")


@dataclass(frozen=True, slots=True)
class Changed:
    """A question's end as it is now, or would be after a dry run: the outcome in its stored form, None without one.

    `known_at` is in microseconds UTC.
    """

    question: str
    how: Literal["resolved", "withdrawn", "annulled", "ambiguous"]
    revision: int
    outcome: dict[str, Any] | None = None
    known_at: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says the outcome is, as they would answer, and why. `on` is the day it happened."""

    text: str
    by: str
    reason: str
    receipt: Receipt = NOTHING
    on: date | None = None


def correct(
    journal: Journal, name: str, said: Correction, *, seen: SeenCase | None = None, dry_run: bool = False
) -> Changed:
    """Put an outcome in the place of the end that holds, where the question stands as it was `seen`, if that is given.

    Raises NoEndError, OtherWordsError, OtherCaseError, NoReasonError, NoEvidenceError, WhenError, TooEarlyToAnswerError,
    SameEndError, NotAnAnswerError, NoSuchEvidenceError, JournalError.
    """
    with acting(journal, dry_run=dry_run) as tx:
        row, now = _row(tx.connection, name, seen), journal.clock.now()
        end = _end(tx.connection, row)
        question = question_from_said(row.question, row.said)
        outcome = _meant(row, question, said, now)
        known_at = _known_at(question, outcome, said.on, end, now)
        changed = Changed(name, "resolved", row.revision + 1, outcome_said(outcome), known_at)
        if (changed.outcome, known_at) == (end.outcome, end.known_at):
            raise SameEndError(name)
        evidence, words = _kept(tx, name, said.receipt, now)
        entry = ResolutionCorrected(
            question=name,
            revision=changed.revision,
            corrects=end.seq,
            outcome=changed.outcome or {},
            value=format(outcome.value, "f") if isinstance(outcome, Amount) else None,
            known_at=known_at,
            by=said.by,
            reason=_reason(said.reason, words),
            evidence=evidence,
        )
        tx.append(entry)
    return changed


def _meant(row: QuestionRow, question: Question, said: Correction, now: datetime) -> Outcome:
    """The outcome that a correction means. Only the owner of a private question shows nothing, and need not wait."""
    outcome, owner = outcome_of(said.text, question), row.private and question.asker == said.by
    if not (said.receipt or owner):
        raise NoEvidenceError
    if not owner:
        check_days_over(question, outcome, now, f"fledger review withdraw {row.question}")
    return outcome


def _reason(why: str, words: str) -> str:
    said = said_why(why)
    return f"{sentence(said)} {words}" if words else said


def _kept(tx: Transaction, name: str, shown: Receipt, now: datetime) -> tuple[list[int], str]:
    """The evidence's seqs, and what the reason says of it."""
    if shown.file is not None:
        seq, words = keep_file(tx, key_for(f"correct {name}"), shown.file, now)
        return [seq], f"Evidence: {words}"
    return [], f"Evidence: {shown.url}" if shown.url else ""


def _known_at(question: Question, outcome: Outcome, on: date | None, end: EndRow, now: datetime) -> int:
    """The start of the day it happened, where one is given; else when the end before was known: who saw that knew enough.

    That nothing happened is known no sooner than at the end of the last day that counts.
    """
    day = outcome.day if isinstance(outcome, OnDay) and outcome.day is not None else on
    if day is not None and day > now.date():
        raise WhenError(f"{day} has not come yet.", possible_day(question, now))
    known = _known_without_window(day, end, now)
    if not is_no(outcome):
        return known
    return min(max(known, microseconds(end_of(last_day(question.rule.window)))), microseconds(now))


def _known_without_window(day: date | None, end: EndRow, now: datetime) -> int:
    if day is not None:
        return microseconds(start_of(day))
    return microseconds(now) if end.known_at is None else end.known_at


def withdraw(
    journal: Journal, name: str, by: str, reason: str, *, seen: SeenCase | None = None, dry_run: bool = False
) -> Changed:
    """Take the end that holds back, as it was `seen` if that is given: the question is asked again.

    Raises NoEndError, OtherWordsError, OtherCaseError, NoReasonError, JournalError.
    """
    with acting(journal, dry_run=dry_run) as tx:
        row = _row(tx.connection, name, seen)
        end = _end(tx.connection, row)
        changed = Changed(name, "withdrawn", row.revision + 1)
        entry = ResolutionWithdrawn(
            question=name,
            revision=changed.revision,
            corrects=end.seq,
            by=by,
            reason=said_why(reason),
        )
        tx.append(entry)
    return changed


def annul(
    journal: Journal,
    name: str,
    by: str,
    reason: str,
    how: Without = "annulled",
    *,
    seen: SeenCase | None = None,
    dry_run: bool = False,
) -> Changed:
    """End a question without an outcome that counts, as it was `seen` to stand if that is given.

    Raises AnnulledAlreadyError, OtherWordsError, OtherCaseError, NoReasonError, JournalError.
    """
    with acting(journal, dry_run=dry_run) as tx:
        row = _row(tx.connection, name, seen)
        end = effective_end(tx.connection, name)
        if end is not None and row.state == "annulled":
            raise AnnulledAlreadyError(name, end.how)
        changed = Changed(name, how, row.revision + 1)
        entry = QuestionAnnulled(
            question=name,
            revision=changed.revision,
            how=how,
            reason=said_why(reason),
            by=by,
            corrects=end.seq if end else None,
        )
        tx.append(entry)
    return changed


def _row(connection: Connection, name: str, seen: SeenCase | None) -> QuestionRow:
    """The question, as it was seen."""
    row = question_row(connection, name)
    if row is None:
        raise UnknownQuestionError(name)
    check_seen(connection, row, seen)
    return row


def _end(connection: Connection, row: QuestionRow) -> EndRow:
    end = effective_end(connection, row.question)
    if end is None:
        raise NoEndError(row.question, row.state)
    return end
