"""Which readings count for a decision and are kept for good, and when a look is due again.

Everything else is a rehearsal: it is shown, and may be thrown away.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ledger.clock import start_of
from ledger.questions.rule import All, AnyDay, AnyOf, At, Compare, Happened, IsOneOf, Not, Over, YesIf
from ledger.resolution.compare import rising_truth
from ledger.resolution.logic import Truth
from resolvers.backoff import delay
from resolvers.source import NotYet, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from random import Random

    from ledger.questions.question import Question
    from ledger.questions.rule import Test
    from ledger.resolution.register import UseOfLook
    from ledger.resolution.spans import Days
    from resolvers.source import Answer

OF_WINDOW = frozenset({"window", "so_far"})
LONGEST_WAIT = timedelta(days=30)
NOT_TRANSIENT = timedelta(days=1)


def counts(question: Question, use: UseOfLook, days: Days, reading: Reading, now: datetime) -> bool:
    """Whether a reading of these days bears on the decision now.

    On any day of an `any_day` window that has begun; of `at` and `over` from `resolves_at`, from the window's end where
    an earlier edition counts, and before its end where a total that never falls already says YES.
    """
    if days.stands not in OF_WINDOW:
        return False
    window, today = question.rule.window, now.date()
    match window:
        case AnyDay(first, _, _):
            return today >= first
        case At(last) | Over(_, last):
            return _from_the_end(question, last, now) or _early_yes(question, use, reading)


def _from_the_end(question: Question, last: date, now: datetime) -> bool:
    early_edition = question.rule.vintage in {"first_print", "as_of"}
    return now >= question.times.resolves_at or (early_edition and now.date() > last)


def _early_yes(question: Question, use: UseOfLook, reading: Reading) -> bool:
    decider = question.rule.decider
    if not use.offer.never_falls or not isinstance(decider, YesIf) or use.use.value not in reading.values:
        return False
    value, digits = reading.values[use.use.value], question.rule.digits
    atoms = (atom for atom in _compares(decider.test) if atom.look == use.name)
    return any(rising_truth(value, atom.bounds, digits) is Truth.YES for atom in atoms)


def _compares(test: Test) -> Iterator[Compare]:
    match test:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _compares(part)
        case Not(part):
            yield from _compares(part)
        case Compare():
            yield test
        case IsOneOf() | Happened():
            return


def next_look(
    answer: Answer, use: UseOfLook, failures: int, now: datetime, rng: Random, wakes: Iterable[datetime]
) -> datetime:
    """When to look again: on the source's cadence, later when it said so, sooner after a failure that may pass.

    `failures` counts this one. `wakes` are moments at which a question of this look may first be decided.
    """
    due = now + _wait(answer, use.cadence, failures, now, rng)
    return min([due, *(at for at in wakes if at > now)])


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
