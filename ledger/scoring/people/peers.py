"""The peer score over time: how far ahead of the others a forecaster was while both spoke.

Metaculus's score, with two of its slips left out: a forecaster who is alone gets nothing, and where the
last one has withdrawn nothing is compared with what they had said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, probability_column
from ledger.scoring.people.changes import changes_of
from ledger.scoring.people.groups import flags_of_groups, numbers_of_groups
from ledger.scoring.people.others import ahead_of_others
from ledger.scoring.refusals import OutOfRangeError
from ledger.scoring.time_axis.over_time import per_forecast

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.time_axis.steps import Steps

POINTS = 100.0


def peer_over_time(
    *,
    steps: Steps,
    question: ArrayLike,
    given: ArrayLike,
    base: ArrayLike | None = None,
    halved: bool = False,
) -> Column:
    """Peer scores accrued over the scheduled duration, (groups,): Σ 100 (ln p − mean of the others' ln p) time / D.

    `question` (groups,) numbers the question of each group; one forecaster has one group on a question.
    `given` (forecasts,) is the probability (or the mass of the bin) given to **what happened**, of every
    forecast the steps were made from. `base` (groups,) marks who is among the others; somebody outside
    the base is compared with all of it. `halved` for continuous questions, as Metaculus has it.
    Range −infinity to infinity; higher is better; no unit. While nobody else speaks nothing accrues, and
    silence is worth 0. At every moment the scores of the base sum to 0.
    Edges: whoever gave 0 % to what happened gets −infinity, and +infinity whoever spoke at that time and
    gave more; among people who all gave 0 % nobody is ahead. One who did both in a question gets the sign
    of the larger part, as if 0 % were one small chance that tends to nothing.
    Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, or uneven shapes.
    Source: Metaculus, scoring/score_math.py (evaluate_forecasts_peer_accuracy).
    """
    chance = probability_column("given", per_forecast("given", given, steps))
    with np.errstate(divide="ignore"):
        logs = np.log(chance[steps.row])
    return _accrued(steps, question, POINTS * logs / (1 + halved), base)


def ahead_over_time(
    *, steps: Steps, question: ArrayLike, loss: ArrayLike, base: ArrayLike | None = None
) -> Column:
    """The mean of the others' losses less one's own, accrued over the scheduled duration, (groups,).

    The peer score of any loss: `loss` (forecasts,) is a Brier score, a CRPS or an error, in one unit
    within a question, and may be +infinity. Range −infinity to infinity; higher is better; in the unit of
    the loss. Other arguments, edges and refusals as `peer_over_time`.
    """
    return _accrued(steps, question, gained(steps, loss), base)


def gained(steps: Steps, loss: ArrayLike) -> Column:
    """(steps,) the losses (forecasts,) with their sign turned. Raises OutOfRangeError for a loss of −infinity."""
    lost = per_forecast("loss", loss, steps)[steps.row]
    if np.isneginf(lost).any():
        raise OutOfRangeError("loss", float(lost.min()), "above −infinity, which no loss can be")
    return -lost


def _accrued(steps: Steps, question: ArrayLike, value: Column, base: ArrayLike | None) -> Column:
    asked, among = numbers_of_groups(question, steps.groups), flags_of_groups(base, steps.groups)
    changes = [changes_of(steps, asked, value, among)] if steps.row.size else []
    total = ahead_of_others(changes, steps.groups)
    return np.divide(total, steps.scheduled_us, out=np.zeros(steps.groups), where=steps.scheduled_us > 0)
