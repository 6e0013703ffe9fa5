"""What waits for a person, one thing each, and which acts are open to who reads: what the command line and the app both list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.journal.challenge_rules import ALONE_AFTER
from ledger.journal.names import person
from ledger.resolution.people.whose_word import is_alone, may_confirm, still_missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.journal.intake import Waiting as Amendment
    from ledger.record.changes import Waiting
    from ledger.record.opening import Record
    from ledger.record.trail import Proposal, Voice

Act = Literal[
    "confirm",
    "reject",
    "challenge",
    "uphold",
    "dismiss",
    "answer",
    "correct",
    "withdraw",
    "annul",
    "ambiguous",
    "accept",
]
"""What a person can do about a question; `dismiss` rejects a challenge, `accept` an amendment in its file."""


@dataclass(frozen=True, slots=True)
class Open:
    """What is open about a proposal: whether the reader's word would count, its window has not ended, and who is missing.

    `alone_from` is when a reader who is alone in this ledger may decide in their own case, microseconds UTC; None where that is
    now, or never.
    """

    confirm: bool = True
    challenge: bool = True
    missing: str | None = None
    alone_from: int | None = None


NOTHING_OPEN = Open(confirm=False, challenge=False)


@dataclass(frozen=True, slots=True)
class Pending:
    """One thing that waits. `need` is confirm, challenge, conflict, given_up, answer or amendment.

    Times are microseconds UTC; an amendment in the files has none.
    """

    need: str
    question: str
    title: str
    since: int | None
    until: int | None
    asks_again_at: int | None
    proposal: Proposal | None
    open: Open
    amendment: Amendment | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that an amendment changes."""
        return self.amendment.keys if self.amendment else ()

    @property
    def challenge(self) -> Voice | None:
        """The challenge that has not ended."""
        return challenge_to(self.proposal) if self.need == "challenge" else None

    @property
    def behind(self) -> tuple[str, ...]:
        """Who stands behind the proposal already."""
        voices = self.proposal.voices if self.proposal else ()
        return tuple(one.who for one in voices if one.what == "confirmed" and one.who)


def challenge_to(proposal: Proposal | None) -> Voice | None:
    """The newest challenge to a proposal."""
    voices = reversed(proposal.voices) if proposal else ()
    return next((one for one in voices if one.what == "challenged"), None)


def open_about(record: Record, question: str, one: Proposal | None, *, me: str, now_us: int) -> Open:
    """What is open about a proposal of this question, for this reader."""
    if one is None:
        return NOTHING_OPEN
    from ledger.record.detail import detail

    alone = is_alone(record)
    asks = detail(record, question, now_us=now_us).question().rule.confirmed_by
    return Open(
        may_confirm(one, me, alone=alone, now_us=now_us),
        now_us < one.challenge_until,
        still_missing(one, asks, alone=alone),
        _alone_from(one, me, now_us) if alone else None,
    )


def _alone_from(one: Proposal, me: str, now_us: int) -> int | None:
    """When the only person here may confirm what they stand behind already, or uphold their own challenge."""
    challenge = challenge_to(one) if one.state == "challenged" else None
    if challenge is not None:
        at = challenge.at + ALONE_AFTER
    elif one.outcome is not None and not may_confirm(one, me, alone=True, now_us=now_us):
        at = one.challenge_until
    else:
        return None
    return at if now_us < at else None


def pending(
    record: Record, amendments: Iterable[Amendment], *, me: str, now_us: int, only: str | None = None
) -> tuple[Pending, ...]:
    """Everything that waits, or what does of one question, what waits longest first; amendments in the files come last."""
    from ledger.record.changes import waiting

    found = [one for one in waiting(record, now_us=now_us) if only in {None, one.id}]
    changed = [one for one in amendments if only in {None, one.question}]
    return (*(_pending(record, one, me, now_us) for one in found), *map(_amendment, changed))


def _pending(record: Record, one: Waiting, me: str, now_us: int) -> Pending:
    from ledger.record.trail import proposals

    proposal = next((each for each in proposals(record, one.id) if each.hash == one.hash), None)
    is_open = open_about(record, one.id, proposal, me=me, now_us=now_us)
    return Pending(one.need, one.id, one.title, one.since, one.until, one.asks_again_at, proposal, is_open)


def _amendment(one: Amendment) -> Pending:
    title = str(one.new.get("title", ""))
    return Pending("amendment", one.question, title, None, None, None, None, NOTHING_OPEN, one)


def open_acts(
    stands: str, proposal: Proposal | None, is_open: Open, *, me: str, alone: bool
) -> tuple[Act, ...]:
    """What this reader can do about a question that stands so, the likeliest first. `proposal` is its newest one.

    `stands` is in the words of lists: `given up`, `ambiguous`. Whose word counts when is still asked again by the journal.
    """
    if stands == "resolved":
        return "correct", "withdraw", "annul", "ambiguous"
    if stands in {"annulled", "ambiguous"}:
        return "correct", "withdraw"
    if proposal is not None and proposal.state == "challenged":
        return (*_ending(proposal, is_open, me, alone=alone), "annul", "ambiguous")
    if proposal is None or proposal.state != "open":
        return "answer", "annul", "ambiguous"
    if proposal.basis == "conflict":
        return "answer", "reject", "annul", "ambiguous"
    confirm: tuple[Act, ...] = ("confirm",) if is_open.confirm else ()
    challenge: tuple[Act, ...] = ("challenge",) if is_open.challenge else ()
    return (*confirm, "reject", *challenge, "annul", "ambiguous")


def _ending(proposal: Proposal, is_open: Open, me: str, *, alone: bool) -> tuple[Act, ...]:
    """How this reader may end a challenge: nobody decides their own case while there is somebody else, or too early."""
    challenge = challenge_to(proposal)
    mine = challenge is not None and person(challenge.who or "") == person(me)
    if mine:
        return ("uphold", "dismiss") if alone and is_open.alone_from is None else ("dismiss",)
    proposed = person(proposal.who or "") == person(me)
    return ("uphold",) if proposed and not alone else ("uphold", "dismiss")
