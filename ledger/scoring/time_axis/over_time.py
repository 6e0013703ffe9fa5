"""Scores over time: losses averaged over the time covered, zero-centred scores accrued over the schedule.

The two divide differently, on purpose. A loss divided by the scheduled duration would make silence
look like skill: 50 % said on the last of ten days has Brier 0.25, not 0.025. A zero-centred score that
were divided by the time covered would let a forecaster speak only where it is easy: so absence counts,
and is worth 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Whole, scored, sealed, totals
from ledger.scoring.refusals import UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.time_axis.steps import Steps


@dataclass(frozen=True, slots=True, eq=False)
class Averaged:
    """Losses of the groups that covered any time; a silent group is not in it, for it has no loss."""

    group: Whole
    """(k,) which groups, rising."""
    value: Column
    """(k,) the loss, in its own unit."""
    covered_us: Column
    """(k,) the time it is averaged over, in microseconds; above 0."""


def averaged_loss(*, steps: Steps, loss: ArrayLike) -> Averaged:
    """Losses averaged over the time covered: Σ loss · time / Σ time, per group.

    `loss` (forecasts,) of every forecast the steps were made from (Brier, log, CRPS, WIS, an error); those
    that cover no time do not enter. Never divided by the scheduled duration. Infinite where a loss is.
    Raises RefusedError (a ValueError) for NaN or another number of losses than forecasts.
    """
    covered = steps.covered_us
    spoke = np.flatnonzero(covered > 0)
    value = _summed(steps, "loss", loss)[spoke] / covered[spoke]
    return Averaged(group=sealed(spoke), value=sealed(value), covered_us=sealed(covered[spoke]))


def accrued(*, steps: Steps, points: ArrayLike) -> Column:
    """Zero-centred scores accrued over the scheduled duration: Σ points · time / D, per group, (groups,).

    `points` (forecasts,) of every forecast the steps were made from (baseline, peer, Brier points). Time
    without a forecast adds 0, and so does time after the outcome was known: a question known after 40 % of
    its time pays at most 40 %. A silent group has exactly 0.
    Raises RefusedError (a ValueError) for NaN or another number of points than forecasts.
    """
    return _per_scheduled(steps, _summed(steps, "points", points))


def time_covered(*, steps: Steps) -> Column:
    """The share of the scheduled duration that was covered, (groups,), 0 to 1; 0 for a silent group."""
    return _per_scheduled(steps, steps.covered_us)


def per_forecast(argument: str, given: ArrayLike, steps: Steps) -> Column:
    """One score per forecast of the steps. Raises UnevenShapesError or MissingNumberError."""
    column = scored(argument, given)
    if column.shape != (steps.forecasts,):
        raise UnevenShapesError({argument: column.shape, "forecasts": (steps.forecasts,)})
    return column


def _summed(steps: Steps, argument: str, given: ArrayLike) -> Column:
    held = per_forecast(argument, given, steps)[steps.row] * steps.lasted_us
    return totals(steps.group, held, steps.groups)


def _per_scheduled(steps: Steps, total: Column) -> Column:
    # A question that entered the ledger after it had closed has no duration, no steps and a total of 0.
    share = np.zeros(steps.groups)
    np.divide(total, steps.scheduled_us, out=share, where=steps.scheduled_us > 0)
    return share
