"""Fatebook's relative Brier score, as it computes it, so that what it publishes can be reproduced.

It differs from every other score here in four ways, none of which we would choose: probabilities are
averaged over a day before they are squared, which is not proper; of a day's forecasts the last is taken to
have stood before the first was made; days before somebody spoke count as a score of 0, the best there is;
and a life of less than a day is not divided at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Whole, probability_column, sealed, totals
from ledger.scoring.people.groups import numbers_of_groups
from ledger.scoring.people.medians import BesideMedian, Days, each_day, medians
from ledger.scoring.time_axis.over_time import per_forecast
from ledger.scoring.time_axis.spot import DAY

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.time_axis.steps import Steps


def fatebook_brier(*, steps: Steps, question: ArrayLike, given: ArrayLike) -> BesideMedian:
    """Fatebook's Brier scores and relative Brier scores, of questions on which two or more spoke.

    `question` (groups,) numbers the question of each group, `given` (forecasts,) is the probability given to
    what happened. Each day of 24 hours from T0, the last cut short: the time-weighted mean of what was said,
    then 2 (1 − mean)², and that less the median over those with a value. The sum over days, the last by its
    length, is divided by the whole life of the question.
    `own` from 0 (best) to 2, `relative` from −2 to 2; lower is better.
    Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, or uneven shapes.
    Source: Fatebook, lib/_scoring.ts (relativeBrierScoring).
    """
    chance = probability_column("given", per_forecast("given", given, steps))
    asked, life = numbers_of_groups(question, steps.groups), steps.schedule.ends_us - steps.schedule.t0_us
    days = _days(steps, chance[steps.row], life)
    median, _ = medians(days, asked)
    weight = np.where(life < DAY, 1.0, 0.0)[days.group]
    weight = np.maximum(weight, np.minimum(1.0, life[days.group] / DAY - days.day))
    divisor = np.maximum(life / DAY, 1.0)
    own = totals(days.group, weight * days.loss, steps.groups) / divisor
    relative = totals(days.group, weight * (days.loss - median), steps.groups) / divisor
    compared = _compared(np.unique(days.group), asked)
    return BesideMedian(sealed(compared), sealed(own[compared]), sealed(relative[compared]))


def _compared(spoke: Whole, asked: Whole) -> Whole:
    _, question, speak = np.unique(asked[spoke], return_inverse=True, return_counts=True)
    return spoke[speak[question] > 1]


def _days(steps: Steps, said: Column, life: Whole) -> Days:
    """The Brier score of each group's mean probability, day by day."""
    t0 = steps.schedule.t0_us[steps.group]
    step, day = each_day((steps.from_us - t0) // DAY, (steps.to_us - 1 - t0) // DAY + 1)
    group, begins = steps.group[step], t0[step] + day * DAY
    length = np.minimum(DAY, t0[step] + life[group] - begins)
    overlap = np.minimum(steps.to_us[step], begins + length) - np.maximum(steps.from_us[step], begins)
    new = np.append(True, (group[1:] != group[:-1]) | (day[1:] != day[:-1]))[: step.size]
    first, last = np.flatnonzero(new), np.flatnonzero(np.append(new[1:], True)[: step.size])
    weight = overlap / length
    weight[last] = 0.0
    rest = 1.0 - np.add.reduceat(weight, first)
    mean = np.add.reduceat(weight * said[step], first) + rest * said[step[last]]
    return Days(group[last], day[last], 2.0 * (1.0 - mean) ** 2)
