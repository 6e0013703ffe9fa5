"""`epoch.eci_lag`: how far the best Chinese model trails the US, on Epoch AI's capability index.

Epoch's own method: on a day, take the best score among Chinese models released by then; the lag runs from
the release of the first US model with at least that score to the day. It grows by a day each day and falls
when a new Chinese best appears, so one day is calendar luck and questions had better take the mean.

The index is fitted anew with every version of the file, so scores drift; release dates do not. One file
gives the lag of any past day, by the scores as they are now, not as they were then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers import csv_table
from resolvers.cells import day as read_day
from resolvers.cells import number as read_number
from resolvers.days import day_of, seen_at, spoken_for
from resolvers.epoch.lead import Group, Model, Standing, standing, sum_of_lag_days
from resolvers.exact_numbers import difference, ratio
from resolvers.source import (
    Answer,
    Evidence,
    Look,
    NotYet,
    Offer,
    Param,
    Reading,
    Request,
    Span,
    Unusable,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

URL = "https://epoch.ai/data/eci_scores.csv"
DAYS_PER_MONTH = Decimal("30.4375")
LEAST_CHINESE = 5
LEAST_US = 20
OLDEST_NEWS = timedelta(days=120)

US = "United States of America"
CHINA = "China"
_NAME, _SCORE, _DATE, _COUNTRY = COLUMNS = ("Model", "eci", "date", "Country (of organization)")
_IDENTITY = "Epoch Capabilities Index; months of 30.4375 days"


@dataclass(frozen=True, slots=True)
class EciLag:
    """Months by which the best Chinese model trails the first US model of its level.

    Day values stand for `covers.last`, the last day asked for or the day of the fetch, whichever is earlier;
    `mean_lag_months` is the mean of the daily lag over every day of `covers`. Negative: a Chinese model
    leads. `as_of` is the release of the newest model in the file. A model of both countries counts for
    neither. `mean_lag_months` is left out when fewer than 5 Chinese or 20 US models were there on the first
    day.
    """

    name: ClassVar[str] = "epoch.eci_lag"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "Epoch AI"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = (
        "How many months the best Chinese model trails US models on Epoch's capability index."
    )
    home: ClassVar[str] = "https://epoch.ai/benchmarks"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "lag_months": Offer(
            "level",
            "months",
            about="from the first US model of the level of the best Chinese one to the last day",
            jumpy=True,
            revised=True,
        ),
        "mean_lag_months": Offer(
            "level",
            "months",
            about="mean of the daily lag over all days, all on one version of the file",
            revised=True,
        ),
        "lag_at_release_months": Offer(
            "level",
            "months",
            about="the same lag, counted to the release of the best Chinese model only",
            jumpy=True,
            revised=True,
        ),
        "gap_points": Offer(
            "level",
            "points",
            digits=1,
            about="score of the best US model less that of the best Chinese one",
            revised=True,
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {}
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the file once; everything else is arithmetic."""
        page = yield Request(URL, accept="text/csv")
        return _answer(page, span)


@dataclass(frozen=True, slots=True)
class _Race:
    us: Group
    cn: Group
    dates: tuple[date, ...]

    def newest_by(self, day: date) -> date:
        return max((released for released in self.dates if released <= day), default=date.min)

    def too_few(self, day: date) -> str | None:
        cn, us = self.cn.released_by(day), self.us.released_by(day)
        if cn >= LEAST_CHINESE and us >= LEAST_US:
            return None
        needed = f"{LEAST_CHINESE} and {LEAST_US} are needed"
        return f"The file has {cn} Chinese and {us} US models released by {day}; {needed}."


def _answer(page: Evidence, span: Span) -> Answer:
    race = _race(page.body)
    if isinstance(race, Unusable):
        return race
    fetched_on = day_of(seen_at(page))
    days = spoken_for(span, until=fetched_on)
    if isinstance(days, NotYet):
        return days
    return _refusal(race, days.last) or _reading(race, days, as_of=race.newest_by(fetched_on))


def _race(body: bytes) -> _Race | Unusable:
    table = csv_table.read(body, needed=COLUMNS, closed=True)
    if isinstance(table, Unusable):
        return table
    by_side: dict[str, list[Model]] = {US: [], CHINA: [], "": []}
    for row in table.rows:
        model = _model(row)
        if isinstance(model, Unusable):
            return model
        if model is not None:
            by_side[_side(row[_COUNTRY])].append(model)
    dates = sorted(model.released for models in by_side.values() for model in models)
    return _Race(Group.of(by_side[US]), Group.of(by_side[CHINA]), tuple(dates))


def _model(row: csv_table.Row) -> Model | Unusable | None:
    """The model of a row; None where its date or score is blank: not released, or not scored yet."""
    released, score = read_day(row[_DATE]), read_number(row[_SCORE])
    for column, value in ((_DATE, released), (_SCORE, score)):
        if value is None and row[column].strip():
            found = row[column].strip()[:40]
            return Unusable("shape_changed", f"Line {row.line}, column '{column}': {found!r} cannot be read.")
    if released is None or score is None:
        return None
    return Model(released, score, " ".join(row[_NAME].split()), row.line)


def _side(country: str) -> str:
    # Hong Kong, Taiwan and Macao are names of their own there, some of them with "China" in it.
    of_us = US in country
    of_china = CHINA in (part.strip() for part in country.split(","))
    if of_us == of_china:
        return ""
    return US if of_us else CHINA


def _refusal(race: _Race, day: date) -> Unusable | None:
    if reason := race.too_few(day):
        return Unusable("incomplete", reason)
    newest = race.newest_by(day)
    if day - newest > OLDEST_NEWS:
        return Unusable(
            "stale",
            f"The newest model released by {day} is of {newest}, more than {OLDEST_NEWS.days} days before.",
        )
    return None


def _reading(race: _Race, days: Span, as_of: date) -> Reading:
    today = standing(race.us, race.cn, days.last)
    values: dict[str, Value] = {
        "lag_months": _months(today.lag_days),
        "lag_at_release_months": _months(today.lag_days_at_release),
        "gap_points": difference(today.best_leader.score, today.best_follower.score),
    }
    if race.too_few(days.first) is None:
        values["mean_lag_months"] = _months(sum_of_lag_days(race.us, race.cn, days), over=days.days)
    where = _where(today, days)
    units = {name: EciLag.offers[name].unit or "" for name in values}
    return Reading(
        values,
        units,
        as_of=as_of,
        covers=days,
        identity=_IDENTITY,
        where={name: where[name] for name in values},
    )


def _months(days: int, *, over: int = 1) -> Decimal:
    return ratio(Decimal(days), DAYS_PER_MONTH * over)


def _where(today: Standing, days: Span) -> dict[str, str]:
    best, since, leader = (
        f"line {model.line} ({model.name})" for model in (today.best_follower, today.since, today.best_leader)
    )
    lag = f"{best} and {since}"
    return {
        "lag_months": lag,
        "lag_at_release_months": lag,
        "gap_points": f"{leader} less {best}",
        "mean_lag_months": f"every row released by {days.last}; on that day {lag}",
    }
