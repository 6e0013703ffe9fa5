"""Which readings count for a decision and are kept for good, and when a look is due again.

Everything else is a rehearsal: it is shown, and may be thrown away.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ledger.clock import start_of
from ledger.questions.atoms import compares
from ledger.questions.rule import AnyDay, At, Over, YesIf
from ledger.resolution.rule.compare import rising_truth
from ledger.resolution.rule.logic import Truth
from ledger.resolution.rule.spans import bounds
from resolvers.backoff import delay
from resolvers.source import NotYet, Reading, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from random import Random

    from ledger.questions.question import Question
    from ledger.questions.rule import Window
    from ledger.resolution.looking.register import UseOfLook
    from ledger.resolution.rule.spans import Days
    from resolvers.source import Answer

OF_WINDOW = frozenset({"window", "so_far"})
LONGEST_WAIT = timedelta(days=30)
NOT_TRANSIENT = timedelta(days=1)
LAST_DAY_HOURS = (0, 12, 22)


def counts(question: Question, use: UseOfLook, days: Days, reading: Reading, now: datetime) -> bool:
    """Whether a reading of these days bears on the decision now.

    On any day of an `any_day` window that has begun; of `at` and `over` from `resolves_at`. Where an earlier edition
    counts, from the window's end, and on its last day what speaks for that day alone: a live value has no other chance.
    Before the end, where a total that never falls already says YES.
    """
    if days.stands not in OF_WINDOW:
        return False
    window, today = question.rule.window, now.date()
    match window:
        case AnyDay(first, _, _):
            return today >= first
        case At(last) | Over(_, last):
            return (
                _from_the_end(question, last, now)
                or _on_the_day(question, use, reading, last)
                or _early_yes(question, use, reading)
            )


def _from_the_end(question: Question, last: date, now: datetime) -> bool:
    return now >= question.times.resolves_at or (_early_edition(question) and now.date() > last)


def _on_the_day(question: Question, use: UseOfLook, reading: Reading, last: date) -> bool:
    live = use.offer.nature == "level" and reading.covers == Span(last, last)
    return live and _early_edition(question)


def _early_edition(question: Question) -> bool:
    return question.rule.vintage in {"first_print", "as_of"}


def _early_yes(question: Question, use: UseOfLook, reading: Reading) -> bool:
    decider = question.rule.decider
    if not use.offer.never_falls or not isinstance(decider, YesIf) or use.use.value not in reading.values:
        return False
    value, digits = reading.values[use.use.value], question.rule.digits
    mine = (atom for atom in compares(decider.test) if atom.look == use.name)
    return any(rising_truth(value, atom.bounds, digits) is Truth.YES for atom in mine)


def next_look(
    answer: Answer, use: UseOfLook, failures: int, now: datetime, rng: Random, wakes: Iterable[datetime]
) -> datetime:
    """When to look again: on the source's cadence, later when it said so, sooner after a failure that may pass.

    `failures` counts this one. `wakes` are moments at which a question of this look wants it, whatever the cadence.
    """
    due = now + _wait(answer, use.cadence, failures, now, rng)
    return min([due, *(at for at in wakes if at > now)])


def last_day_wakes(window: Window) -> tuple[datetime, ...]:
    """When a look is wanted on its window's last day, whatever its turn.

    A source without a past speaks only for the day it is read on. Three times, because the first may find it down, or
    not yet stamped with that day.
    """
    last_day = start_of(bounds(window).last)
    return tuple(last_day + timedelta(hours=hour) for hour in LAST_DAY_HOURS)


def reads_from(question: Question, use: UseOfLook) -> datetime:
    """From when on a reading of this source may count, or a decision may change: before, a look need not read the question.

    Never later than `counts` first says yes. A sweep without the question gives the same entries up to then.
    """
    window, resolves_at = question.rule.window, question.times.resolves_at
    days = bounds(window)
    if isinstance(window, AnyDay) or (use.offer.never_falls and isinstance(question.rule.decider, YesIf)):
        return min(resolves_at, start_of(days.first))
    return min(resolves_at, start_of(days.last)) if _early_edition(question) else resolves_at


def _wait(answer: Answer, cadence: timedelta, failures: int, now: datetime, rng: Random) -> timedelta:
    match answer:
        case Reading():
            return cadence
        case NotYet(_, None):
            return min(cadence, LONGEST_WAIT)
        case NotYet(_, day):
            return min(
                max(start_of(day) - now if day else cadence, min(cadence, NOT_TRANSIENT)), LONGEST_WAIT
            )
        case Unusable("down", _):
            return delay(failures, rng)
        case Unusable():
            return min(cadence, NOT_TRANSIENT)
