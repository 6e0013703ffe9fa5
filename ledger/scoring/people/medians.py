"""Losses beside the median of the day: the relative scores of Good Judgment, Cultivate, INFER and Themis.

They are here so that what these platforms publish can be reproduced. Lower is better, and below 0 is
better than the median. A day of silence counts as the median where all days are divided by, and not at
all where only the days spoken are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from ledger.scoring.columns import Column, Flags, Whole, sealed, totals
from ledger.scoring.people.groups import numbers_of_groups
from ledger.scoring.time_axis.over_time import per_forecast

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.time_axis.steps import Steps

Divisor = Literal["days spoken", "all days"]
"""What a sum over days is divided by: those on which the forecaster had a value, or all the question had."""


@dataclass(frozen=True, slots=True, eq=False)
class BesideMedian:
    """Losses beside the median of everybody with a value that day; silent groups are not in it."""

    group: Whole
    """(k,) which groups, rising."""
    own: Column
    """(k,) the group's own loss."""
    relative: Column
    """(k,) its own less the median, averaged; lower is better."""


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """One row for each group and day with a value, sorted by group, then day; columns (n,)."""

    group: Whole
    day: Whole
    loss: Column

    def only(self, kept: Flags) -> Days:
        """The days that are marked (n,)."""
        return Days(self.group[kept], self.day[kept], self.loss[kept])


def beside_the_median(
    *, steps: Steps, question: ArrayLike, loss: ArrayLike, divided_by: Divisor, fewest: int = 1
) -> BesideMedian:
    """Losses less the median loss of the same day, averaged over days. `steps` has one tick a day (`daily`).

    `question` (groups,) numbers the question of each group, `loss` (forecasts,) is most often the Brier
    score over options (0-2). Good Judgment Open, INFER, Themis: `divided_by="days spoken"`; Cultivate's
    relative score: "all days", so that a day of silence is as good as the median. `fewest` leaves out days on
    which fewer had a value; Themis's is 2. `own` is averaged over the days spoken, either way.
    Raises RefusedError (a ValueError) for NaN or uneven shapes.
    Source: Good Judgment Open, frequently asked questions; Cultivate Labs, guide to relative Brier scores.
    """
    lost, asked = per_forecast("loss", loss, steps), numbers_of_groups(question, steps.groups)
    step, day = each_day(steps.from_us, steps.to_us)
    days = Days(steps.group[step], day, lost[steps.row[step]])
    median, speak = medians(days, asked)
    kept = speak >= fewest
    return _averaged(days.only(kept), median[kept], steps, divided_by)


def each_day(first: Whole, end: Whole) -> tuple[Whole, Whole]:
    """The days from `first` up to `end` of each step, one after the other: whose each is, and which day."""
    many = end - first
    step = np.repeat(np.arange(many.size), many)
    return step, first[step] + np.arange(step.size) - np.repeat(np.cumsum(many) - many, many)


def medians(days: Days, asked: Whole) -> tuple[Column, Whole]:
    """(n,) for each cell the median loss on its question that day, and how many had a value."""
    whose = asked[days.group]
    order = np.lexsort((days.loss, days.day, whose))
    day, question = days.day[order], whose[order]
    new = np.flatnonzero(np.append(True, (day[1:] != day[:-1]) | (question[1:] != question[:-1])))[: day.size]
    many = np.diff(new, append=day.size)
    loss = days.loss[order]
    middle = (loss[new + (many - 1) // 2] + loss[new + many // 2]) / 2.0
    median, speak = np.empty(day.size), np.empty(day.size, dtype=np.int64)
    median[order], speak[order] = np.repeat(middle, many), np.repeat(many, many)
    return median, speak


def _averaged(days: Days, median: Column, steps: Steps, divided_by: Divisor) -> BesideMedian:
    spoken = np.bincount(days.group, minlength=steps.groups)
    spoke = np.flatnonzero(spoken)
    own = totals(days.group, days.loss, steps.groups)[spoke] / spoken[spoke]
    ahead = totals(days.group, days.loss - median, steps.groups)[spoke]
    match divided_by:
        case "days spoken":
            relative = ahead / spoken[spoke]
        case "all days":
            relative = ahead / steps.scheduled_us[spoke]
    return BesideMedian(sealed(spoke), sealed(own), sealed(relative))
