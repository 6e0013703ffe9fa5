"""Calendar quarters, each known by its first day."""

from __future__ import annotations

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
    in_next_year, month = divmod(quarter.month + 2, 12)
    return date(quarter.year + in_next_year, month + 1, 1) - timedelta(days=1)


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
        quarter = last_day(quarter) + timedelta(days=1)
    return tuple(found)


def not_whole(span: Span) -> Unusable:
    """The answer for a span of other days than a source of quarters can read."""
    return Unusable("incomplete", f"{span.first} to {span.last} is not made of whole calendar quarters.")


def year_before(quarter: date) -> date | None:
    """The same quarter one year earlier; None in the year 1."""
    return quarter.replace(year=quarter.year - 1) if quarter.year > 1 else None
