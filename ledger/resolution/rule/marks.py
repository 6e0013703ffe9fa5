"""What each reading says of which days of an `any_day` window, and whether all days were spoken for.

A level speaks for its last day alone, whatever span it was read over; a total or an event for every day it
covers. Days nobody spoke for stay unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ledger.questions.rule import Compare, Happened, IsOneOf
from ledger.resolution.rule.compare import number_truth, text_truth
from ledger.resolution.rule.judge import in_window
from ledger.resolution.rule.logic import Truth, known
from ledger.resolution.rule.picks import overlaps, recent_enough, unfit, unit_of
from ledger.resolution.rule.spans import ONE_DAY, bounds
from ledger.resolution.rule.taken import same_series
from resolvers.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ledger.questions.atoms import Atom
    from ledger.questions.question import Question
    from ledger.questions.rule import HeldFor
    from ledger.resolution.rule.taken import Seen, Taken

UPPER = frozenset({"at_most", "below"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading's word: on these days of the window the test held or did not. `day` is the day it is about."""

    taken: Taken
    publisher: str
    days: Span
    day: date
    truth: Truth


def marks(atom: Atom, sources: Sequence[Seen], question: Question, now: datetime) -> list[Mark]:
    """Every word that counts, oldest first; a fallback's only where the others had been silent for long."""
    unit = unit_of(atom.look, (seen.offer for seen in sources), question)
    said = {id(seen): _of(atom, seen, question, unit, now) for seen in sources}
    first_line = [mark for seen in sources if not seen.use.fallback for mark in said[id(seen)]]
    spoke = sorted(mark.taken.taken_at for mark in first_line)
    second = [mark for seen in sources if seen.use.fallback for mark in said[id(seen)]]
    counted = [mark for mark in second if _long_silent(spoke, mark.taken.taken_at, question)]
    return sorted(first_line + counted, key=lambda mark: (mark.taken.taken_at, mark.day))


def _of(atom: Atom, seen: Seen, question: Question, unit: str | None, now: datetime) -> list[Mark]:
    by_now = (taken for taken in same_series(seen.taken) if taken.taken_at <= now)
    fit = (taken for taken in by_now if not unfit(seen.use, seen.offer, taken.reading, unit))
    return [mark for taken in fit if (mark := _mark(atom, seen, taken, question))]


def _long_silent(spoke: Sequence[datetime], at: datetime, question: Question) -> bool:
    before = [time for time in spoke if time <= at]
    since = before[-1] if before else question.times.opens_at
    return at - since >= question.rule.fallback_after


def _mark(atom: Atom, seen: Seen, taken: Taken, question: Question) -> Mark | None:
    window, covers = bounds(question.rule.window), taken.reading.covers
    days = Span(covers.last, covers.last) if seen.offer.nature == "level" else covers
    if not overlaps(days, window) or not recent_enough(taken, question):
        return None
    inside = Span(max(days.first, window.first), min(days.last, window.last))
    said = _truth(atom, seen, taken, question)
    return (
        None
        if said is Truth.UNKNOWN
        else Mark(taken, taken.publisher, inside, _day(atom, seen, taken, inside), said)
    )


def _truth(atom: Atom, seen: Seen, taken: Taken, question: Question) -> Truth:
    value = taken.reading.values[seen.use.value]
    match atom:
        case Compare(limits):
            if (
                seen.offer.nature == "total"
                and any(op in UPPER for op, _ in limits)
                and not _whole(taken, question)
            ):
                return Truth.UNKNOWN
            return number_truth(value, limits, question.rule.digits)
        case IsOneOf(texts):
            return text_truth(value, texts)
        case Happened():
            ahead = isinstance(value, date) and value > taken.reading.covers.last
            return Truth.UNKNOWN if ahead else known(in_window(value, bounds(question.rule.window)))


def _whole(taken: Taken, question: Question) -> bool:
    window, covers = bounds(question.rule.window), taken.reading.covers
    return covers.first <= window.first and covers.last >= window.last


def _day(atom: Atom, seen: Seen, taken: Taken, inside: Span) -> date:
    value = taken.reading.values[seen.use.value]
    return value if isinstance(atom, Happened) and isinstance(value, date) else inside.last


def holes(days: Iterable[Span], window: Span) -> list[Span]:
    """The stretches of a window that no span covers, in order.

    >>> window = Span(date(2026, 1, 1), date(2026, 1, 9))
    >>> [hole.days for hole in holes([Span(date(2026, 1, 2), date(2026, 1, 3))], window)]
    [1, 6]
    """
    found, reached = [], window.first
    for span in sorted(days):
        if span.first > reached:
            found.append(Span(reached, min(span.first, window.last + ONE_DAY) - ONE_DAY))
        reached = max(reached, span.last + ONE_DAY)
    return [*found, Span(reached, window.last)] if reached <= window.last else found


def too_wide(days: Iterable[Span], window: Span, max_gap: timedelta) -> list[Span]:
    """The holes longer than `max_gap`, and any hole at the very end.

    The last day must be spoken for itself: it can be read at leisure afterwards, and without it a source that fails in
    the last days would give a NO.
    """
    found = holes(days, window)
    return [hole for hole in found if timedelta(days=hole.days) > max_gap or hole.last == window.last]


def held_until(by_day: dict[date, Truth], window: Span, held: HeldFor) -> tuple[date | None, bool]:
    """The day on which the test had held for so long, and whether it may have where it is not known.

    A run is `held.days` days on end without a NO, of which `held.may_miss` may be without a word.
    """
    possible = False
    day = window.first + timedelta(days=held.days - 1)
    while day <= window.last:
        run = [by_day.get(day - timedelta(days=back)) for back in range(held.days)]
        if Truth.NO not in run:
            if run.count(None) <= held.may_miss and run[0] is Truth.YES:
                return day, True
            possible = True
        day += ONE_DAY
    return None, possible
