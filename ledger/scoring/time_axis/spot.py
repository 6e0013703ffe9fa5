"""One moment instead of all the time: spot scores, the midpoint of a question's life, fixed checkpoints.

Each is a step function like any other, in which the moment is all the time there is. So what scores
forecasts over time scores them at a moment: `accrued` gives the spot baseline, `peer_over_time` the spot
peer, `averaged_loss` the loss of those who spoke.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Whole, count, probability_column, single, whole_column
from ledger.scoring.refusals import UnevenShapesError
from ledger.scoring.time_axis.steps import NEVER, Schedule, Steps

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

EVER = int(np.iinfo(np.int64).min)
"""What lies before everything; times do not wrap around to the other end."""

HOUR = 3_600_000_000
DAY = 24 * HOUR

THEMIS_BEFORE_CLOSE = tuple(HOUR * hours for hours in (12, 24)) + tuple(
    DAY * days for days in (7, 30, 60, 90, 180, 365)
)
"""Themis samples markets so long before they close, in microseconds; beside the quarters of their life."""

THEMIS_AFTER_OPEN = (12 * HOUR, 24 * HOUR, 7 * DAY, 30 * DAY)
"""And so long after they open."""


def spot(*, steps: Steps, at_us: ArrayLike) -> Steps:
    """What stood at one moment of each group's question, as if there were no other time.

    `at_us` (groups,) in microseconds; NEVER where there is no such moment, and nobody stands. Metaculus's
    t* is the earlier of the question's spot time and its actual close: a moment at or after the end of what
    counts is taken for the end, and finds those who stood when it came. A forecast made at the moment itself
    stands, its forecaster's and everybody else's (Metaculus takes it as a forecast, but compares it with a
    crowd from just before); one made when the question ended stands nowhere.
    Raises RefusedError (a ValueError) for other shapes or types.
    """
    moment = whole_column("at_us", at_us)
    if moment.shape != (steps.groups,):
        raise UnevenShapesError({"at_us": moment.shape, "groups": (steps.groups,)})
    at, ends = moment[steps.group], steps.schedule.ends_us[steps.group]
    stands = np.where(at < ends, (steps.from_us <= at) & (at < steps.to_us), steps.to_us == ends)
    kept = np.flatnonzero(stands & (at != NEVER))
    return replace(
        steps,
        row=steps.row[kept],
        group=steps.group[kept],
        from_us=np.zeros(kept.size, dtype=np.int64),
        to_us=np.ones(kept.size, dtype=np.int64),
        schedule=ticks(np.ones(steps.groups, dtype=np.int64)),
    )


def ticks(many: Whole) -> Schedule:
    """A time axis of so many ticks, (groups,), each as good as any other."""
    return Schedule(t0_us=np.zeros_like(many), closes_us=many, known_us=np.full_like(many, NEVER))


def share_of_life(*, schedule: Schedule, share: float) -> Whole:
    """The moment at which so large a share (0 to 1) of the time that counts had passed, (groups,).

    A question's life is from T0 to the earlier of `closes_at` and `known_at`; NEVER where it had none.
    0.5 is the midpoint, Themis's own choice, for late certainty cannot reach it. Raises RefusedError (a ValueError).
    """
    part = single("share", probability_column("share", share))
    life = schedule.ends_us - schedule.t0_us
    return np.where(life > 0, schedule.t0_us + np.floor(part * life).astype(np.int64), NEVER)


def before_close(*, schedule: Schedule, us: int) -> Whole:
    """The moment so many microseconds before the end of what counts, (groups,); NEVER if not after T0.

    Raises RefusedError (a ValueError) for a number below 0, or one that is not whole.
    """
    long = count("us", us, at_least=0)
    moment = np.where(schedule.ends_us >= EVER + long, schedule.ends_us - long, EVER)
    return np.where(moment > schedule.t0_us, moment, NEVER)


def after_open(*, schedule: Schedule, us: int) -> Whole:
    """The moment so many microseconds after T0, (groups,); NEVER if not before the end of what counts.

    Refusals as `before_close`.
    """
    long = count("us", us, at_least=0)
    moment = np.where(schedule.t0_us <= NEVER - long, schedule.t0_us + long, NEVER)
    return np.where(moment < schedule.ends_us, moment, NEVER)
