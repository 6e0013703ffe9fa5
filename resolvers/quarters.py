"""Calendar quarters, each known by its first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from resolvers.source import Span, Unusable


def quarter_of(day: date) -> date:
    """The first day of the quarter a day is in.

    >>> quarter_of(date(2025, 12, 19))
    datetime.date(2025, 10, 1)
    """
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def last_day(quarter: date) -> date:
    """The last day of a quarter.

    >>> last_day(date(2025, 10, 1))
    datetime.date(2025, 12, 31)
    """
    month = quarter.month + 2
    return date(quarter.year, month, 31 if month in {3, 12} else 30)


def label(quarter: date) -> str:
    """How a quarter is named in a sentence.

    >>> label(date(2025, 10, 1))
    '2025 Q4'
    """
    return f"{quarter.year} Q{(quarter.month + 2) // 3}"


def whole_quarters(span: Span) -> tuple[date, ...] | None:
    """The quarters a span is made of; None when it does not begin and end with one."""
    found: list[date] = []
    first = span.first
    while first == quarter_of(first) and last_day(first) <= span.last:
        found.append(first)
        if last_day(first) == span.last:
            return tuple(found)
        first = last_day(first) + timedelta(days=1)
    return None


def quarters_within(span: Span) -> tuple[date, ...]:
    """The quarters that lie wholly within a span, in order; none where it is shorter than one.

    >>> [label(quarter) for quarter in quarters_within(Span(date(2025, 12, 31), date(2026, 8, 1)))]
    ['2026 Q1', '2026 Q2']
    """
    found: list[date] = []
    quarter = quarter_of(span.first)
    while last_day(quarter) <= span.last:
        found += [quarter] if quarter >= span.first else []
        if last_day(quarter) == span.last:
            break
        quarter = last_day(quarter) + timedelta(days=1)
    return tuple(found)


OLDEST = timedelta(days=400)
"""How long before a day within a quarter the newest complete quarter may have ended."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The quarter at whose end a level is asked for.

    `exact` where the span ends with it. Else the span is one day within the quarter after it, and what was so at the end
    of the newest complete quarter is the newest there is.
    """

    quarter: date
    exact: bool


def asked_at_end(span: Span) -> Asked | None:
    """Which quarter's end a span asks for: its own, of a last day or of whole quarters, or the one before a single day.

    None for other spans, and in the first quarter of all, before which there is none.

    >>> asked_at_end(Span(date(2027, 12, 31), date(2027, 12, 31)))
    Asked(quarter=datetime.date(2027, 10, 1), exact=True)
    >>> asked_at_end(Span(date(2027, 12, 30), date(2027, 12, 30)))
    Asked(quarter=datetime.date(2027, 7, 1), exact=False)
    """
    quarter = quarter_of(span.last)
    one_day = span.first == span.last
    if span.last == last_day(quarter) and (one_day or whole_quarters(span)):
        return Asked(quarter, exact=True)
    if not one_day or quarter == date.min:
        return None
    return Asked(quarter_of(quarter - timedelta(days=1)), exact=False)


def too_old(quarter: date, day: date) -> Unusable | None:
    """Why what was so at the end of this quarter says nothing of a day so much later; None where it still does."""
    if day - last_day(quarter) <= OLDEST:
        return None
    ended = f"The newest complete quarter ended on {last_day(quarter)}"
    return Unusable("stale", f"{ended}, more than {OLDEST.days} days before {day}.")


def not_whole(span: Span) -> Unusable:
    """The answer for a span of other days than a source of quarters can read."""
    return Unusable("incomplete", f"{span.first} to {span.last} is not made of whole calendar quarters.")


def year_before(quarter: date) -> date | None:
    """The same quarter one year earlier; None in the year 1."""
    return quarter.replace(year=quarter.year - 1) if quarter.year > 1 else None
