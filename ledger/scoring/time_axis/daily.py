"""One value a day instead of all the time, as Good Judgment, Cultivate and INFER score.

A day has the forecast that stood when it ended, and only full days count. As with a spot, that is a step
function of its own, in which a day is one tick: so `averaged_loss` averages over the days with a value,
and `accrued` over all days of the question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.time_axis.spot import DAY, ticks

if TYPE_CHECKING:
    from ledger.scoring.columns import Whole
    from ledger.scoring.time_axis.steps import Schedule, Steps


def daily(*, steps: Steps, midnight_us: int | None = None) -> Steps:
    """The steps with one tick for each full day of the question, in which the day's last forecast stands.

    Days are 24 hours long and begin with T0, or at a midnight: `midnight_us` is any, in microseconds, of the
    platform's zone. A question counts from T0 to the earlier of `closes_at` and `known_at`; a forecast made on
    its last, incomplete day has no value at all.
    """
    begins = first_day(steps.schedule, midnight_us)
    whose = begins[steps.group]
    first, last = (steps.from_us - whose) // DAY, (steps.to_us - whose) // DAY
    kept = np.flatnonzero(last > np.maximum(first, 0))
    return replace(
        steps,
        row=steps.row[kept],
        group=steps.group[kept],
        from_us=np.maximum(first, 0)[kept],
        to_us=last[kept],
        schedule=ticks(np.maximum((steps.schedule.ends_us - begins) // DAY, 0)),
    )


def first_day(schedule: Schedule, midnight_us: int | None) -> Whole:
    """When the first full day of each question begins, (groups,)."""
    if midnight_us is None:
        return schedule.t0_us
    return schedule.t0_us + (midnight_us - schedule.t0_us) % DAY
