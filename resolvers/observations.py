"""What the observations of a published series say of a day and of a span, and how far they reach.

An observation of a month, quarter or year is dated by its first day and tells of all its days; one of a day or a week
tells of the day it is dated, and holds until the next one, at most for so long as the caller allows.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.exact_numbers import difference, mean
from resolvers.source import NotYet, Param, Reading, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from resolvers.source import Answer, Evidence

Frequency = Literal["daily", "weekly", "monthly", "quarterly", "annual"]

ONE_DAY = timedelta(days=1)
_MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "annual": 12}
_MONTHS_OF_A_YEAR = 12
_BY_GAP: Mapping[int, Frequency] = {1: "monthly", 3: "quarterly", 12: "annual"}
STOPPED: Mapping[str, timedelta] = {
    "daily": timedelta(days=45),
    "weekly": timedelta(days=60),
    "monthly": timedelta(days=150),
    "quarterly": timedelta(days=300),
    "annual": timedelta(days=1_100),
}
"""After so long without a new observation, a series has stopped rather than being late."""

MAX_AGE = Param(
    "Days for which a value of a day or week holds where the following days have none",
    kind="number",
    required=False,
    default=10,
)
_LONGEST_AGE = 366


@dataclass(frozen=True, slots=True)
class Observation:
    """One value, of the days from `first` to `last`, and where it was read."""

    first: date
    last: date
    value: Decimal
    where: str


@dataclass(frozen=True, slots=True)
class Observations:
    """The values there are of a series, in order, of periods that were over when they were read on `seen`.

    What is published for a day to come is a projection, and does not count. `holds_for` is how long after its last
    day an observation still tells what is so: one of a month, quarter or year not at all.
    """

    frequency: Frequency
    rows: tuple[Observation, ...]
    seen: date
    holds_for: timedelta

    @classmethod
    def of(
        cls, frequency: Frequency, rows: Iterable[Observation], page: Evidence, max_age: int = 0
    ) -> Observations:
        """The observations of a page that were over when it was read; those of days hold for `max_age` days."""
        seen = day_of(seen_at(page))
        past = sorted((row for row in rows if row.last <= seen), key=lambda row: row.first)
        days = 0 if frequency in _MONTHS else min(max(max_age, 0), _LONGEST_AGE)
        return cls(frequency, tuple(past), seen, timedelta(days=days))

    @property
    def newest(self) -> Observation | None:
        """The newest one; None when there is none."""
        return self.rows[-1] if self.rows else None

    def covered(self, span: Span) -> Span | NotYet | Unusable:
        """The days of the span up to the newest observation; what comes after it may still be published."""
        if self.newest is None:
            return NotYet(f"Nothing is published of any period that was over on {self.seen}.")
        covers = spoken_for(span, until=self.newest.last)
        if (
            isinstance(covers, NotYet)
            and min(span.first, self.seen) - self.newest.last > STOPPED[self.frequency]
        ):
            detail = f"The newest observation is of {self.newest.last}; {span.first} was asked for."
            return Unusable("stale", detail)
        if isinstance(covers, NotYet):
            return NotYet(f"{covers.reason[:-1]}, where {self.newest.value} stands.", covers.look_again_on)
        return covers

    def on(self, day: date) -> Observation | None:
        """The observation that tells of a day; None where it is missing, or too old to hold still."""
        place = bisect_right(self.rows, day, key=lambda row: row.first)
        row = self.rows[place - 1] if place else None
        return row if row and day - row.last <= self.holds_for else None

    def whole(self, span: Span) -> tuple[Observation, ...]:
        """Every observation of the span, if they fill it; none where one is missing, or a period is cut by its ends."""
        rows = [row for row in self.rows if span.first <= row.first and row.last <= span.last]
        # By numbers, as there is no day before the first one, nor after the last.
        edges = [
            span.first.toordinal() - 1,
            *(day.toordinal() for row in rows for day in (row.first, row.last)),
            span.last.toordinal() + 1,
        ]
        gaps = [edges[place + 1] - edges[place] for place in range(0, len(edges), 2)]
        return tuple(rows) if all(gap <= self.holds_for.days + 1 for gap in gaps) else ()

    def values(self, covers: Span) -> Mapping[str, tuple[Decimal, str]] | Unusable:
        """`value` on the last day, `mean` over the span, `change` from the first day to the last, each with its place.

        The mean is left out where an observation is missing, the change where both days have the same.
        """
        last, first = self.on(covers.last), self.on(covers.first)
        if last is None:
            return Unusable("incomplete", f"No observation that holds on {covers.last} is there.")
        found = {"value": (last.value, last.where)}
        if rows := self.whole(covers):
            found["mean"] = (mean([row.value for row in rows]), _places(rows))
        if first is not None and first.first < last.first:
            found["change"] = (difference(last.value, first.value), f"{last.where} less {first.where}")
        return found

    def answer(self, span: Span, *, identity: str, unit: str | None, as_of: date | None = None) -> Answer:
        """The reading of `values` over what is covered of the span; `as_of` is else the newest observation's date."""
        covers = self.covered(span)
        if not isinstance(covers, Span):
            return covers
        values = self.values(covers)
        if isinstance(values, Unusable):
            return values
        return Reading(
            {name: value for name, (value, _) in values.items()},
            dict.fromkeys(values, unit) if unit else {},
            as_of=as_of or self.rows[-1].first,
            covers=covers,
            identity=f"{identity}, {unit}" if unit else identity,
            where={name: where for name, (_, where) in values.items()},
        )


def period_end(frequency: Frequency, first: date) -> date | None:
    """The last day of the period that begins on a day; None where no such period begins on it.

    >>> period_end("quarterly", date(2026, 10, 1)), period_end("monthly", date(2026, 10, 2))
    (datetime.date(2026, 12, 31), None)
    >>> period_end("daily", date(2026, 10, 2))
    datetime.date(2026, 10, 2)
    """
    months = _MONTHS.get(frequency)
    if months is None:
        return first
    years, month = divmod(first.month - 1 + months, _MONTHS_OF_A_YEAR)
    if first.day != 1 or first.year + years > date.max.year:
        return None
    return date(first.year + years, month + 1, 1) - ONE_DAY


def frequency_of(dates: Iterable[date]) -> Frequency:
    """How often a series is observed, by all the dates in a file: `daily` for weeks too, and where they do not tell.

    >>> frequency_of([date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)]), frequency_of([date(2026, 1, 1)])
    ('quarterly', 'daily')
    """
    days = sorted(set(dates))
    if len(days) == 1 or any(day.day != 1 for day in days):
        return "daily"
    months = [day.year * _MONTHS_OF_A_YEAR + day.month for day in days]
    gap = min((later - earlier for earlier, later in pairwise(months)), default=0)
    return _BY_GAP.get(gap, "daily")


def twice(rows: Sequence[Observation]) -> date | None:
    """A day two observations are of; None where every one has a day of its own."""
    days = sorted(row.first for row in rows)
    return next((one for one, other in pairwise(days) if one == other), None)


def _places(rows: Sequence[Observation]) -> str:
    return (
        f"{len(rows)} observations, {rows[0].where} to {rows[-1].where}" if len(rows) > 1 else rows[0].where
    )
