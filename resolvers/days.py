"""Which of the days asked for an answer can speak for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from resolvers.source import NotYet, Span


def day_of(moment: datetime, *, behind: timedelta = timedelta(0)) -> date:
    """The UTC day of an aware moment, or of the moment so long before it."""
    return (moment.astimezone(UTC) - behind).date()


def spoken_for(span: Span, *, until: date, behind: timedelta = timedelta(0)) -> Span | NotYet:
    """The days of `span` up to `until`; `NotYet` when there is none.

    `behind` is how far the publisher runs behind: so long after the first day it is worth looking again.
    """
    if until < span.first:
        reason = f"The days asked for begin on {span.first}; what is published speaks for days up to {until}."
        return NotYet(reason, look_again_on=span.first + behind)
    return Span(span.first, min(span.last, until))
