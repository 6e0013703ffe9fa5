"""Finding a period among those a company told, as a row of its own or as the difference of two.

Statements of cash flow run from the start of the fiscal year, and no report tells a fourth quarter: it is the year
less its first nine months.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from resolvers.exact_numbers import difference

if TYPE_CHECKING:
    from decimal import Decimal

    from resolvers.sec_edgar.facts import Fact, Told

ONE_DAY = timedelta(days=1)
SHORTEST, LONGEST = timedelta(days=80), timedelta(days=105)
"""A quarter of 12 to 15 weeks: 13 as a rule, 14 in a year of 53."""


@dataclass(frozen=True, slots=True)
class Period:
    """A figure over the days from `start` to `end`, both included; `less` is what was taken off `whole`."""

    start: date
    end: date
    whole: Fact
    less: Fact | None = None

    @property
    def value(self) -> Decimal:
        """The figure, exact. Raises RefusedError where a row has none."""
        return difference(self.whole.value, self.less.value) if self.less else self.whole.value

    @property
    def filed(self) -> date:
        """When it was known: with the later of its filings."""
        return max(self.whole.filed, self.less.filed) if self.less else self.whole.filed

    @property
    def where(self) -> str:
        """The rows it came from."""
        return f"{self.whole.where} less {self.less.where}" if self.less else self.whole.where


def exact_period(rows: Told, first: date, last: date) -> Period | None:
    """The figure over exactly these days; a row of its own is preferred to a difference."""
    ending = (fact for fact in rows.values() if fact.end == last)
    found = [period for fact in ending if (period := _last_days(rows, fact, (last - first).days))]
    return max(found, key=_told_since, default=None)


def quarters(rows: Told) -> tuple[Period, ...]:
    """Every fiscal quarter that was told or can be made, in the order of their ends; chosen as `exact_period` does."""
    lengths = range(SHORTEST.days, LONGEST.days + 1)
    found = [period for fact in rows.values() for days in lengths if (period := _last_days(rows, fact, days))]
    ordered = sorted(found, key=lambda period: (period.end, period.start, _told_since(period)))
    return tuple({(period.start, period.end): period for period in ordered}.values())


def _last_days(rows: Told, whole: Fact, days: int) -> Period | None:
    """The end of what a row tells, from so many days before its last one: all of it, or what its beginning leaves."""
    if whole.start is None or (whole.end - whole.start).days < days:
        return None
    start = whole.end - timedelta(days=days)
    if start == whole.start:
        return Period(start, whole.end, whole)
    less = rows.get((whole.start, start - ONE_DAY))
    return Period(start, whole.end, whole, less) if less else None


def _told_since(period: Period) -> date:
    """The first day of the row it came from: the later, the less had to be taken off."""
    return period.whole.start or period.start
