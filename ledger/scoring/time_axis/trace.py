"""Traces: the rows of time whose contributions add up to the number shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import whole_number
from ledger.scoring.refusals import NoTimeCoveredError, OutOfRangeError
from ledger.scoring.time_axis.over_time import per_forecast

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.columns import Column
    from ledger.scoring.time_axis.steps import Steps


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One stretch of time in which one forecast held."""

    from_us: int
    to_us: int
    """Microseconds since 1970-01-01 UTC; the end is not included."""
    forecast: int
    """Which forecast, as a position in the columns the steps were made from."""
    term: float
    """Its score by the rule, in the rule's unit."""
    weight: float
    """The share of the divisor this stretch takes, above 0 to 1."""

    @property
    def contribution(self) -> float:
        """What the stretch adds to the score: term times weight."""
        return self.term * self.weight


@dataclass(frozen=True, slots=True)
class Trace:
    """How one score of one forecaster on one question came about."""

    rows: tuple[TraceRow, ...]
    """In the order of time; empty for one who said nothing while it counted."""
    divided_by_us: int
    """The time the weights are shares of: the time covered for a loss, the scheduled duration else."""

    @property
    def total(self) -> float:
        """The score: the sum of the contributions, correctly rounded; 0 for no rows."""
        return math.fsum(row.contribution for row in self.rows)


def trace_of_loss(*, steps: Steps, loss: ArrayLike, group: int) -> Trace:
    """The trace of one group's `averaged_loss`: weights are shares of the time covered and sum to 1.

    Arguments and refusals as `averaged_loss`; raises NoTimeCoveredError for a group that covers none, OutOfRangeError for one there is not.
    """
    losses = per_forecast("loss", loss, steps)
    covered = int(steps.lasted_us[_stretch(steps, known_group(steps, group))].sum())
    if covered == 0:
        raise NoTimeCoveredError(group)
    return _trace(steps, losses, group, covered)


def trace_of_points(*, steps: Steps, points: ArrayLike, group: int) -> Trace:
    """The trace of one group's `accrued` score: weights are shares of the scheduled duration.

    They sum to the time covered; what is missing to 1 was silence or came after the outcome was known,
    and adds nothing. Arguments and refusals as `accrued`.
    """
    scheduled = int(steps.scheduled_us[known_group(steps, group)])
    return _trace(steps, per_forecast("points", points, steps), group, scheduled)


def known_group(steps: Steps, group: int) -> int:
    """The group itself, if the steps have it. Raises OutOfRangeError, or what `whole_number` does."""
    number = whole_number("group", group)
    if not 0 <= number < steps.groups:
        raise OutOfRangeError("group", number, f"from 0 to {steps.groups - 1}")
    return number


def _stretch(steps: Steps, group: int) -> slice:
    first, last = np.searchsorted(steps.group, [group, group + 1])
    return slice(int(first), int(last))


def _trace(steps: Steps, scores: Column, group: int, divided_by_us: int) -> Trace:
    stretch = _stretch(steps, group)
    times = zip(steps.from_us[stretch].tolist(), steps.to_us[stretch].tolist(), strict=True)
    rows = steps.row[stretch].tolist()
    return Trace(
        rows=tuple(
            TraceRow(begins, ends, row, float(scores[row]), (ends - begins) / divided_by_us)
            for (begins, ends), row in zip(times, rows, strict=True)
        ),
        divided_by_us=divided_by_us,
    )
