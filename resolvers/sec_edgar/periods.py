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
    from collections.abc import Iterator
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
    if row := rows.get((first, last)):
        return Period(first, last, row)
    found = (period for period in _differences(rows) if (period.start, period.end) == (first, last))
    return max(found, key=lambda period: period.whole.start or date.min, default=None)


def quarters(rows: Told) -> tuple[Period, ...]:
    """Every fiscal quarter that was told or can be made, in the order of their ends."""
    found = {
        (period.start, period.end): period
        for period in (*_differences(rows), *_rows(rows))
        if SHORTEST <= period.end - period.start <= LONGEST
    }
    return tuple(sorted(found.values(), key=lambda period: (period.end, period.start)))


def _rows(rows: Told) -> Iterator[Period]:
    for fact in rows.values():
        if fact.start is not None:
            yield Period(fact.start, fact.end, fact)


def _differences(rows: Told) -> Iterator[Period]:
    """What is left of a longer period when a shorter one with the same first day is taken off it."""
    by_start: dict[date, list[Fact]] = {}
    for fact in rows.values():
        if fact.start is not None:
            by_start.setdefault(fact.start, []).append(fact)
    for facts in by_start.values():
        for less in facts:
            for whole in facts:
                if less.end < whole.end:
                    yield Period(less.end + ONE_DAY, whole.end, whole, less)
