"""A challenge, from the words of who makes it to its end by a person: upheld, rejected, or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.errors import UsageError
from ledger.journal.deciding import challenge_of, question_row
from ledger.journal.entries import ChallengeEnded, ResolutionChallenged
from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, YesNo, outcome_from, outcome_said
from ledger.questions.reading import question_from_said
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.answer_forms import outcome_of
from ledger.resolution.people.named import said_why, the_proposal
from ledger.resolution.people.receipt import NOTHING, Receipt, keep_file, key_for
from ledger.resolution.people.seen import check_seen

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.deciding import ProposalRow
    from ledger.journal.transaction import Transaction
    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Question
    from ledger.record.seen import SeenCase
    from ledger.resolution.people.answer import Answered


class WindowOverError(UsageError):
    """The time to challenge a proposal has ended; what is wrong with it is still a reason to reject it."""

    def __init__(self, sha256: str, until: datetime) -> None:
        short = sha256[:12]
        super().__init__(
            f"{short} was open to challenge until {until:%Y-%m-%d %H:%M} UTC. Take it off the table with: "
            f'fledger review reject {short} --why "..."'
        )


@dataclass(frozen=True, slots=True)
class Challenge:
    """What somebody says against a proposal: why, and, as far as they can, what it should be, by which words of the
    criteria, and what shows it. `outcome` is as a person would answer.
    """

    by: str
    why: str
    outcome: str | None = None
    criterion: str | None = None
    receipt: Receipt = NOTHING


def challenge(journal: Journal, prefix: str, said: Challenge) -> ProposalRow:
    """Contest the proposal whose hash begins so, inside its window: it is held until people decide.

    Raises NotAHashError, NoSuchProposalError, NoReasonError, NotAnAnswerError, NoSuchEvidenceError, WindowOverError,
    JournalError.
    """
    with journal.transaction() as tx:
        proposal = the_proposal(tx.connection, prefix)
        if proposal.state == "open" and journal.clock.now() >= proposal.challenge_until:
            raise WindowOverError(proposal.hash, proposal.challenge_until)
        meant = _meant(tx.connection, proposal, said.outcome) if said.outcome is not None else None
        shown = _shown(tx, proposal, said.receipt, journal.clock.now())
        tx.append(
            ResolutionChallenged(
                hash=proposal.hash,
                by=said.by,
                why=said_why(said.why),
                outcome=meant,
                criterion=said.criterion,
                evidence=shown,
            )
        )
    return proposal


def _meant(connection: Connection, proposal: ProposalRow, typed: str) -> dict[str, Any]:
    return outcome_said(outcome_of(typed, _question(connection, proposal.question)))


def _question(connection: Connection, name: str) -> Question:
    row = question_row(connection, name)
    return question_from_said(name, row.said if row else {})


def _shown(tx: Transaction, proposal: ProposalRow, shown: Receipt, now: datetime) -> str | None:
    if shown.file is None:
        return shown.url
    return keep_file(tx, key_for(f"challenge {proposal.hash}"), shown.file, now)[1]


def uphold(journal: Journal, prefix: str, by: str, why: str, *, seen: SeenCase | None = None) -> ProposalRow:
    """The challenge is right: the proposal is off the table for ever, and the question is asked again.

    `seen` is what was read, where nothing else may be decided. Raises NotAHashError, NoSuchProposalError, NoReasonError,
    OtherWordsError, OtherCaseError, JournalError where `by` would judge in their own case.
    """
    with journal.transaction() as tx:
        proposal = _challenged(tx.connection, prefix, seen)
        tx.append(ChallengeEnded(hash=proposal.hash, how="upheld", by=by, why=said_why(why)))
    return proposal


def _challenged(connection: Connection, prefix: str, seen: SeenCase | None) -> ProposalRow:
    """The proposal, on which nothing was said that was not seen."""
    proposal = the_proposal(connection, prefix)
    if row := question_row(connection, proposal.question):
        check_seen(connection, row, seen)
    return proposal


def propose_instead(
    journal: Journal,
    proposal: ProposalRow,
    by: str,
    why: str,
    shown: str | None = None,
    on: date | None = None,
) -> Answered | None:
    """What an upheld challenge said it should be, proposed in the name of who upheld it; None where it named no outcome.

    It rests on the challenge's evidence, or on `shown`. `on` is the day it happened. Raises as `answer` does.
    """
    with journal.transaction() as tx:
        said = challenge_of(tx.connection, proposal.hash)
        question = _question(tx.connection, proposal.question)
    if said is None or "outcome" not in said:
        return None
    typed = typed_outcome(outcome_from(said["outcome"]), question)
    return answer(journal, proposal.question, Given(typed, by, why, url=shown or said.get("evidence"), on=on))


def typed_outcome(outcome: Outcome, question: Question) -> str:
    """An outcome as a person would type it as an answer to this question."""
    match outcome:
        case YesNo(yes):
            return "yes" if yes else "no"
        case Chosen(option):
            return option
        case Amount(value):
            return format(value, "f")
        case Beyond(side):
            return _beyond(side, question)
        case OnDay(day):
            return day.isoformat() if day else "never"


def _beyond(side: str, question: Question) -> str:
    """A number on the far side of the range's end."""
    if question.numbers is None:
        return side
    return str(question.numbers.most + 1 if side == "max" else question.numbers.least - 1)


def reject_challenge(
    journal: Journal, prefix: str, by: str, why: str, *, seen: SeenCase | None = None
) -> ProposalRow:
    """The challenge is wrong, or taken back by who made it: the proposal stands before us again. `seen` is as in `uphold`,
    which raises the same.
    """
    with journal.transaction() as tx:
        proposal = _challenged(tx.connection, prefix, seen)
        tx.append(ChallengeEnded(hash=proposal.hash, how="rejected", by=by, why=said_why(why)))
    return proposal
