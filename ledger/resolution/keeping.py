"""What is written after looking: evidence and readings that count, and the work state of every look. One transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.journal.deciding import newest_with_bytes
from ledger.journal.entries import EvidenceKept
from ledger.journal.work import LookDone, RehearsalRow, looked, rehearsed
from ledger.resolution.counting import counts, next_look, wakes_of
from ledger.resolution.last_day import note_asked
from ledger.resolution.register import trouble_said
from ledger.resolution.rehearsal import evaluate
from ledger.resolution.rehearsal_json import rehearsal_json
from ledger.resolution.stored import evidence_entry, reading_entry
from ledger.resolution.sweep_report import LookTaken
from resolvers.request_key import request_key
from resolvers.source import NotYet, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from random import Random

    from ledger.journal.entries import ReadingTaken
    from ledger.journal.transaction import Transaction
    from ledger.journal.work import AnswerKind, LookState
    from ledger.resolution.register import Asked, UseOfLook
    from ledger.resolution.rehearsal import Looked
    from resolvers.source import Answer, Evidence


@dataclass(frozen=True, slots=True)
class Needed:
    """One look with the questions that need it."""

    use: UseOfLook
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Keeping:
    """Everything the writing of one sweep needs to know."""

    tx: Transaction
    now: datetime
    who: str
    rng: Random
    states: Mapping[str, LookState]


def keep_look(keeping: Keeping, needed: Needed, several: tuple[Looked, ...]) -> tuple[LookTaken, int]:
    """Write what one look gave; gives the look, and how many entries were made."""
    key = needed.use.key
    for asked in needed.asked:
        note_asked(keeping.tx.connection, asked, keeping.now)
    counted = [one for one in several if _counts(keeping, needed, one)]
    made, answer = 0, several[0].answer
    for one in counted:
        reading = _keep_reading(keeping, key, one)
        made += 0 if isinstance(reading, Unusable) else 1 + len(one.evidence)
        answer = reading if isinstance(reading, Unusable) else answer
    _done(keeping, key, needed, replace(several[0], answer=answer))
    names = tuple(asked.question.id for asked in needed.asked)
    return LookTaken(needed.use.use.name, key, answer, names, kept=made > 0), made


def _counts(keeping: Keeping, needed: Needed, one: Looked) -> bool:
    if not isinstance(one.answer, Reading):
        return False
    reading = one.answer
    return any(
        counts(asked.question, use, one.days, reading, keeping.now)
        for asked in needed.asked
        for use in asked.uses
        if use.key == needed.use.key
    )


def _keep_reading(keeping: Keeping, key: str, one: Looked) -> ReadingTaken | Unusable:
    """Evidence first, then the reading that names it. Nothing is written where one of them has no form here."""
    if not isinstance(one.answer, Reading):
        return Unusable("shape_changed", "no reading")
    entry = reading_entry(key, one, one.answer, keeping.now, ())
    if isinstance(entry, Unusable):
        return entry
    evidence = [_evidence(keeping, key, one, each) for each in one.evidence]
    refused = [each for each in evidence if isinstance(each, Unusable)]
    if refused:
        return refused[0]
    kept = [each for each in evidence if isinstance(each, EvidenceKept)]
    bodies = {each.sha256: each.body for each in one.evidence}
    entry = entry.model_copy(update={"evidence": list(keeping.tx.append(*kept, bodies=bodies))})
    keeping.tx.append(entry)
    return entry


def _evidence(keeping: Keeping, key: str, one: Looked, evidence: Evidence) -> EvidenceKept | Unusable:
    same = newest_with_bytes(keeping.tx.connection, request_key(evidence.request), evidence.sha256)
    return evidence_entry(key, one, evidence, same)


def _done(keeping: Keeping, key: str, needed: Needed, first: Looked) -> None:
    state = keeping.states.get(key)
    failures = (state.failures if state else 0) + 1
    wakes = [wake for asked in needed.asked for wake in wakes_of(asked.question)]
    done = LookDone(
        look=key,
        at=keeping.now,
        next_at=next_look(first.answer, needed.use, failures, keeping.now, keeping.rng, wakes),
        answer=answer_kind(first.answer),
        said=answer_said(first.answer),
        took_us=first.took_us,
        size=sum(len(evidence.body) for evidence in first.evidence),
        who=keeping.who,
    )
    looked(keeping.tx.connection, done)


def answer_kind(answer: Answer) -> AnswerKind:
    """The one word for an answer."""
    match answer:
        case Reading():
            return "reading"
        case NotYet():
            return "not_yet"
        case Unusable():
            return "unusable"


def answer_said(answer: Answer) -> str:
    """An answer in one line, as work state keeps it."""
    match answer:
        case Reading():
            return f"{answer.covers.first} to {answer.covers.last}, as of {answer.as_of}"
        case NotYet() | Unusable():
            return trouble_said(answer)


def keep_rehearsal(keeping: Keeping, asked: Asked, several: Sequence[Looked], *, whole: bool) -> None:
    """Keep what the question would have resolved to today. Disposable.

    `whole` says that all its looks were taken: a part that gives no reading does not hide an earlier one that did.
    """
    rehearsal = evaluate(asked.question, several)
    if not whole and rehearsal.state != "reading":
        return
    row = RehearsalRow(
        question=asked.question.id,
        day=keeping.now.date().isoformat(),
        at=keeping.now,
        state=rehearsal.state,
        value=format(rehearsal.value, "f") if rehearsal.value is not None else None,
        would=rehearsal.would_words,
        as_of=rehearsal.as_of.isoformat() if rehearsal.as_of else None,
        reason=rehearsal.reason,
        said=json.dumps(rehearsal_json(rehearsal), ensure_ascii=False),
    )
    rehearsed(keeping.tx.connection, row)
