"""The peer score over time: how far ahead of the others a forecaster was while both spoke.

Metaculus's score, with two of its slips left out: a forecaster who is alone gets nothing, and where the
last one has withdrawn nothing is compared with what they had said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.columns import Column, Flags, Whole, probability_column, whole_column
from ledger.scoring.others import Changes, ahead_of_others
from ledger.scoring.over_time import per_forecast
from ledger.scoring.refusals import UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from ledger.scoring.steps import Steps

POINTS = 100.0

MOST = int(np.iinfo(np.int64).max)


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
    within a question, and may be infinite. Range −infinity to infinity; higher is better; in the unit of
    the loss. Other arguments, edges and refusals as `peer_over_time`.
    """
    return _accrued(steps, question, -per_forecast("loss", loss, steps)[steps.row], base)


def _accrued(steps: Steps, question: ArrayLike, value: Column, base: ArrayLike | None) -> Column:
    asked, among = numbers_of_groups(question, steps.groups), flags_of_groups(base, steps.groups)
    changes = [changes_of(steps, asked, value, among)] if steps.row.size else []
    total = ahead_of_others(changes, steps.groups)
    return np.divide(total, steps.scheduled_us, out=np.zeros(steps.groups), where=steps.scheduled_us > 0)


def numbers_of_groups(question: ArrayLike, groups: int) -> Whole:
    """`question` as it was given, (groups,). Raises UnevenShapesError or OutOfRangeError."""
    asked = whole_column("question", question)
    if asked.shape != (groups,):
        raise UnevenShapesError({"question": asked.shape, "groups": (groups,)})
    return asked


def flags_of_groups(base: ArrayLike | None, groups: int) -> Flags | None:
    """`base` as it was given, (groups,). Raises UnevenShapesError for another shape."""
    among = None if base is None else np.asarray(base, dtype=np.bool_)
    if among is not None and among.shape != (groups,):
        raise UnevenShapesError({"base": among.shape, "groups": (groups,)})
    return among


def changes_of(steps: Steps, question: Whole, value: Column, base: Flags | None) -> Changes:
    """The steps as changes in what people say; `value` (steps,) of at least one, `question` and `base` (groups,)."""
    goes_on = (steps.group[1:] == steps.group[:-1]) & (steps.from_us[1:] == steps.to_us[:-1])
    silent = np.flatnonzero(~np.append(goes_on, False))
    group, at = _both(steps.group, steps.group, silent), _both(steps.from_us, steps.to_us, silent)
    order = _by_question_and_time(question[group], at)
    first = np.flatnonzero(np.diff(question[group][order], prepend=question[group[order[0]]] - 1))

    def changed(said: NDArray[Any]) -> NDArray[Any]:
        before = np.append(said[:1] * 0, said[:-1] * goes_on)
        return _both(said - before, -said, silent)[order]

    endless = np.isneginf(value)
    return Changes(
        bounds=np.append(first, order.size),
        until_us=np.maximum.reduceat(at[order], first),
        group=group[order],
        at_us=at[order],
        speaks=changed(np.ones(value.size, dtype=np.int64)),
        value=changed(np.where(endless, 0.0, value)),
        endless=changed(endless.astype(np.int64)) if endless.any() else None,
        base=None if base is None else base[group[order]],
    )


def _both(begun: NDArray[Any], ended: NDArray[Any], silent: Whole) -> NDArray[Any]:
    return np.concatenate([begun, ended[silent]])


def _by_question_and_time(question: Whole, at: Whole) -> Whole:
    """The order of rows by question, then by time; among equals any, for no time lies between them."""
    least, span = int(at.min()), int(at.max()) - int(at.min()) + 1
    lowest, many = int(question.min()), int(question.max()) - int(question.min()) + 1
    if many * span > MOST:
        return np.lexsort((at, question))
    return np.argsort((question - lowest) * span + (at - least))
