"""What is written after looking: evidence and readings that count, and the work state of every look. One transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.journal.alarms import end_alarms, holding
from ledger.journal.deciding import newest_of_days, newest_with_bytes
from ledger.journal.entries import EvidenceKept
from ledger.journal.rehearsed import ValueRow, keep_values, last_values
from ledger.journal.uses import new_to, next_wake, to_read, watched_values
from ledger.journal.work import LookDone, look_states, looked
from ledger.resolution.looking.counting import counts, last_day_wakes, next_look
from ledger.resolution.looking.gave import gave_key, gave_said
from ledger.resolution.looking.health import STAYING, keep_alarms
from ledger.resolution.looking.last_day import note_asked
from ledger.resolution.looking.register import trouble_said
from ledger.resolution.looking.rehearsal_json import span_json
from ledger.resolution.looking.stored import evidence_entry, reading_entry, taken_from, written
from ledger.resolution.looking.sweep_report import LookTaken
from ledger.resolution.rule.parts import in_parts
from resolvers.request_key import request_key
from resolvers.source import NotYet, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from random import Random

    from ledger.journal.alarms import Alarm
    from ledger.journal.entries import ReadingTaken
    from ledger.journal.transaction import Transaction
    from ledger.journal.work import AnswerKind, LookState
    from ledger.questions.rule import Window
    from ledger.resolution.looking.register import Asked, Register, UseOfLook
    from ledger.resolution.looking.rehearsal import Looked
    from resolvers.source import Answer, Evidence

WATCHED_EVERY = timedelta(days=7)
"""How often at most a source is looked at for questions that have resolved."""


@dataclass(frozen=True, slots=True)
class Needed:
    """One look with its window, and the questions without an end that hang on it, or that it is only shown with."""

    use: UseOfLook
    window: Window
    questions: tuple[str, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keeping:
    """Everything the writing of one sweep needs to know."""

    tx: Transaction
    now: datetime
    who: str
    rng: Random
    known: Register


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of one look: entries made, the questions to rehearse anew, those to decide, and alarms that are new."""

    taken: LookTaken
    entries: int
    rehearse: tuple[str, ...]
    decide: tuple[str, ...]
    alarms: tuple[Alarm, ...]


def keep_look(keeping: Keeping, needed: Needed, several: tuple[Looked, ...]) -> Kept:
    """Write what one look gave: what counts as entries, all of it as work state."""
    connection, key = keeping.tx.connection, needed.use.key
    state = look_states(connection, [key]).get(key)
    decide = to_read(connection, key, keeping.now)
    new = new_to(connection, key, state.last_at if state else None)
    made, answer = _keep_counted(keeping, needed, several, decide)
    several = (replace(several[0], answer=answer), *several[1:])
    changed = state is None or state.gave_key != gave_key(several)
    last = last_values(connection, key)
    alarms = _keep_alarms(keeping, needed, several[0], state, last)
    _keep_values(keeping, key, several[0], last)
    _done(keeping, needed, several, state)
    beside = bool(needed.beside)
    names = needed.beside if beside else needed.questions
    taken = LookTaken(needed.use.use.name, key, answer, names, kept=made > 0, beside=beside)
    return Kept(taken, made, needed.questions if changed else tuple(new), tuple(decide), alarms)


def _keep_counted(
    keeping: Keeping, needed: Needed, several: tuple[Looked, ...], names: Sequence[str]
) -> tuple[int, Answer]:
    """Entries for the readings that count; gives their number, and the answer as far as the journal has a form for it."""
    made, answer = 0, several[0].answer
    asked = _asked(keeping, names)
    for one in several:
        if _counts(keeping, needed, one, asked) or _revises(keeping, needed, one):
            reading = _keep_reading(keeping, needed.use.key, one)
            made += 0 if isinstance(reading, Unusable) else 1 + len(one.evidence)
            answer = reading if isinstance(reading, Unusable) else answer
    return made, answer


def _asked(keeping: Keeping, names: Sequence[str]) -> Iterable[Asked]:
    """These questions read, and each one's first look after its last day remembered."""
    found: list[Asked] = []
    for part in in_parts(names):
        for asked in keeping.known.asked(keeping.tx.connection, part):
            note_asked(keeping.tx.connection, asked, keeping.now)
            found.append(asked)
    return found


def _counts(keeping: Keeping, needed: Needed, one: Looked, several: Iterable[Asked]) -> bool:
    if not isinstance(one.answer, Reading):
        return False
    reading = one.answer
    return any(
        counts(asked.question, use, one.days, reading, keeping.now)
        for asked in several
        for use in asked.uses
        if use.key == needed.use.key
    )


def _revises(keeping: Keeping, needed: Needed, one: Looked) -> bool:
    """Whether a value on which a resolved question rests is another now than the newest one kept of the same days."""
    if not isinstance(one.answer, Reading) or one.days.stands != "window":
        return False
    names = watched_values(keeping.tx.connection, needed.use.key)
    covers = span_json(one.answer.covers)
    kept = newest_of_days(keeping.tx.connection, needed.use.key, covers[0], covers[1]) if names else None
    if kept is None:
        return False
    before = taken_from(kept).reading.values
    return any(one.answer.values.get(name) != before.get(name) for name in names)


def _keep_alarms(
    keeping: Keeping, needed: Needed, one: Looked, state: LookState | None, last: Mapping[str, ValueRow]
) -> tuple[Alarm, ...]:
    """The alarms that are new; none where only questions hang on the look that have resolved, as none is in danger.

    Nor is one that a market is shown with: what is wrong there is noted, and a price that leaps is not wrong.
    """
    connection, key = keeping.tx.connection, needed.use.key
    if needed.questions:
        return keep_alarms(connection, key, one, state, last, keeping.now)
    if needed.beside:
        keep_alarms(connection, key, one, state, last, keeping.now)
        end_alarms(connection, key, STAYING)
        return ()
    end_alarms(connection, key, holding(connection, key))
    return ()


def _keep_values(keeping: Keeping, key: str, one: Looked, last: Mapping[str, ValueRow]) -> None:
    """The history of what the look read: a row only where something changed."""
    if not isinstance(one.answer, Reading):
        return
    rows = [(_value_row(one.answer, name), value) for name, value in one.answer.values.items()]
    changed = [
        (row, float(value) if isinstance(value, Decimal) else None)
        for row, value in rows
        if _without_days(row) != _without_days(last.get(row.value))
    ]
    keep_values(keeping.tx.connection, key, keeping.now, changed)


def _value_row(reading: Reading, name: str) -> ValueRow:
    first, last = span_json(reading.covers)
    exact, unit = written(reading.values[name]), reading.units.get(name)
    return ValueRow(name, reading.as_of.isoformat(), first, last, exact, unit, reading.identity)


def _without_days(row: ValueRow | None) -> ValueRow | None:
    """The days read move on with every look; they are not news."""
    return replace(row, covers_first="", covers_last="") if row else None


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


def _done(keeping: Keeping, needed: Needed, several: tuple[Looked, ...], state: LookState | None) -> None:
    first, reading = several[0], several[0].answer
    well = reading if isinstance(reading, Reading) else None
    done = LookDone(
        look=needed.use.key,
        at=keeping.now,
        next_at=_next(keeping, needed, first.answer, (state.failures if state else 0) + 1),
        answer=answer_kind(first.answer),
        said=answer_said(first.answer),
        took_us=first.took_us,
        size=sum(len(evidence.body) for evidence in first.evidence),
        who=keeping.who,
        gave=gave_said(several),
        gave_key=gave_key(several),
        as_of=well.as_of.isoformat() if well else None,
        identity=well.identity if well else None,
        units=json.dumps(dict(well.units), sort_keys=True) if well else None,
        lacks=first.lacks or None,
    )
    looked(keeping.tx.connection, done)


def _next(keeping: Keeping, needed: Needed, answer: Answer, failures: int) -> datetime:
    """When the look is due again: what only resolved questions hang on waits a week at least."""
    is_needed = needed.questions or needed.beside
    wake = next_wake(keeping.tx.connection, needed.use.key, keeping.now)
    wakes = (*last_day_wakes(needed.window), *([wake] if wake else []))
    at = next_look(answer, needed.use, failures, keeping.now, keeping.rng, wakes)
    return at if is_needed else max(at, keeping.now + WATCHED_EVERY)


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
