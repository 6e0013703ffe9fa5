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

from resolvers.epoch.lead import (
    Model,
    Standing,
    months,
    standing,
    sum_of_gaps,
    sum_of_lag_days,
    sum_of_lag_days_at,
)
from resolvers.epoch.scores import URL, Scores, Seen, seen
from resolvers.exact_numbers import ratio
from resolvers.source import (
    Answer,
    Evidence,
    Look,
    Offer,
    Param,
    Reading,
    Request,
    Span,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class EciLag:
    """Months by which the best Chinese model trails the first US model of its level.

    Day values stand for `covers.last`, the last day asked for or the day of the fetch, whichever is earlier;
    means are over every day of `covers`. Negative: a Chinese model leads. `as_of` is the release of the newest
    model in the file. A model of both countries counts for neither. The means are left out when fewer than 5
    Chinese or 20 US models were there on the first day.

    `mean_lag_low_months` and `mean_lag_high_months` are the mean with the best Chinese model of each day taken at
    an end of its interval, and US models at their scores. A better score means a smaller lag, so *low*, the smaller
    number of months, is with the upper end. Left out where a model they need has no interval.
    """

    name: ClassVar[str] = "epoch.eci_lag"
    version: ClassVar[int] = 4
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
        "mean_lag_low_months": Offer(
            "level",
            "months",
            about="the same mean, the best Chinese model at the upper end of its interval: the smaller lag",
            revised=True,
        ),
        "mean_lag_high_months": Offer(
            "level",
            "months",
            about="the same mean, the best Chinese model at the lower end of its interval: the larger lag",
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
        "mean_gap_points": Offer(
            "level", "points", about="mean of the daily gap over all days, all on one file", revised=True
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {}
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the file once; everything else is arithmetic."""
        page = yield Request(URL, accept="text/csv")
        return _answer(page, span)


def _answer(page: Evidence, span: Span) -> Answer:
    found = seen(page, span)
    if not isinstance(found, Seen):
        return found
    return found.scores.refusal(found.days.last) or _reading(found.scores, found.days, found.as_of)


def _reading(scores: Scores, days: Span, as_of: date) -> Reading:
    today = standing(scores.us, scores.cn, days.last)
    values: dict[str, Value] = {
        "lag_months": months(today.lag_days),
        "lag_at_release_months": months(today.lag_days_at_release),
        "gap_points": today.gap,
    }
    if scores.too_few(days.first) is None:
        values |= _means(scores, days)
    where = _where(scores, days, today)
    return Reading(
        values,
        {name: EciLag.offers[name].unit or "" for name in values},
        as_of=as_of,
        covers=days,
        identity=f"{scores.series}; months of 30.4375 days",
        where={name: where[name] for name in values},
    )


def _means(scores: Scores, days: Span) -> dict[str, Value]:
    """The means over all days; those at the ends of an interval only where every model it is taken of has one."""
    us, cn, over = scores.us, scores.cn, days.days
    ends = {
        "mean_lag_low_months": sum_of_lag_days_at(_high, us, cn, days),
        "mean_lag_high_months": sum_of_lag_days_at(_low, us, cn, days),
    }
    return {
        "mean_lag_months": months(sum_of_lag_days(us, cn, days), over=over),
        "mean_gap_points": ratio(sum_of_gaps(us, cn, days), Decimal(over)),
        **{name: months(added, over=over) for name, added in ends.items() if added is not None},
    }


def _low(model: Model) -> Decimal | None:
    return model.low


def _high(model: Model) -> Decimal | None:
    return model.high


def _where(scores: Scores, days: Span, today: Standing) -> dict[str, str]:
    best = today.best_follower
    every, gap = f"every row released by {days.last}", f"{_line(today.best_leader)} less {_line(best)}"
    low, high = (standing(scores.us, scores.cn, days.last, end) for end in (best.high, best.low))
    return {
        "lag_months": _pair(today),
        "lag_at_release_months": _pair(today),
        "gap_points": gap,
        "mean_lag_months": f"{every}; on that day {_pair(today)}",
        "mean_lag_low_months": f"{every}; on that day, by eci_ci_high, {_pair(low)}",
        "mean_lag_high_months": f"{every}; on that day, by eci_ci_low, {_pair(high)}",
        "mean_gap_points": f"{every}; on that day {gap}",
    }


def _pair(found: Standing) -> str:
    return f"{_line(found.best_follower)} and {_line(found.since)}"


def _line(model: Model) -> str:
    return f"line {model.line} ({model.name})"
