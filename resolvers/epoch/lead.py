"""By how many days one group of models leads another, on any day: pure arithmetic over release dates.

The lag on a day runs from the release of the first leader's model that is at least as good as the best model
the follower has released by then. Only *records* matter, models better than all their group released before,
so a day costs a few binary searches and a quarter or a year costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from resolvers.source import Span


@dataclass(frozen=True, slots=True)
class Model:
    """A model: its release, its score in index points, its name, and its line in the file."""

    released: date
    score: Decimal
    name: str
    line: int


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

    def _signed(self, days: int) -> int:
        return -days if self.follower_leads else days


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


def standing(leader: Group, follower: Group, day: date) -> Standing:
    """How the follower stands on `day`. Raises IndexError when either has released nothing by then."""
    best_leader, best_follower = leader.best_by(day), follower.best_by(day)
    level = leader.first_at_least(best_follower.score)
    if level is not None and level.released <= day:
        return Standing(day, best_leader, best_follower, since=level, follower_leads=False)
    overtaker = follower.first_above(best_leader.score) or best_follower
    return Standing(day, best_leader, best_follower, since=overtaker, follower_leads=True)


def sum_of_lag_days(leader: Group, follower: Group, span: Span) -> int:
    """The daily lags of every day of `span`, added up, in days."""
    days = (span.first + timedelta(days=place) for place in range(span.days))
    return sum(standing(leader, follower, day).lag_days for day in days)
