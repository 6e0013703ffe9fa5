"""Calendar quarters, each known by its first day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resolvers.source import Span


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


def year_before(quarter: date) -> date | None:
    """The same quarter one year earlier; None in the year 1."""
    return quarter.replace(year=quarter.year - 1) if quarter.year > 1 else None
