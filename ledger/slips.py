"""Slips of the keys: a forecast of a few minutes ago, just as it was saved, and what stood before it.

Whoever takes it back or corrects it carries what they saw. The number of an entry is not enough: where an older ledger was
put back, another forecast may have it.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from ledger.clock import microseconds, moment
from ledger.errors import LedgerError, UsageError
from ledger.journal.minutes import SLIP_WITHIN
from ledger.record.seen import OtherEntryError, OtherForecastError, WithdrawnElsewhereError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ledger.journal.append import Journal
    from ledger.journal.saved import Saved
    from ledger.journal.transaction import Transaction
    from ledger.questions.forecast import Says
    from ledger.record.forecasts import ForecastRow
    from ledger.record.opening import Record

SLIP_FOR = timedelta(microseconds=SLIP_WITHIN)
"""For so long a forecast can be taken back as a slip of the keys."""


class SlipOverError(LedgerError):
    """The minutes in which a slip can be taken back are over."""

    def __init__(self) -> None:
        super().__init__(
            f"A slip can be taken back for {SLIP_FOR.seconds // 60} minutes. Make a new forecast, or withdraw this one."
        )


class NothingToCorrectError(UsageError):
    """What was meant is what the forecast says."""

    def __init__(self, question: str, words: str) -> None:
        super().__init__(f"There is nothing to correct: your forecast on {question} says {words} already.")


@contextmanager
def slip(journal: Journal, saved: Saved) -> Iterator[tuple[Transaction, Says | None]]:
    """Where to record what became of a slip, while its forecast stands as it was saved: nobody else writes meanwhile.

    With it what its forecaster said before it, as that stands now; None where nothing does. Raises SlipOverError,
    OtherEntryError, WithdrawnElsewhereError, OtherForecastError, JournalError.
    """
    from ledger.questions.saying import says_from
    from ledger.record.forecasts import of_question
    from ledger.record.opening import Record

    now = journal.clock.now()
    if now > slip_until(saved):
        raise SlipOverError
    with journal.transaction() as tx:
        with Record.open(journal.path) as record:
            if leaf_of(record, saved.forecast) != saved.leaf:
                raise OtherEntryError(saved.forecast, saved.question, saved.words)
            rows = iter(of_question(record, saved.question, by=saved.by))
        _check(journal, saved, next(each for each in rows if each.forecast == saved.forecast))
        older = next(rows, None)
        stands = older is not None and not older.is_over(microseconds(now))
        yield tx, says_from(older.says) if older is not None and stands else None


def _check(journal: Journal, saved: Saved, row: ForecastRow) -> None:
    from ledger.questions.saying import says_from

    if row.ended_at is not None:
        raise WithdrawnElsewhereError(saved.question, saved.words, what_stands(journal, saved))
    if says_from(row.says) != saved.says:
        raise OtherForecastError(saved.question)


def what_stands(journal: Journal, saved: Saved) -> str:
    """What its forecaster has on the question beside a slip; somebody may have written meanwhile."""
    from ledger.questions.saying import says_from
    from ledger.questions.says_words import says_words
    from ledger.record.detail import detail
    from ledger.record.opening import Record

    with Record.open(journal.path) as record:
        now_us = microseconds(journal.clock.now())
        mine = detail(record, saved.question, now_us=now_us, me=saved.by).row.mine
    if mine is None or mine.over:
        return "you have no forecast there"
    words = says_words(says_from(mine.says), saved.unit)
    return f"again {words}" if mine.forecast == saved.forecast else f"your newer {words} stands"


def leaf_of(record: Record, seq: int) -> str:
    """The hash of an entry, lower-case hex; "" where there is none with that seq."""
    from ledger.record.journal import entry

    kept = entry(record, seq)
    return kept.leaf if kept is not None else ""


def slip_until(saved: Saved) -> datetime:
    """When the minutes for taking it back are over, UTC."""
    return moment(saved.made_at) + SLIP_FOR
