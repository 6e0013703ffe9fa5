"""Which questions hang on which looks, kept in step with the record, so that a sweep reads what is due and no more.

Only questions that entries tell of since the last sweep are read. Made anew from all of them where that was lost, or
another version of this program may name looks otherwise.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ledger import __version__
from ledger.clock import microseconds
from ledger.journal.deciding import questions_by_id
from ledger.journal.uses import (
    Beside,
    Use,
    changed_since,
    drop_unused,
    end_watches,
    every_question,
    file_uses,
    has_uses,
    last_seq,
    resolved_by_readings,
    start_again,
    whole,
)
from ledger.journal.work import forget, names_remembered, register, remember, remembered
from ledger.resolution.looking.counting import reads_from
from ledger.resolution.looking.look import by_hand
from ledger.resolution.looking.register import look_rows, market_rows
from ledger.resolution.rule.one_span import decided_by
from ledger.resolution.rule.parts import in_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.deciding import QuestionRow
    from ledger.resolution.looking.register import Asked, Register, UseOfLook

IN_STEP = "looks_in_step"
UNREADABLE = "unreadable:"
WATCHED_FOR = timedelta(days=365)
"""How long a source is looked at after it resolved a question: what it publishes later is kept, and moves nothing."""

ENDED = frozenset({"resolved", "annulled"})


def bring_in_step(journal: Journal, known: Register) -> None:
    """Have in the schedule what the questions of the record need now. Raises JournalError only."""
    now = journal.clock.now()
    with journal.transaction() as tx:
        end_watches(tx.connection, now)
        seq, before = last_seq(tx.connection), _in_step_to(tx.connection)
        changed = _changed(tx.connection, before, now)
    for part in in_parts(changed):
        with journal.transaction() as tx:
            file_questions(tx.connection, known, part, now)
    if seq != before:
        with journal.transaction() as tx:
            if before is None:
                drop_unused(tx.connection)
            filed = int(has_uses(tx.connection))
            remember(tx.connection, IN_STEP, f"{__version__} {seq} {filed}", now)


def unreadable(connection: Connection) -> list[str]:
    """The ids of questions that a newer program wrote, which are left alone."""
    return names_remembered(connection, UNREADABLE)


def _in_step_to(connection: Connection) -> int | None:
    """The entry up to which the looks follow from the questions; None where that is not known, or they were lost since."""
    said = remembered(connection, IN_STEP)
    version, _, rest = said[0].partition(" ") if said else ("", "", "")
    seq, _, filed = rest.partition(" ")
    return int(seq) if version == __version__ and whole(connection, uses=filed == "1") else None


def _changed(connection: Connection, before: int | None, now: datetime) -> list[str]:
    if before is not None:
        return changed_since(connection, before)
    start_again(connection)
    return every_question(connection, now - WATCHED_FOR)


def file_questions(connection: Connection, known: Register, questions: Sequence[str], now: datetime) -> None:
    """File anew on which looks these questions hang; new looks are due at once, and those a new version has not seen."""
    watched, told = resolved_by_readings(connection, questions), set(unreadable(connection))
    uses: list[Use] = []
    beside: list[Beside] = []
    asked: list[Asked] = []
    going_on: list[Asked] = []
    for row in questions_by_id(connection, questions):
        until = watched[row.question] + WATCHED_FOR if row.question in watched else None
        one = (
            None
            if row.state in ENDED and (until is None or until <= now)
            else _read(connection, known, row, told, now)
        )
        if one is not None:
            asked.append(one)
            uses += _uses(one, row, until)
        if one is not None and row.state not in ENDED:
            going_on.append(one)
            beside += _beside(one)
    register(connection, [*look_rows(asked, now), *market_rows(going_on, now)])
    file_uses(connection, questions, uses, beside, now)


def _read(
    connection: Connection, known: Register, row: QuestionRow, told: Collection[str], now: datetime
) -> Asked | None:
    """The question; one that cannot be read is told of (`told` are those that were) until it can."""
    one = known.read(row)
    if one is None:
        remember(connection, UNREADABLE + row.question, "newer", now)
    elif row.question in told:
        forget(connection, UNREADABLE + row.question)
    return one


def _uses(asked: Asked, row: QuestionRow, until: datetime | None) -> list[Use]:
    return [
        Use(
            question=row.question,
            place=place,
            name=use.name,
            look=use.key,
            value=use.use.value,
            fallback=use.use.fallback,
            since=microseconds(row.version_at),
            reads_from=microseconds(reads_from(asked.question, use)),
            wakes_at=microseconds(asked.question.times.resolves_at),
            until=microseconds(until) if until else None,
        )
        for place, use in enumerate(_in_order(asked))
    ]


def _beside(asked: Asked) -> list[Beside]:
    return [
        Beside(asked.question.id, place, use.key, use.use.value, use.publisher)
        for place, use in enumerate(asked.markets)
    ]


def _in_order(asked: Asked) -> Iterable[UseOfLook]:
    """The uses there is something to look at for: first those of the looks that decide, in the file's order."""
    deciding = decided_by(asked.question)
    return sorted(
        (use for use in asked.uses if not by_hand(use.use)), key=lambda use: use.name not in deciding
    )
