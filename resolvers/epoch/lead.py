"""By how many days one group of models leads another, on any day and over many: arithmetic over release dates.

The lag on a day runs from the release of the first leader's model that is at least as good as the best model
the follower has released by then. Only *records* matter, models better than all their group released before:
between two of them nothing changes but the day, so a year costs as much as it has records.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from resolvers.exact_numbers import difference, product, ratio, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from resolvers.source import Span

DAYS_PER_MONTH = Decimal("30.4375")


@dataclass(frozen=True, slots=True)
class Model:
    """A model: its release, its score in index points, its name, its line in the file, the ends of its score's interval."""

    released: date
    score: Decimal
    name: str
    line: int
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the follower stands on `day`.

    `since` is the leader's first model at the level of `best_follower` or, when the leader has none
    (`follower_leads`), the follower's first model above every one of the leader's.
    """

    day: date
    best_leader: Model
    best_follower: Model
    since: Model
    follower_leads: bool

    @property
    def lag_days(self) -> int:
        """Days from `since` to the day; negative when the follower leads."""
        return self._signed((self.day - self.since.released).days)

    @property
    def lag_days_at_release(self) -> int:
        """Days from `since` to the release of `best_follower`; negative when the follower was first."""
        return self._signed((self.best_follower.released - self.since.released).days)

    @property
    def gap(self) -> Decimal:
        """Points by which the leader's best model is above the follower's, exact; negative when the follower leads."""
        return difference(self.best_leader.score, self.best_follower.score)

    def _signed(self, days: int) -> int:
        return -days if self.follower_leads else days


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row without a new record: how the follower stands on the first of them, and how many they are."""

    standing: Standing
    days: int

    @property
    def lag_days(self) -> int:
        """The lags of its days, added up: each day adds one to the distance."""
        grown = self.days * (self.days - 1) // 2
        return self.days * self.standing.lag_days + (-grown if self.standing.follower_leads else grown)


@dataclass(frozen=True, slots=True)
class Group:
    """The models of one group: all release dates in order, and the records in order."""

    dates: tuple[date, ...]
    records: tuple[Model, ...]

    @classmethod
    def of(cls, models: Iterable[Model]) -> Group:
        """The group of these models; of two with equal score the earlier is the record."""
        ordered = sorted(models, key=lambda model: (model.released, -model.score, model.line))
        records: list[Model] = []
        for model in ordered:
            if not records or model.score > records[-1].score:
                records.append(model)
        return cls(tuple(model.released for model in ordered), tuple(records))

    def released_by(self, day: date) -> int:
        """How many models were released by the end of `day`."""
        return bisect_right(self.dates, day)

    def best_by(self, day: date) -> Model:
        """The best model released by `day`. Raises IndexError when there is none."""
        count = bisect_right(self.records, day, key=lambda model: model.released)
        return self.records[:count][-1]

    def first_at_least(self, score: Decimal) -> Model | None:
        """The first model, of any day, with at least `score` points."""
        place = bisect_left(self.records, score, key=lambda model: model.score)
        return self.records[place] if place < len(self.records) else None

    def first_above(self, score: Decimal) -> Model | None:
        """The first model, of any day, with more than `score` points."""
        place = bisect_right(self.records, score, key=lambda model: model.score)
        return self.records[place] if place < len(self.records) else None


def standing(leader: Group, follower: Group, day: date, counted: Decimal | None = None) -> Standing:
    """How the follower stands on `day`, its best model counted with `counted` points, or with its own.

    Raises IndexError when either has released nothing by then.
    """
    best_leader, best_follower = leader.best_by(day), follower.best_by(day)
    level = leader.first_at_least(best_follower.score if counted is None else counted)
    if level is not None and level.released <= day:
        return Standing(day, best_leader, best_follower, since=level, follower_leads=False)
    above = follower.first_above(best_leader.score)
    overtaker = above if above is not None and above.released <= day else best_follower
    return Standing(day, best_leader, best_follower, since=overtaker, follower_leads=True)


def stretches(leader: Group, follower: Group, span: Span) -> Iterator[Stretch]:
    """The span in stretches, in order. Raises IndexError as `standing` does, of the first day."""
    records = {model.released for model in (*leader.records, *follower.records)}
    starts = sorted({span.first, *(day for day in records if span.first < day <= span.last)})
    ends = [*starts[1:], span.last + timedelta(days=1)]
    for start, end in zip(starts, ends, strict=True):
        yield Stretch(standing(leader, follower, start), (end - start).days)


def sum_of_lag_days(leader: Group, follower: Group, span: Span) -> int:
    """The daily lags of every day of `span`, added up, in days."""
    return sum(stretch.lag_days for stretch in stretches(leader, follower, span))


def sum_of_lag_days_at(
    end: Callable[[Model], Decimal | None], leader: Group, follower: Group, span: Span
) -> int | None:
    """The same with the follower's best model of each day counted at an end of its interval; None where one has none."""
    added = 0
    for stretch in stretches(leader, follower, span):
        counted = end(stretch.standing.best_follower)
        if counted is None:
            return None
        added += replace(stretch, standing=standing(leader, follower, stretch.standing.day, counted)).lag_days
    return added


def sum_of_gaps(leader: Group, follower: Group, span: Span) -> Decimal:
    """The daily gaps of every day of `span`, added up, exact, in points."""
    return total(
        product(stretch.standing.gap, Decimal(stretch.days)) for stretch in stretches(leader, follower, span)
    )


def longest_overtaking(leader: Group, follower: Group, span: Span) -> int:
    """The most days in a row, within `span`, on which the follower's best model is strictly above the leader's."""
    longest = run = 0
    for stretch in stretches(leader, follower, span):
        run = run + stretch.days if stretch.standing.follower_leads else 0
        longest = max(longest, run)
    return longest


def months(days: int, *, over: int = 1) -> Decimal:
    """So many days, divided by `over`, in months of 30.4375 days.

    >>> months(247), months(-30, over=2)
    (Decimal('8.11498973306'), Decimal('-0.492813141684'))
    """
    return ratio(Decimal(days), DAYS_PER_MONTH * over)
