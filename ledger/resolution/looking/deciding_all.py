"""Deciding many questions from what the journal holds, and writing each decision in a transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ledger.errors import JournalError
from ledger.journal.deciding import heads_of, readings_of, taken_back_of
from ledger.journal.entries import QuestionAnnulled, QuestionGivenUp
from ledger.journal.work import look_states
from ledger.questions.outcome import outcome_words
from ledger.resolution.looking.last_day import on_last_day
from ledger.resolution.looking.register import seen_from, taken_by_look
from ledger.resolution.looking.sweep_report import Proposed, SweepReport
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.rule.parts import in_parts
from ledger.resolution.rule.proposal import proposal_of
from ledger.resolution.rule.taken_back import not_again

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.deciding import Head, TakenBack
    from ledger.journal.entries import ResolutionProposed
    from ledger.journal.transaction import Transaction
    from ledger.resolution.looking.register import Asked, Register
    from ledger.resolution.rule.decision import Decision

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class _Decided:
    asked: Asked
    decision: Decision
    against: tuple[TakenBack, ...]


def decide_all(
    journal: Journal,
    known: Register,
    questions: Sequence[str],
    report: SweepReport | None = None,
    *,
    dry_run: bool = False,
) -> SweepReport:
    """Decide these questions now; propose, give up and annul what is decided. A dry run only says what it would do.

    While the clock is in doubt nothing is decided. Raises JournalError when the ledger cannot be written.
    """
    report = report or SweepReport()
    now = journal.clock.now()
    for part in in_parts(questions):
        with journal.transaction() as tx:
            decided = _decided(tx.connection, known, part, now)
            if not dry_run:
                decided = [_put_off(tx.connection, one, now, told=report.told) for one in decided]
        for one in decided:
            _note(report, one)
        if not report.clock_doubt:
            _act(journal, [one for one in decided if _is_due(one, now)], now, report, dry_run=dry_run)
    return report


def _decided(
    connection: Connection, known: Register, questions: Sequence[str], now: datetime
) -> list[_Decided]:
    heads = heads_of(connection, questions)
    asked = [one for one in known.asked(connection, questions) if _still(heads.get(one.question.id), one)]
    against = taken_back_of(connection, [one.question.id for one in asked])
    keys = list(dict.fromkeys(use.key for one in asked for use in one.uses))
    states, taken = look_states(connection, keys), taken_by_look(readings_of(connection, keys))
    decided: list[_Decided] = []
    for one in asked:
        mine = tuple(against.get(one.question.id, ()))
        looks = seen_from(one, taken, states)
        decision = not_again(one.question, looks, now, decide(one.question, looks, now), mine)
        decided.append(_Decided(one, decision, mine))
    return decided


def _put_off(connection: Connection, one: _Decided, now: datetime, *, told: bool) -> _Decided:
    return replace(one, decision=on_last_day(connection, one.asked, one.decision, now, told=told))


def _still(head: Head | None, asked: Asked) -> bool:
    return head is not None and head.state == "asked" and head.version == asked.version


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


def _act(
    journal: Journal, several: Sequence[_Decided], now: datetime, report: SweepReport, *, dry_run: bool
) -> None:
    """Write what was decided: all at once, and where one is refused, each by itself, so that it keeps back no other."""
    if dry_run:
        for one in several:
            _would(one, now, report)
        return
    try:
        made = _written(journal, several, now)
    except JournalError as error:
        if len(several) == 1:
            report.refused[several[0].asked.question.id] = str(error)
            return
        for one in several:
            _act(journal, [one], now, report, dry_run=dry_run)
        return
    for one in made:
        _would(one, now, report)


def _written(journal: Journal, several: Sequence[_Decided], now: datetime) -> list[_Decided]:
    """Those of these decisions that still held, and were written."""
    if not several:
        return []
    names = [one.asked.question.id for one in several]
    with journal.transaction() as tx:
        heads, against = heads_of(tx.connection, names), taken_back_of(tx.connection, names)
        held = [one for one in several if _holds(one, heads, against)]
        for one in held:
            _write(tx, one, heads[one.asked.question.id], now)
    return held


def _holds(one: _Decided, heads: Mapping[str, Head], against: Mapping[str, Sequence[TakenBack]]) -> bool:
    name = one.asked.question.id
    return _still(heads.get(name), one.asked) and tuple(against.get(name, ())) == one.against


def _write(tx: Transaction, one: _Decided, head: Head, now: datetime) -> None:
    question = one.asked.question
    match one.decision:
        case Resolves() | Conflicts() as decision:
            tx.append(proposal_of(question, head.version, decision, now))
        case AsksPerson(reason, by_source):
            reasons = {name: said[:LONGEST_REASON] for name, said in (by_source or {"all": reason}).items()}
            tx.append(QuestionGivenUp(question=question.id, reasons=reasons))
        case Annuls(how, reason):
            tx.append(_annulled(question.id, head.revision + 1, how, reason))
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
