"""Which days a look reads: the question's window, or days like them while the window is still to come.

A file never names days to a source; its window does. So the same look can be taken for the window itself,
for a rehearsal as if it ended today, and for any day in the past.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from ledger.questions.rule import AnyDay, At, Over
from resolvers.source import Span

if TYPE_CHECKING:
    from ledger.questions.rule import Window

ONE_DAY = timedelta(days=1)
MONTHS = 12
QUARTER = 3
LONG_OVER = timedelta(days=180)
"""After so long, a quarter that a publisher of quarters has not told of is missing."""

Stands = Literal["window", "so_far", "last_time", "as_if_ended", "last_aligned"]
"""How the days read stand to the window: itself, its part so far, the span before it, one that ends today, or the
newest whole quarters or years of the same length."""


@dataclass(frozen=True, slots=True)
class Days:
    """A span to read, and how it stands to the question's window."""

    span: Span
    stands: Stands


def bounds(window: Window) -> Span:
    """The first and last day of a window."""
    match window:
        case At(day):
            return Span(day, day)
        case Over(first, last) | AnyDay(first, last, _):
            return Span(first, last)


def rehearsing(window: Window, today: date) -> tuple[Days, ...]:
    """What to read on `today` as if the window ended now, in order of preference.

    >>> [days.stands for days in rehearsing(Over(date(2028, 10, 1), date(2028, 12, 31)), date(2025, 12, 19))]
    ['as_if_ended', 'last_aligned', 'last_aligned']
    """
    match window:
        case At(day):
            return (
                (Days(Span(day, day), "window"),)
                if day <= today
                else (Days(Span(today, today), "as_if_ended"),)
            )
        case AnyDay(first, last, _):
            return (_any_day(Span(first, last), today),)
        case Over(first, last):
            return _over(Span(first, last), today)


def _any_day(window: Span, today: date) -> Days:
    if today < window.first:
        return Days(Span(today, today), "as_if_ended")
    last = min(today, window.last)
    return Days(Span(window.first, last), "window" if last == window.last else "so_far")


def _over(window: Span, today: date) -> tuple[Days, ...]:
    if today >= window.last:
        return (Days(window, "window"),)
    if today >= window.first:
        return (Days(Span(window.first, today), "so_far"), *_before(window, today, "last_time"))
    ends_now = Span(today - (window.last - window.first), today)
    return (Days(ends_now, "as_if_ended"), *_aligned(window, today, "last_aligned"))


def long_over(window: Window, today: date) -> Days | None:
    """The whole quarters from a window's start that ended half a year ago or more, while the window goes on.

    A publisher that has none of them yet is not only slow.
    """
    days = bounds(window)
    if not isinstance(window, Over) or step_months(days) is None or today > days.last:
        return None
    last = days.first
    while months_later(last, QUARTER) <= today - LONG_OVER:
        last = months_later(last, QUARTER)
    return Days(Span(days.first, last - ONE_DAY), "so_far") if last > days.first else None


def _before(window: Span, today: date, stands: Stands) -> tuple[Days, ...]:
    if whole := _aligned(window, today, stands):
        return whole
    return (Days(Span(window.first - timedelta(days=window.days), window.first - ONE_DAY), stands),)


def _aligned(window: Span, today: date, stands: Stands) -> tuple[Days, ...]:
    """The two newest ended spans of whole years or quarters shaped like the window; none where it is not so shaped.

    Two, because a publisher may be a quarter behind.
    """
    step = step_months(window)
    if step is None:
        return ()
    length = months_between(window.first, window.last + ONE_DAY)
    first = window.first
    while _ends(first, length) >= window.first or _ends(first, length) > today:
        first = months_later(first, -step)
    firsts = (first, months_later(first, -step))
    return tuple(Days(Span(day, _ends(day, length)), stands) for day in firsts)


def _ends(first: date, months: int) -> date:
    return months_later(first, months) - ONE_DAY


def step_months(window: Span) -> int | None:
    """12 where the window is whole calendar years, 3 where it is whole quarters, else None."""
    after = window.last + ONE_DAY
    if window.first.day != 1 or after.day != 1:
        return None
    if window.first.month == 1 and after.month == 1:
        return MONTHS
    return QUARTER if window.first.month % QUARTER == 1 and after.month % QUARTER == 1 else None


def months_between(first: date, after: date) -> int:
    """Whole months from the first of one month to the first of another."""
    return (after.year - first.year) * MONTHS + after.month - first.month


def months_later(first: date, months: int) -> date:
    """The first of the month so many months later; earlier where they are negative."""
    whole = first.year * MONTHS + first.month - 1 + months
    return date(whole // MONTHS, whole % MONTHS + 1, 1)
