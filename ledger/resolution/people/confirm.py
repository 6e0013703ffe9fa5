"""From a proposal to a resolution: people who stand behind it, and time in which nobody spoke against it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.clock import microseconds
from ledger.errors import JournalError, UsageError
from ledger.journal.deciding import (
    before_us,
    challenge_of,
    confirmations_of,
    is_lapsed,
    past_their_window,
    people,
    question_row,
)
from ledger.journal.entries import ProposalConfirmed, ProposalRejected, QuestionResolved
from ledger.journal.names import person
from ledger.questions.reading import question_from_said
from ledger.resolution.looking.doubt import believed, doubt_that_holds
from ledger.resolution.people.dry_run import acting
from ledger.resolution.people.lapsing import lapse
from ledger.resolution.people.named import said_why, the_proposal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.deciding import ProposalRow
    from ledger.journal.transaction import Transaction
    from ledger.questions.rule import ConfirmedBy

How = Literal["machine", "one person", "two people", "one of two", "owner"]
TWO = 2
LOG = logging.getLogger(__name__)


class ChallengedError(UsageError):
    """A challenged proposal is confirmed by nobody before the challenge has ended."""

    def __init__(self, sha256: str) -> None:
        short = sha256[:12]
        super().__init__(
            f"{short} is challenged; see: fledger review show {short}. End the challenge first: "
            f"fledger review uphold {short}, or fledger review reject {short} --challenge"
        )


class ConflictError(UsageError):
    """Where publishers disagree there is no outcome to stand behind."""

    def __init__(self, question: str) -> None:
        super().__init__(
            f"Its publishers disagree, so there is nothing to confirm: fledger answer {question}, or fledger review annul {question}"
        )


class OwnCaseError(UsageError):
    """Who challenged a proposal would take it off the table themselves."""

    def __init__(self, by: str) -> None:
        super().__init__(f"{by} challenged it; somebody else decides whether the challenge is upheld.")


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
    lapsed: bool = False
    """Whether nobody decided a challenge to it."""


def enough(asks: ConfirmedBy, behind: Behind) -> How | None:
    """How a proposal is confirmed once its window has ended; None while somebody is missing.

    A rule needs nobody where the file says `machine`, unless a challenge to it lapsed: then one person. A person's answer
    always needs another person; in a ledger of one, the same person again, after the window. `two_people` there is marked `one of two`, for ever.
    """
    if asks == "machine" and behind.basis == "rule" and not behind.lapsed:
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


def confirm(
    journal: Journal, prefix: str, by: str, why: str | None = None, *, dry_run: bool = False
) -> ProposalRow:
    """Stand behind the proposal whose hash begins with `prefix`; a dry run records nothing.

    Raises NotAHashError, NoSuchProposalError, ChallengedError, ConflictError, TooEarlyError, or JournalError where it is not before us any more.
    """
    with acting(journal, dry_run=dry_run) as tx:
        proposal = _confirmable(tx.connection, prefix, by, journal.clock.now())
        tx.append(ProposalConfirmed(hash=proposal.hash, by=by, why=why))
    return proposal


def _confirmable(connection: Connection, prefix: str, by: str, now: datetime) -> ProposalRow:
    proposal = the_proposal(connection, prefix)
    if proposal.state == "challenged":
        raise ChallengedError(proposal.hash)
    if proposal.basis == "conflict":
        raise ConflictError(proposal.question)
    if proposal.who and person(by) == person(proposal.who) and now < proposal.challenge_until:
        raise TooEarlyError(by, proposal.challenge_until)
    return proposal


def reject(journal: Journal, prefix: str, by: str, why: str) -> ProposalRow:
    """Take the proposal whose hash begins so off the table: the question is asked again.

    Raises NotAHashError, NoSuchProposalError, NoReasonError, OwnCaseError, JournalError.
    """
    with journal.transaction() as tx:
        proposal = the_proposal(tx.connection, prefix)
        if proposal.state == "challenged" and _challenged_it(tx.connection, proposal, by):
            raise OwnCaseError(by)
        tx.append(ProposalRejected(hash=proposal.hash, by=by, why=said_why(why)))
    return proposal


def _challenged_it(connection: Connection, proposal: ProposalRow, by: str) -> bool:
    """Whether this person challenged it, while there is somebody else to decide that."""
    said = challenge_of(connection, proposal.hash)
    return said is not None and person(said["by"]) == person(by) and not _alone(connection)


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
    """Resolve every proposal whose challenge window has ended and that enough people stand behind; a challenge that nobody
    decided for thirty days lapses first.

    A proposal that the journal refuses to accept stays before us, keeps no other waiting, and is named: in the log, and
    in `refused` by its question. While the clock is in doubt no window has ended; where it is ahead of every host that told
    the time, windows end by theirs.
    """
    now = journal.clock.now()
    with journal.transaction() as tx:
        doubt = doubt_that_holds(tx.connection, now)
        until = believed(tx.connection, now)
        if not doubt:
            lapse(tx, until)
        waiting = [] if doubt else past_their_window(tx.connection, microseconds(until))
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
    proposer = person(proposal.who) if proposal.who else None
    return Behind(
        proposal.basis,
        proposer,
        confirmed,
        proposal.challenge_until,
        _alone(connection),
        is_lapsed(connection, proposal.hash),
    )


def _alone(connection: Connection) -> bool:
    return len({person(who) for who in people(connection)}) <= 1


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
