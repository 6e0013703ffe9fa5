"""Which of the days asked for an answer can speak for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from resolvers.source import NotYet, Span

if TYPE_CHECKING:
    from resolvers.source import Evidence


def day_of(moment: datetime, *, behind: timedelta = timedelta(0)) -> date:
    """The UTC day of an aware moment, or of the moment so long before it."""
    return (moment.astimezone(UTC) - behind).date()


def read_between(page: Evidence, *, stamped: bool) -> Span:
    """The days on which it may have been read: by our clock, and by the host's.

    They are one day unless a clock is wrong, or midnight passed in between. Where the host told no time, only a stamp that
    is not ahead of our clock shows that ours is not behind.
    """
    ours = day_of(page.fetched_at)
    untold = date.max if stamped else ours
    theirs = day_of(page.server_date) if page.server_date else untold
    return Span(min(ours, theirs), max(ours, theirs))


def seen_at(page: Evidence) -> datetime:
    """The moment up to which an answer can tell: by our clock or the host's, whichever is earlier.

    A clock that is ahead must not make an absence of today one of tomorrow.
    """
    return min(page.fetched_at, page.server_date or page.fetched_at)


def shifted(day: date, by: timedelta) -> date:
    """The day so long after another, or before it; the last or first one that can be written, where there is none.

    >>> shifted(date(2026, 12, 31), timedelta(days=1)), shifted(date.min, timedelta(days=-1))
    (datetime.date(2027, 1, 1), datetime.date(1, 1, 1))
    """
    return date.fromordinal(min(max(day.toordinal() + by.days, 1), date.max.toordinal()))


def spoken_for(span: Span, *, until: date, behind: timedelta = timedelta(0)) -> Span | NotYet:
    """The days of `span` up to `until`; `NotYet` when there is none.

    `behind` is how far the publisher runs behind: so long after the first day it is worth looking again.
    """
    if until < span.first:
        reason = f"The days asked for begin on {span.first}; what is published speaks for days up to {until}."
        return NotYet(reason, look_again_on=shifted(span.first, behind))
    return Span(span.first, min(span.last, until))
