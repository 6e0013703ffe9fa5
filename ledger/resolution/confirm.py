"""From a proposal to a resolution: people who stand behind it, and time in which nobody spoke against it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ledger.clock import microseconds
from ledger.errors import JournalError, UsageError
from ledger.journal.deciding import (
    before_us,
    confirmations_of,
    past_their_window,
    people,
    proposals_like,
    question_row,
)
from ledger.journal.entries import (
    ProposalConfirmed,
    ProposalRejected,
    QuestionResolved,
    ResolutionChallenged,
)
from ledger.journal.names import person
from ledger.questions.outcome import outcome_said
from ledger.questions.reading import question_from_said
from ledger.resolution.answer_forms import outcome_of
from ledger.resolution.doubt import doubt_that_holds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.deciding import ProposalRow
    from ledger.journal.transaction import Transaction
    from ledger.questions.rule import ConfirmedBy

How = Literal["machine", "one person", "two people", "one of two", "owner"]
SHORTEST_PREFIX = 6
TWO = 2
LOG = logging.getLogger(__name__)


class NoSuchProposalError(UsageError):
    """No proposal, or more than one, has a hash that begins so."""

    def __init__(self, asked: str, found: Sequence[str]) -> None:
        hint = (
            f"{len(found)} or more begin so; give more digits."
            if found
            else "See: fledger questions state:proposed"
        )
        super().__init__(f"There is no single proposal {asked!r}. {hint}")


class NotAHashError(UsageError):
    """What was given cannot begin a hash."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"{asked!r} is no hash of a proposal: give at least {SHORTEST_PREFIX} of its hexadecimal digits."
        )


class NoReasonError(UsageError):
    """A proposal was spoken against without a word of why."""

    def __init__(self) -> None:
        super().__init__('Say what is wrong with it: --why "..."')


class TooEarlyError(UsageError):
    """Who proposed it stands behind it already; a second word of theirs counts only after the window."""

    def __init__(self, by: str, until: datetime) -> None:
        super().__init__(
            f"{by} made this proposal. Somebody else can confirm it now, or {by} again from {until:%Y-%m-%d %H:%M} UTC on."
        )


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind a proposal: its kind, its proposer, who confirmed it and when, and whether anybody else is here."""

    basis: str
    proposer: str | None
    confirmed: tuple[tuple[str, datetime], ...]
    challenge_until: datetime
    alone: bool


def enough(asks: ConfirmedBy, behind: Behind) -> How | None:
    """How a proposal is confirmed once its window has ended; None while somebody is missing.

    A rule needs nobody where the file says `machine`. A person's answer always needs another person; in a ledger of one,
    the same person again, after the window. `two_people` there is marked `one of two`, for ever.
    """
    if asks == "machine" and behind.basis == "rule":
        return "machine"
    others = [who for who, _ in behind.confirmed if who != behind.proposer]
    if asks == "two_people":
        return _two(behind, others)
    return "one person" if others or _alone_and_late(behind) else None


def _two(behind: Behind, others: Sequence[str]) -> How | None:
    if others and len(behind.confirmed) >= TWO:
        return "two people"
    return "one of two" if _alone_and_late(behind) else None


def _alone_and_late(behind: Behind) -> bool:
    late = [who for who, at in behind.confirmed if at >= behind.challenge_until]
    return behind.alone and bool(late)


def confirm(journal: Journal, prefix: str, by: str, why: str | None = None) -> ProposalRow:
    """Stand behind the proposal whose hash begins with `prefix`. Raises NotAHashError, NoSuchProposalError, TooEarlyError,
    or JournalError where it is not before us any more.
    """
    with journal.transaction() as tx:
        proposal = _the_one(tx.connection, prefix)
        if (
            proposal.who
            and person(by) == person(proposal.who)
            and journal.clock.now() < proposal.challenge_until
        ):
            raise TooEarlyError(by, proposal.challenge_until)
        tx.append(ProposalConfirmed(hash=proposal.hash, by=by, why=why))
    return proposal


def reject(journal: Journal, prefix: str, by: str, why: str) -> ProposalRow:
    """Take the proposal whose hash begins so off the table: the question is asked again. Raises as `confirm` does."""
    with journal.transaction() as tx:
        proposal = _the_one(tx.connection, prefix)
        tx.append(ProposalRejected(hash=proposal.hash, by=by, why=_said_why(why)))
    return proposal


def challenge(journal: Journal, prefix: str, by: str, why: str, outcome: str | None = None) -> ProposalRow:
    """Contest the proposal whose hash begins so, inside its window: it is held until people decide.

    `outcome` is what it should be, as a person would answer. Raises as `confirm` does, and NotAnAnswerError.
    """
    with journal.transaction() as tx:
        proposal = _the_one(tx.connection, prefix)
        meant = _meant(tx.connection, proposal, outcome) if outcome is not None else None
        tx.append(ResolutionChallenged(hash=proposal.hash, by=by, why=_said_why(why), outcome=meant))
    return proposal


def _meant(connection: Connection, proposal: ProposalRow, typed: str) -> dict[str, Any]:
    row = question_row(connection, proposal.question)
    question = question_from_said(proposal.question, row.said if row else {})
    return outcome_said(outcome_of(typed, question))


def _said_why(why: str) -> str:
    if not why.strip():
        raise NoReasonError
    return why.strip()


def _the_one(connection: Connection, prefix: str) -> ProposalRow:
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST_PREFIX},64}}", prefix.lower()):
        raise NotAHashError(prefix)
    found = proposals_like(connection, prefix.lower())
    if len(found) != 1:
        raise NoSuchProposalError(prefix, [row.hash for row in found])
    return found[0]


def waiting_for_people(journal: Journal) -> tuple[str, ...]:
    """The hashes of the proposals before us that somebody has yet to stand behind, oldest first."""
    with journal.transaction() as tx:
        return tuple(
            row.hash
            for row in before_us(tx.connection)
            if enough(_asks(tx.connection, row), behind(tx.connection, row)) is None
        )


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that was resolved now, and how it was confirmed."""

    question: str
    how: How
    seq: int


def confirm_due(journal: Journal, refused: dict[str, str] | None = None) -> tuple[Resolved, ...]:
    """Resolve every proposal whose challenge window has ended and that enough people stand behind.

    A proposal that the journal refuses to accept stays before us, keeps no other waiting, and is named: in the log, and
    in `refused` by its question. While the clock is in doubt no window has ended.
    """
    now = journal.clock.now()
    with journal.transaction() as tx:
        doubt = doubt_that_holds(tx.connection, now)
        waiting = [] if doubt else past_their_window(tx.connection, microseconds(now))
    found = (_confirm_one(journal, proposal, refused if refused is not None else {}) for proposal in waiting)
    return tuple(one for one in found if one)


def _confirm_one(journal: Journal, proposal: ProposalRow, refused: dict[str, str]) -> Resolved | None:
    try:
        with journal.transaction() as tx:
            return _accept(tx, proposal)
    except JournalError as error:
        LOG.warning("The proposal %s of %s is not accepted: %s", proposal.hash, proposal.question, error)
        refused[proposal.question] = str(error)
        return None


def _accept(tx: Transaction, proposal: ProposalRow) -> Resolved | None:
    """Read again, inside the transaction: somebody may have challenged, rejected or resolved in between."""
    row = question_row(tx.connection, proposal.question)
    if row is None or row.state != "proposed" or row.proposal != proposal.hash or proposal.outcome is None:
        return None
    how = enough(_asks(tx.connection, proposal), behind(tx.connection, proposal))
    if how is None:
        return None
    seq = tx.append(resolution_of(proposal, row.revision + 1, how))[0]
    return Resolved(proposal.question, how, seq)


def _asks(connection: Connection, proposal: ProposalRow) -> ConfirmedBy:
    """What the newest version asks: the journal's own rule goes by that, and two answers would leave a proposal stuck."""
    row = question_row(connection, proposal.question)
    return question_from_said(proposal.question, row.said if row else {}).rule.confirmed_by


def behind(connection: Connection, proposal: ProposalRow) -> Behind:
    """Who stands behind a proposal now."""
    confirmed = tuple((person(who), at) for who, at in confirmations_of(connection, proposal.hash))
    alone = len({person(who) for who in people(connection)}) <= 1
    proposer = person(proposal.who) if proposal.who else None
    return Behind(proposal.basis, proposer, confirmed, proposal.challenge_until, alone)


def resolution_of(proposal: ProposalRow, revision: int, how: How) -> QuestionResolved:
    """The resolution that accepts a proposal as it was pinned."""
    known_at = proposal.known_at or proposal.decided_at
    return QuestionResolved(
        question=proposal.question,
        revision=revision,
        outcome=proposal.outcome or {},
        value=proposal.value,
        known_at=microseconds(known_at),
        proposal=proposal.seq,
        confirmed=how,
    )
