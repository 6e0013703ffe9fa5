"""Windows like the question's that are over, and the question as it would have been asked about one of them.

A window of whole months is moved by so many months, any other by its own number of days; a single day by one day. So
trial windows never share a day, and quarters stay quarters.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ledger.questions.rule import AnyDay, At, Over, Times
from ledger.resolution.rule.spans import ONE_DAY, bounds, months_between, months_later
from resolvers.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from ledger.questions.question import Question
    from ledger.questions.rule import Window

EARLIEST = date(1900, 1, 1)
"""No trial window begins before this day."""


def earlier(window: Window, today: date) -> Iterator[Window]:
    """The windows of the same length before this one that are over by the end of `today`, the newest first.

    >>> next(earlier(Over(date(2028, 10, 1), date(2028, 12, 31)), date(2025, 12, 19)))
    Over(first=datetime.date(2025, 7, 1), last=datetime.date(2025, 9, 30))
    """
    span = bounds(window)
    for back in range(_first_over(span, today), (span.first - EARLIEST).days // span.days + 1):
        found = _moved_back(span, back)
        if found.last <= today:
            yield with_days(window, found)


def is_month_end(day: date) -> bool:
    """Whether it is the last day of a month."""
    return day.day == monthrange(day.year, day.month)[1]


def month_ends(window: At, today: date) -> Iterator[At]:
    """The last days of earlier months, for a day that is one: days in a row are much the same value. The newest first.

    >>> next(month_ends(At(date(2028, 12, 31)), date(2027, 3, 30)))
    At(day=datetime.date(2027, 2, 28))
    >>> next(month_ends(At(date(9999, 12, 31)), date(2027, 3, 31)))
    At(day=datetime.date(2027, 3, 31))
    """
    if not is_month_end(window.day):
        return
    first = window.day.replace(day=1)
    for back in range(months_between(EARLIEST, first)):
        if (found := months_later(first, -back) - ONE_DAY) <= today:
            yield At(found)


def with_days(window: Window, days: Span) -> Window:
    """A window of the same kind over other days."""
    match window:
        case At():
            return At(days.last)
        case Over():
            return Over(days.first, days.last)
        case AnyDay(_, _, max_gap):
            return AnyDay(days.first, days.last, max_gap)


def _first_over(span: Span, today: date) -> int:
    """How many lengths back to start, so that a window far in the future costs nothing; at least one."""
    longest = span.days + 3 if _is_of_months(span) else span.days  # a February moves by up to 31 days
    return max(1, (span.last - today).days // longest)


def _moved_back(span: Span, times: int) -> Span:
    after = span.last + ONE_DAY
    if _is_of_months(span):
        by = -times * months_between(span.first, after)
        return Span(months_later(span.first, by), months_later(after, by) - ONE_DAY)
    by_days = times * span.days * ONE_DAY
    return Span(span.first - by_days, span.last - by_days)


def _is_of_months(span: Span) -> bool:
    return span.first.day == 1 and (span.last + ONE_DAY).day == 1


def asked_about(question: Question, window: Window) -> Question:
    """The question, had it been about this window: all its times and days are as far from it as they were."""
    by = bounds(question.rule.window).last - bounds(window).last
    after = question.rule.as_of_after
    rule = replace(question.rule, window=window, as_of_after=after - by if after else None)
    dates = question.dates
    if dates:
        dates = replace(dates, least=dates.least - by, most=dates.most - by)
    return replace(question, rule=rule, times=_earlier_times(question.times, by), dates=dates)


def _earlier_times(times: Times, by: timedelta) -> Times:
    return Times(
        opens_at=times.opens_at - by,
        closes_at=times.closes_at - by,
        resolves_at=times.resolves_at - by,
        gives_up_at=times.gives_up_at - by,
    )
