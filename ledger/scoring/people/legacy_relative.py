"""Metaculus's relative score of old: how far ahead of the community prediction, in bits, while both spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, probability_column
from ledger.scoring.people.groups import numbers_of_groups
from ledger.scoring.people.peers import ahead_over_time
from ledger.scoring.time_axis.over_time import per_forecast
from ledger.scoring.time_axis.steps import joined

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.time_axis.steps import Steps


def legacy_relative(
    *,
    steps: Steps,
    question: ArrayLike,
    given: ArrayLike,
    crowd: Steps,
    crowd_question: ArrayLike,
    crowd_given: ArrayLike,
) -> Column:
    """Relative scores (groups,): Σ log2(p / community's p) time / (end of what counts − T0).

    `given` (forecasts,) and `crowd_given` (the crowd's forecasts,) are the probabilities given to what happened,
    by people and by the community prediction (`crowd_over_time` with the recent median); `question` and
    `crowd_question` number the questions of their groups. Divided by the time the question really lasted, unlike
    every other score here, so a question that ends early pays in full. 0 for the silent.
    Range −infinity to infinity; higher is better; in bits. Infinite as `peer_over_time`.
    Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, or uneven shapes.
    Source: Metaculus, scoring/score_math.py (evaluate_forecasts_legacy_relative).
    """
    asked = np.append(
        numbers_of_groups(question, steps.groups), numbers_of_groups(crowd_question, crowd.groups)
    )
    chance = np.append(per_forecast("given", given, steps), per_forecast("crowd_given", crowd_given, crowd))
    with np.errstate(divide="ignore"):
        bits = -np.log2(probability_column("given", chance))
    among = np.arange(steps.groups + crowd.groups) >= steps.groups
    ahead = ahead_over_time(steps=joined(first=steps, second=crowd), question=asked, loss=bits, base=among)
    lasted = np.maximum(steps.schedule.ends_us - steps.schedule.t0_us, 1)
    return np.asarray(ahead[: steps.groups] * steps.scheduled_us / lasted)
