"""The time axis: a forecaster's forecasts on a question as a step function of time.

A *group* is one forecaster on one question. Its forecasts hold from T0, the later of `opens_at` and the
moment the question entered the ledger, to the earlier of `closes_at` and `known_at`. Each ends where the
next begins, where it was withdrawn, or where it expired; a withdrawn forecast does not bring back the
one before it. What was said outside that time is kept elsewhere and scored nowhere.

Times are microseconds since 1970-01-01 UTC as int64, ends are not included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Flags, Whole, one_axis, sealed, totals, whole_column
from ledger.scoring.refusals import NoSuchOptionError, OutOfOrderError, UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

NEVER = int(np.iinfo(np.int64).max)
"""The time of what has not happened: not withdrawn, not expired, not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """When each group's question is scored; columns of one shape (groups,). Build it with `schedule`."""

    t0_us: Whole
    closes_us: Whole
    known_us: Whole

    @property
    def scheduled_us(self) -> Whole:
        """D = closes_at − T0, (groups,); 0 where the question entered the ledger after it had closed."""
        return np.asarray(np.maximum(self.closes_us - self.t0_us, 0))

    @property
    def ends_us(self) -> Whole:
        """The earlier of closes_at and known_at, (groups,): nothing accrues from there on."""
        return np.minimum(self.closes_us, self.known_us)


def schedule(*, t0_us: ArrayLike, closes_us: ArrayLike, known_us: ArrayLike) -> Schedule:
    """A schedule from columns (groups,) of microseconds; `known_us` is NEVER where nothing is known yet.

    Raises RefusedError (a ValueError) for columns of another type than whole numbers, times that no int64 holds, or uneven shapes.
    """
    columns = {
        "t0_us": whole_column("t0_us", t0_us),
        "closes_us": whole_column("closes_us", closes_us),
        "known_us": whole_column("known_us", known_us),
    }
    _one_axis(columns)
    return Schedule(**{name: sealed(column) for name, column in columns.items()})


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The stretches of time that are scored: one row per forecast that covers any. Build it with `steps`."""

    row: Whole
    """(steps,) which forecast, as a position in the columns the steps were made from."""
    group: Whole
    """(steps,) whose, rising."""
    from_us: Whole
    """(steps,) where the stretch begins."""
    made_us: Whole
    """(steps,) when the forecast was made: before `from_us` where that was before T0."""
    to_us: Whole
    """(steps,) where it ends, not included; always after `from_us`."""
    schedule: Schedule
    """When each group's question is scored, (groups,)."""
    forecasts: int
    """How many forecasts the steps were made from, scored or not."""

    @property
    def groups(self) -> int:
        """How many groups there are, silent ones included."""
        return self.schedule.t0_us.size

    @property
    def scheduled_us(self) -> Whole:
        """(groups,) D = closes_at − T0."""
        return self.schedule.scheduled_us

    @property
    def lasted_us(self) -> Whole:
        """(steps,) how long each stretch is; above 0."""
        return self.to_us - self.from_us

    @property
    def covered_us(self) -> Column:
        """(groups,) time covered; 0 for a silent group."""
        return totals(self.group, self.lasted_us.astype(np.float64), self.groups)


def steps(*, group: ArrayLike, made_us: ArrayLike, gone_us: ArrayLike, schedule: Schedule) -> Steps:
    """The scored stretches of many forecasts at once.

    `group` (n,) numbers from 0, `made_us` (n,) when each was said, sorted by group, then time; among
    forecasts of one instant the last row counts. `gone_us` (n,) when it was withdrawn or expired,
    whichever came first, NEVER for neither. `schedule` holds one entry per group.
    Linear in n. Raises RefusedError (a ValueError) for unsorted rows, uneven shapes, other types than
    whole numbers, or a group the schedule does not hold.
    """
    whose, made = whole_column("group", group), whole_column("made_us", made_us)
    gone = whole_column("gone_us", gone_us)
    _one_axis({"group": whose, "made_us": made, "gone_us": gone})
    goes_on = _sorted_by_group_and_time(whose, made, schedule.t0_us.size)
    begins = np.maximum(made, schedule.t0_us[whose])
    ends = np.minimum(gone, schedule.ends_us[whose])
    ends[:-1][goes_on] = np.minimum(ends[:-1], made[1:])[goes_on]
    row = np.flatnonzero(ends > begins)
    return Steps(
        row=sealed(row),
        group=sealed(whose[row]),
        from_us=sealed(begins[row]),
        made_us=sealed(made[row]),
        to_us=sealed(ends[row]),
        schedule=schedule,
        forecasts=made.size,
    )


def joined(*, first: Steps, second: Steps) -> Steps:
    """The stretches of both: the second's groups and forecasts are numbered on after the first's."""
    return Steps(
        row=sealed(np.concatenate([first.row, second.row + first.forecasts])),
        group=sealed(np.concatenate([first.group, second.group + first.groups])),
        from_us=sealed(np.concatenate([first.from_us, second.from_us])),
        made_us=sealed(np.concatenate([first.made_us, second.made_us])),
        to_us=sealed(np.concatenate([first.to_us, second.to_us])),
        schedule=Schedule(
            t0_us=np.concatenate([first.schedule.t0_us, second.schedule.t0_us]),
            closes_us=np.concatenate([first.schedule.closes_us, second.schedule.closes_us]),
            known_us=np.concatenate([first.schedule.known_us, second.schedule.known_us]),
        ),
        forecasts=first.forecasts + second.forecasts,
    )


def _one_axis(columns: dict[str, Whole]) -> None:
    shapes = {name: one_axis(name, column).shape for name, column in columns.items()}
    if len(set(shapes.values())) != 1:
        raise UnevenShapesError(shapes)


def _sorted_by_group_and_time(whose: Whole, made: Whole, groups: int) -> Flags:
    """(n - 1,) whether the next row is of the same group. Raises for what is not sorted."""
    goes_on: Flags = whose[1:] == whose[:-1]
    if (whose[1:] < whose[:-1]).any():
        raise OutOfOrderError("group", "rows must be sorted by group")
    if (made[1:] < made[:-1])[goes_on].any():
        raise OutOfOrderError("made_us", "rows of one group must be sorted by time")
    if whose.size and not (whose[0] >= 0 and whose[-1] < groups):
        raise NoSuchOptionError("group", int(whose[0] if whose[0] < 0 else whose[-1]), groups)
    return goes_on
