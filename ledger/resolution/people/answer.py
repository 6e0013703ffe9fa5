"""What a person answers: an outcome with the evidence for it, as a proposal like any other; or "not yet", as a note.

A NO says what was searched. The owner of a private question answers it alone, and at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ledger.clock import end_of, microseconds, start_of
from ledger.errors import UnknownQuestionError, UsageError
from ledger.journal.deciding import ProposalRow, proposals_like, question_row
from ledger.journal.entries import NoteAdded
from ledger.journal.pinning import pinned
from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, YesNo, outcome_said
from ledger.questions.reading import last_day, question_from_said
from ledger.resolution.looking.look import by_hand
from ledger.resolution.looking.register import asked_of
from ledger.resolution.people.answer_forms import NEVER, NOT_YET, outcome_of
from ledger.resolution.people.confirm import ChallengedError, resolution_of
from ledger.resolution.people.named import sentence
from ledger.resolution.people.receipt import check_address, keep_file, key_for
from ledger.resolution.people.seen import check_seen
from ledger.resolution.people.voice import keep_voice, voice_of
from ledger.resolution.rule.decide import RULE_VERSION
from ledger.resolution.rule.spans import bounds

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ledger.journal.append import Journal
    from ledger.journal.deciding import QuestionRow
    from ledger.journal.entries import ResolutionProposed
    from ledger.journal.transaction import Transaction
    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Question
    from ledger.record.seen import SeenCase
    from ledger.resolution.looking.register import Asked, UseOfLook

BY_PERSON = timedelta(days=7)
SHORTEST_WHY = 3


class SearchedNothingError(UsageError):
    """A NO without a word on what was searched, and until when."""

    def __init__(self) -> None:
        super().__init__(
            'A NO says what was searched, and until when. Give as the why: "searched ... until ...".'
        )


class NoEvidenceError(UsageError):
    """An answer with nothing that another person could look at."""

    def __init__(self) -> None:
        super().__init__("An answer needs something others can check: a web address or a file as evidence.")


class TooEarlyToAnswerError(UsageError):
    """The days that count are not over, and the answer rests on all of them. `until_then` is what may be said meanwhile."""

    def __init__(self, last: date, until_then: str = "not-yet") -> None:
        super().__init__(
            f"That is known only after {last}, the last day that counts. Until then: {until_then}."
        )


class WhenError(UsageError):
    """An early YES without the day it happened, or a day that cannot be that day. `example` is one that could be."""

    def __init__(self, because: str, example: date | None = None) -> None:
        super().__init__(
            f"{because} Say the day on which it happened (in the shell: --on), such as {example}."
            if example
            else because
        )


class EndedAlreadyError(UsageError):
    """The question has ended; a wrong end is corrected, not answered again."""

    def __init__(self, question: str, state: str) -> None:
        super().__init__(
            f"{question} is {state} already. A wrong end is corrected or taken back: fledger review correct {question} "
            f'OUTCOME --why "...", or fledger review withdraw {question} --why "..."'
        )


class ProposedAlreadyError(UsageError):
    """A proposal is before us; another answer is a challenge to it, or comes after it is off the table."""

    def __init__(self, question: str, sha256: str) -> None:
        short = sha256[:12]
        super().__init__(
            f"{question} has a proposal already: speak against it with fledger review challenge {short} --outcome OUTCOME "
            f'--why "...", or take it off the table with fledger review reject {short} --why "..."'
        )


class NotTheirTurnError(UsageError):
    """The file lets people answer only where its other sources had their time and said nothing."""

    def __init__(self, from_then: datetime) -> None:
        super().__init__(
            f"The file asks people only after its other sources had their time: from {from_then:%Y-%m-%d %H:%M} UTC on."
        )


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says: the answer as typed, who, why, a web address or a file that shows it, and when it happened.

    `publisher` is whose figure it is, where people read for several publishers of a question. Raises NotAnAddressError.
    """

    text: str
    by: str
    why: str = ""
    url: str | None = None
    file: Path | None = None
    on: date | None = None
    publisher: str | None = None

    def __post_init__(self) -> None:
        check_address(self.url)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an answer: a note, a proposal to wait for, a question resolved, or a reading.

    `reading` is the seq of the reading, where the answer is one voice of several that must agree, and `figure` its words.
    """

    question: str
    outcome: Outcome | None
    hash: str | None
    challenge_until: datetime | None
    resolved: bool
    reading: int | None = None
    figure: str | None = None


def answer(journal: Journal, question_id: str, given: Given, *, seen: SeenCase | None = None) -> Answered:
    """Record a person's answer, to the question as it was `seen` if that is given.

    Raises UnknownQuestionError, OtherWordsError, OtherCaseError, one of the errors above, or JournalError.
    """
    with journal.transaction() as tx:
        row = question_row(tx.connection, question_id)
        if row is None:
            raise UnknownQuestionError(question_id)
        check_seen(tx.connection, row, seen)
        if row.state in {"resolved", "annulled"}:
            raise EndedAlreadyError(question_id, row.state)
        question = question_from_said(row.question, row.said)
        if given.text.strip().casefold() in NOT_YET:
            return _not_yet(tx, question, given)
        _check_nothing_before_us(tx, row)
        owner, now = row.private and question.asker == given.by, journal.clock.now()
        if row.state == "asked" and not owner:
            asked = asked_of(question, row.version)
            if voice := voice_of(asked, given):
                return _read_for(tx, asked, voice, given, now)
            _check_turn(question, now)
        outcome = outcome_of(given.text, question)
        _check(question, outcome, given, now, owner=owner)
        return _propose(tx, row, question, (outcome, given), now, owner=owner)


def _not_yet(tx: Transaction, question: Question, given: Given) -> Answered:
    words = "; ".join(part for part in (given.why, given.url) if part)
    tx.append(NoteAdded(question=question.id, by=given.by, text=f"Not yet: {words}" if words else "Not yet."))
    return Answered(question.id, None, None, None, resolved=False)


def _read_for(tx: Transaction, asked: Asked, voice: UseOfLook, given: Given, now: datetime) -> Answered:
    if not (given.url or given.file):
        raise NoEvidenceError
    if given.text.strip().casefold() in NEVER and len(given.why.strip()) < SHORTEST_WHY:
        raise SearchedNothingError
    seq, words = keep_voice(tx, asked, voice, given, now)
    return Answered(asked.question.id, None, None, None, resolved=False, reading=seq, figure=words)


# ---- whether it may be said ---------------------------------------------------------------------------


def _check_nothing_before_us(tx: Transaction, row: QuestionRow) -> None:
    """Only a conflict of publishers is answered while it is before us."""
    for proposal in proposals_like(tx.connection, row.proposal) if row.proposal else ():
        if row.state == "proposed":
            raise ProposedAlreadyError(row.question, proposal.hash)
        if proposal.state == "challenged":
            raise ChallengedError(proposal.hash)


def _check_turn(question: Question, now: datetime) -> None:
    """People who are a fallback wait as any fallback does; from the last day on nobody waits."""
    hands = [use for uses in question.rule.looks.values() for use in uses if by_hand(use)]
    times = question.times
    from_then = min(times.resolves_at + question.rule.fallback_after, times.gives_up_at)
    if hands and all(use.fallback for use in hands) and now < from_then:
        raise NotTheirTurnError(from_then)


def _check(question: Question, outcome: Outcome, given: Given, now: datetime, *, owner: bool) -> None:
    if is_no(outcome) and len(given.why.strip()) < SHORTEST_WHY and not owner:
        raise SearchedNothingError
    if not (given.url or given.file or owner):
        raise NoEvidenceError
    if not owner:
        check_days_over(question, outcome, now)
    _check_when(question, outcome, given, now, owner=owner)


def _check_when(question: Question, outcome: Outcome, given: Given, now: datetime, *, owner: bool) -> None:
    """A YES before the end is dated, because what was forecast after it knew it."""
    window, on = bounds(question.rule.window), given.on
    example = possible_day(question, now)
    if isinstance(outcome, OnDay) and outcome.day is not None and outcome.day > now.date():
        raise WhenError(f"{outcome.day} has not come yet.")
    if on is None:
        if outcome == YesNo(yes=True) and now <= end_of(window.last) and not owner:
            raise WhenError(f"A yes before the end of {window.last} says on which day it happened.", example)
        return
    if is_no(outcome):
        raise WhenError("What did not happen has no day.")
    if on > now.date():
        raise WhenError(f"{on} has not come yet.", example)
    if outcome == YesNo(yes=True) and not window.first <= on <= window.last:
        raise WhenError(f"{on} is not one of the days that count, {window.first} to {window.last}.", example)


def check_days_over(question: Question, outcome: Outcome, now: datetime, until_then: str = "not-yet") -> None:
    """Raises TooEarlyToAnswerError where an outcome rests on all days that count, and they are not over."""
    last = last_day(question.rule.window)
    if not _may_be_early(outcome) and now <= end_of(last):
        raise TooEarlyToAnswerError(last, until_then)


def possible_day(question: Question, now: datetime) -> date | None:
    """The newest day on which it can have happened; None before the first one that counts."""
    window = bounds(question.rule.window)
    newest = min(window.last, now.date())
    return newest if newest >= window.first else None


def is_no(outcome: Outcome) -> bool:
    """Whether an outcome says that something did not happen."""
    return outcome in {YesNo(yes=False), OnDay(None)}


def _may_be_early(outcome: Outcome) -> bool:
    """A YES or a day may be known before the end; what rests on all days may not."""
    return outcome == YesNo(yes=True) or (isinstance(outcome, OnDay) and outcome.day is not None)


# ---- what is written ----------------------------------------------------------------------------------


def _propose(
    tx: Transaction,
    row: QuestionRow,
    question: Question,
    said: tuple[Outcome, Given],
    now: datetime,
    *,
    owner: bool,
) -> Answered:
    outcome, given = said
    look = key_for(f"answer {question.id}")
    evidence = [keep_file(tx, look, given.file, now)[0]] if given.file else []
    proposal = _pinned(
        row, question, outcome, given, evidence, now, until=now if owner else _until(question, now)
    )
    tx.append(proposal)
    if owner:
        _resolve_at_once(tx, row, proposal)
    until = None if owner else _until(question, now)
    return Answered(question.id, outcome, proposal.hash, until, resolved=owner)


def _until(question: Question, now: datetime) -> datetime:
    """When the time to challenge ends: as the file says, else seven days, as for every answer by a person."""
    said = question.said.get("resolution")
    stated = isinstance(said, dict) and "challenge_for" in said
    return now + (question.rule.challenge_for if stated else BY_PERSON)


def _pinned(
    row: QuestionRow,
    question: Question,
    outcome: Outcome,
    given: Given,
    evidence: list[int],
    now: datetime,
    *,
    until: datetime,
) -> ResolutionProposed:
    value = _value(outcome)
    return pinned(
        question=row.question,
        version=row.version,
        basis="person",
        outcome=outcome_said(outcome),
        value=value,
        unit=question.unit if value is not None else None,
        known_at=microseconds(_known_at(outcome, given.on, now)),
        readings=[],
        evidence=evidence,
        rule_version=RULE_VERSION,
        decided_at=microseconds(now),
        challenge_until=microseconds(until),
        by=given.by,
        why=_why(given),
    )


def _why(given: Given) -> str:
    why = given.why.strip()
    shown = [f"Evidence: {given.url}"] if given.url else []
    shown += [f"Evidence: the file {given.file.name}"] if given.file else []
    said = [sentence(why) if shown else why] if why else []
    return " ".join([*said, *shown]) or "Answered by its owner."


def _value(outcome: Outcome) -> str | None:
    match outcome:
        case Amount(value):
            return format(value, "f")
        case YesNo() | Chosen() | Beyond() | OnDay():
            return None


def _known_at(outcome: Outcome, on: date | None, now: datetime) -> datetime:
    """The start of the day it happened, as where the rule reads an event's day; else now."""
    day = outcome.day if isinstance(outcome, OnDay) and outcome.day is not None else on
    return min(start_of(day), now) if day is not None else now


def _resolve_at_once(tx: Transaction, row: QuestionRow, proposal: ResolutionProposed) -> None:
    before: list[ProposalRow] = proposals_like(tx.connection, proposal.hash)
    tx.append(resolution_of(before[0], row.revision + 1, "owner"))
