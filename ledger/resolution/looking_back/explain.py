"""A decision as a tree: from the question down to the cell of a file each number came from. Offline, from the record alone.

Every truth, value and hole in it is what `decide`, `judge`, `pick` and `marks` say; nothing is decided a second way here. What
was proposed or resolved is told from the readings that were pinned; what is still asked, from all there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.clock import microseconds, moment
from ledger.journal.deciding import ReadingRow
from ledger.journal.work import LookState
from ledger.questions.reading import question_from_said
from ledger.record.detail import detail
from ledger.record.looks import looks as every_look
from ledger.record.said_readings import readings_of_looks, readings_said
from ledger.record.trail import evidence, trail
from ledger.resolution.looking.register import asked_of, seen_by
from ledger.resolution.looking.stored import taken_from
from ledger.resolution.looking_back.explain_decision import decision_node
from ledger.resolution.looking_back.explain_end import (
    end_node,
    later_node,
    next_look_nodes,
    person_node,
    proposal_node,
)
from ledger.resolution.looking_back.explain_node import Explained, Node, Receipt
from ledger.resolution.looking_back.explain_pieces import with_pieces
from ledger.resolution.rule.decide import decide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from ledger.questions.question import Question
    from ledger.record.detail import QuestionDetail
    from ledger.record.looks import LookRow
    from ledger.record.opening import Record
    from ledger.record.said_readings import SaidReading
    from ledger.record.trail import Proposal, Resolution, Trail
    from ledger.resolution.looking.register import Asked


@dataclass(frozen=True, slots=True)
class Explanation:
    """A question in the version that was decided on, and the tree."""

    question: Question
    tree: Node


@dataclass(frozen=True, slots=True)
class _Record:
    """One question as the record has it, opened at a moment."""

    record: Record
    whole: QuestionDetail
    trail: Trail
    now: datetime

    @property
    def end(self) -> Resolution | None:
        """The end that holds; None while the question is asked, also where an end was withdrawn."""
        held = [one for one in self.trail.resolutions if one.effective and one.how != "withdrawn"]
        return held[0] if held else None

    @property
    def proposal(self) -> Proposal | None:
        """The proposal that was accepted, also where a person put another end in its place; else the one before us."""
        asked, end = self.trail.proposals, self.end
        if end is None:
            wanted = [one for one in asked if one.hash == self.whole.proposal]
        else:
            wanted = [one for one in asked if one.seq == end.proposal or one.state == "accepted"]
        return wanted[-1] if wanted else None

    def asked(self) -> Asked:
        """The question in the version that was decided on; the newest where nothing was."""
        version = self.proposal.version if self.proposal else self.whole.version
        said = next(one.said for one in self.trail.versions if one.version == version)
        return asked_of(question_from_said(self.whole.row.id, said), version)


def explain(record: Record, question: str, now: datetime) -> Explanation:
    """Why a question was decided as it was, or what is missing. Raises UnknownQuestionError. Writes nothing."""
    opened = _Record(record, detail(record, question, now_us=microseconds(now)), trail(record, question), now)
    asked = opened.asked()
    return Explanation(asked.question, with_pieces(record, _root(opened, asked)))


def _root(opened: _Record, asked: Asked) -> Node:
    row = opened.whole.row
    facts: dict[str, str | int | bool | None] = {
        "question": row.id,
        "title": row.title,
        "question_kind": row.kind,
        "state": row.stands,
        "version": asked.version,
        "rule_digits": asked.question.rule.digits,
        "vintage": asked.question.rule.vintage,
    }
    return Node("question", f"{row.id}, {row.stands}: {row.title}", facts, tuple(_parts(opened, asked)))


def _parts(opened: _Record, asked: Asked) -> Iterator[Node]:
    proposal = opened.proposal
    for end in opened.trail.resolutions:
        confirmed = opened.whole.confirmed if end.effective else None
        receipts = _receipts(opened.record, (), end.evidence).values()
        yield end_node(end, asked.question, confirmed, receipts)
    for one in opened.trail.proposals:
        if one is not proposal:
            yield proposal_node(one, asked.question)
    if proposal:
        yield proposal_node(proposal, asked.question)
        yield from _from_pinned(opened, asked, proposal)
    elif opened.whole.confirmed != "imported":
        yield from _from_all(opened, asked)


def _from_pinned(opened: _Record, asked: Asked, proposal: Proposal) -> Iterator[Node]:
    """What the proposal rests on, and what came after it without changing it."""
    pinned = readings_said(opened.record, proposal.readings)
    if proposal.basis == "person":
        yield person_node(proposal, asked.question, _receipts(opened.record, (), proposal.evidence).values())
        return
    decided_at = moment(proposal.decided_at)
    yield decision_node(_told(opened, asked, pinned, {}, decided_at))
    after = [one for one in _of_looks(opened, asked) if one.said["taken_at"] > proposal.decided_at]
    if node := later_node(
        asked, [taken_from(_row(one)) for one in pinned], [taken_from(_row(one)) for one in after]
    ):
        yield node


def _from_all(opened: _Record, asked: Asked) -> Iterator[Node]:
    """What the rule says now, or said when the question ended, and when it is looked at again."""
    at = moment(opened.end.at) if opened.end else opened.now
    readings = [one for one in _of_looks(opened, asked) if one.said["taken_at"] <= microseconds(at)]
    states = _states(opened.record, asked)
    yield decision_node(_told(opened, asked, readings, states, at))
    if not opened.end:
        yield from next_look_nodes(asked, states)


def _told(
    opened: _Record,
    asked: Asked,
    readings: Sequence[SaidReading],
    states: Mapping[str, LookRow],
    at: datetime,
) -> Explained:
    looks = seen_by(asked, [_row(one) for one in readings], {key: _state(one) for key, one in states.items()})
    decision = decide(asked.question, looks, at)
    return Explained(asked.question, looks, decision, at, _receipts(opened.record, readings))


def _of_looks(opened: _Record, asked: Asked) -> tuple[SaidReading, ...]:
    return readings_of_looks(opened.record, {use.key for use in asked.uses})


def _states(record: Record, asked: Asked) -> dict[str, LookRow]:
    keys = {use.key for use in asked.uses}
    return {one.look: one for one in every_look(record) if one.look in keys}


def _state(row: LookRow) -> LookState:
    last = moment(row.last_at) if row.last_at is not None else None
    return LookState(row.failures, row.answer, row.said, last, moment(row.next_at))


def _row(one: SaidReading) -> ReadingRow:
    return ReadingRow(one.seq, one.look, dict(one.said))


def _receipts(
    record: Record, readings: Iterable[SaidReading], more: Iterable[int] = ()
) -> dict[int, Receipt]:
    """The evidence of these readings, by its number."""
    seqs = {int(seq) for one in readings for seq in one.said["evidence"]} | set(more)
    return {
        row.seq: Receipt(row.seq, row.url, row.sha256, row.size, moment(row.fetched_at), not row.erased)
        for row in evidence(record, sorted(seqs))
    }
