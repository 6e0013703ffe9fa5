"""What waits for a person, and one case of it whole: proposal, receipts, words, who moves, and what this reader can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.detail import detail
from ledger.record.review import gave_up_because, pinned
from ledger.record.seen import SeenCase
from ledger.record.trail import proposals, resolutions
from ledger.resolution.looking_back.receipt_lines import receipt_lines
from ledger.resolution.people.asked_of import asked_of_people
from ledger.resolution.people.pending import challenge_to, open_about, open_acts, pending
from ledger.resolution.people.whose_word import is_alone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.journal.intake import SyncReport
    from ledger.journal.intake import Waiting as Amendment
    from ledger.questions.question import Question
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.record.review import Pinned
    from ledger.record.trail import Proposal, Resolution
    from ledger.resolution.people.asked_of import AskedOf
    from ledger.resolution.people.pending import Act, Open, Pending
    from ledger.standing.moves import Move
    from ledger.tui.desk import Desk

BEFORE_US = frozenset({"open", "challenged"})


@dataclass(frozen=True, slots=True)
class ReviewList:
    """Everything that waits, by a name for each; `units` are those of the questions, for their outcomes."""

    waits: Mapping[str, Pending]
    units: Mapping[str, str | None]
    now_us: int
    simulated: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One question as its reviewer sees it; `waits` are the things about it that wait, `acts` what this reader can do.

    `excerpts` are the places and lines a pinned value came from, by the hash of the bytes. `moves` tells who would move if the
    proposal before us resolved, None where there is none with an outcome; `falls` who would if nothing counted any more.
    """

    row: QuestionRow
    version: int
    question: Question
    proposal: Proposal | None
    pinned: tuple[Pinned, ...]
    excerpts: Mapping[str, tuple[tuple[str, str], ...]]
    ends: tuple[Resolution, ...]
    gave_up: Mapping[str, str]
    asked: tuple[AskedOf, ...]
    moves: Sequence[Move] | None
    falls: Sequence[Move]
    waits: tuple[Pending, ...]
    open: Open
    acts: tuple[Act, ...]
    me: str
    now_us: int
    simulated: bool

    @property
    def amendment(self) -> Amendment | None:
        """The change in its file that a person has yet to accept."""
        return next((one.amendment for one in self.waits if one.amendment), None)

    @property
    def seen(self) -> SeenCase:
        """What who reads this has before them, to decide on that and nothing else."""
        end = next((one.seq for one in self.ends if one.effective and one.how != "withdrawn"), None)
        one, challenge = self.proposal, challenge_to(self.proposal)
        return SeenCase(self.version, one.hash if one else None, challenge.seq if challenge else None, end)

    @property
    def before_us(self) -> Proposal | None:
        """The proposal that is not final yet."""
        one = self.proposal
        return one if one is not None and one.state in BEFORE_US and self.row.outcome is None else None


def compared(desk: Desk) -> SyncReport:
    """What the files say otherwise than the record. Reads every file and asks for the write lock, so only workers call it."""
    from ledger.journal.intake import sync
    from ledger.wiring import catalogue

    files = catalogue(desk.settings)
    with desk.journal() as journal:
        return sync(journal, files, by=desk.me, dry_run=True)


def name_of(one: Pending) -> str:
    """What tells one thing that waits from every other: a question may wait for two things."""
    return f"{one.need}:{one.question}"


def read_review(record: Record, changed: Sequence[Amendment], *, me: str, now_us: int) -> ReviewList:
    """Everything that waits, what waits longest first."""
    found = pending(record, changed, me=me, now_us=now_us)
    units = {
        one.question: detail(record, one.question, now_us=now_us).row.unit for one in found if one.proposal
    }
    return ReviewList({name_of(one): one for one in found}, units, now_us, record.simulated)


def read_case(record: Record, name: str, changed: Sequence[Amendment], *, me: str, now_us: int) -> Case:
    """One question for its reviewer. Raises UnknownQuestionError."""
    found = detail(record, name, now_us=now_us, me=me)
    question, proposal = found.question(), next(iter(reversed(proposals(record, name))), None)
    is_open = open_about(record, name, proposal, me=me, now_us=now_us)
    kept = pinned(record, proposal) if proposal else ()
    waits = pending(record, changed, me=me, now_us=now_us, only=name)
    can = open_acts(found.row.stands, proposal, is_open, me=me, alone=is_alone(record))
    accept: tuple[Act, ...] = ("accept",) if any(one.need == "amendment" for one in waits) else ()
    return Case(
        row=found.row,
        version=found.version,
        question=question,
        proposal=proposal,
        pinned=kept,
        excerpts=receipt_lines(record, kept),
        ends=resolutions(record, name),
        gave_up=gave_up_because(record, name),
        asked=asked_of_people(question.rule),
        moves=_moves(record, name, proposal, found.row.outcome is None),
        falls=_falls(record, name),
        waits=waits,
        open=is_open,
        acts=(*accept, *can),
        me=me,
        now_us=now_us,
        simulated=record.simulated,
    )


def _moves(record: Record, name: str, one: Proposal | None, not_ended: bool) -> Sequence[Move] | None:
    """Who would move if the proposal before us resolved; None where there is none with an outcome."""
    from ledger.standing.moves import becomes, moves

    if one is None or one.outcome is None or one.state not in BEFORE_US or not not_ended:
        return None
    known_at = one.decided_at if one.known_at is None else one.known_at
    return moves(record, name, becomes(one.outcome, known_at))


def _falls(record: Record, name: str) -> Sequence[Move]:
    from ledger.standing.moves import WithoutOutcome, moves

    return moves(record, name, WithoutOutcome())
