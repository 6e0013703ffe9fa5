"""The crowd as a forecaster of its own: what the people who spoke at each moment said together, over time.

It is a step function like anybody's, with one group per question, so every score applies to it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ledger.scoring.columns import Column, Whole, probability_column, sealed
from ledger.scoring.people.aggregates import crowd_mean, crowd_median, geometric_mean_of_odds, recency_weights
from ledger.scoring.people.groups import flags_of_groups, numbers_of_groups
from ledger.scoring.refusals import UnevenShapesError
from ledger.scoring.time_axis.steps import Schedule, Steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import ArrayLike


class Aggregate(Protocol):
    """Makes one forecast of what n people say, at each of some moments."""

    def __call__(self, said: Column, /) -> Column:
        """From (moments, n, options), oldest first, to (moments, options)."""
        ...


def extremised(*, factor: float) -> Aggregate:
    """The geometric mean of odds raised to the power `factor`, which belongs beside every number made by it."""
    return lambda said: geometric_mean_of_odds(probabilities=said, factor=factor)


AGGREGATES: Mapping[str, Aggregate] = {
    "median": lambda said: crowd_median(probabilities=said),
    "mean": lambda said: crowd_mean(probabilities=said),
    "mean odds": lambda said: geometric_mean_of_odds(probabilities=said),
    "recent median": lambda said: crowd_median(
        probabilities=said, weights=recency_weights(forecasts=said.shape[-2])
    ),
    "recent mean": lambda said: crowd_mean(
        probabilities=said, weights=recency_weights(forecasts=said.shape[-2])
    ),
}
"""By name: everybody alike, or by Metaculus's recency weights (its community prediction is the recent median
of a yes or no and of options, the recent mean of the CDFs of a number)."""


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """What the crowd said, as one forecaster; forecast k is that of step k."""

    steps: Steps
    """One group per question, in the order of their numbers."""
    question: Whole
    """(groups,) the number of each."""
    probabilities: Column
    """(steps,) of YES, or (steps, options), as the people's were given."""
    people: Whole
    """(steps,) how many spoke."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of time in which the same forecasts stand, as rows of the steps, oldest first."""

    from_us: int
    to_us: int
    standing: tuple[int, ...]


def crowd_over_time(
    *,
    steps: Steps,
    question: ArrayLike,
    probabilities: ArrayLike,
    aggregate: Aggregate,
    fewest: int = 1,
    base: ArrayLike | None = None,
) -> Crowd:
    """What an aggregate of everybody who speaks says at every moment, while at least `fewest` do.

    `question` (groups,) numbers the question of each group; all groups of one have one schedule.
    `probabilities` (forecasts,) of YES or (forecasts, options), of every forecast the steps were made from;
    `base` (groups,) who belongs to the crowd, None: everybody. A forecast is as old as it is, from before T0, too.
    Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, or uneven shapes.
    """
    said = probability_column("probabilities", probabilities)
    asked = numbers_of_groups(question, steps.groups)
    if said.shape[:1] != (steps.forecasts,):
        raise UnevenShapesError({"probabilities": said.shape, "forecasts": (steps.forecasts,)})
    among = flags_of_groups(base, steps.groups)
    rows = np.arange(steps.row.size) if among is None else np.flatnonzero(among[steps.group])
    numbers, first = np.unique(asked, return_index=True)
    found = [
        list(_stretches(steps, some, fewest))
        for some in _by_question(rows, asked[steps.group[rows]], numbers)
    ]
    return Crowd(
        steps=_as_steps(found, _schedule(steps.schedule, first)),
        question=sealed(numbers),
        probabilities=_together(found, _options(said)[steps.row], aggregate, said.ndim == 1),
        people=sealed(np.array([len(one.standing) for each in found for one in each], dtype=np.int64)),
    )


def _by_question(rows: Whole, asked: Whole, numbers: Whole) -> list[Whole]:
    order = np.argsort(asked, kind="stable")
    return np.split(rows[order], np.searchsorted(asked[order], numbers[1:]))


def _stretches(steps: Steps, rows: Whole, fewest: int) -> Iterator[_Stretch]:
    """The stretches of one question between one change and the next."""
    rows = rows[np.lexsort((steps.made_us[rows], steps.from_us[rows]))]
    begins, ends = steps.from_us[rows], steps.to_us[rows]
    moments = np.unique(np.concatenate([begins, ends]))
    coming = np.split(rows, np.searchsorted(begins, moments[1:]))
    going = rows[np.argsort(ends, kind="stable")]
    gone = np.split(going, np.searchsorted(steps.to_us[going], moments[1:]))
    standing: dict[int, None] = {}
    for place, (at, until) in enumerate(zip(moments[:-1].tolist(), moments[1:].tolist(), strict=True)):
        for row in gone[place].tolist():
            del standing[row]
        standing |= dict.fromkeys(coming[place].tolist())
        if len(standing) >= max(fewest, 1):
            yield _Stretch(at, until, tuple(standing))


def _together(found: list[list[_Stretch]], said: Column, aggregate: Aggregate, binary: bool) -> Column:
    """What the crowd says in each stretch: those of as many people are reckoned together, question by question."""
    parts = [np.empty((0, said.shape[-1]))]
    for stretches in found:
        by_size: defaultdict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(stretches):
            by_size[len(one.standing)].append(place)
        part = np.empty((len(stretches), said.shape[-1]))
        for places in by_size.values():
            standing = np.array([stretches[place].standing for place in places], dtype=np.int64)
            part[places] = aggregate(said[standing])
        parts.append(part)
    rows = np.concatenate(parts)
    return sealed(rows[:, 1] if binary else rows)


def _options(said: Column) -> Column:
    return np.column_stack([1.0 - said, said]) if said.ndim == 1 else said


def _schedule(schedule: Schedule, groups: Whole) -> Schedule:
    return Schedule(schedule.t0_us[groups], schedule.closes_us[groups], schedule.known_us[groups])


def _as_steps(found: list[list[_Stretch]], schedule: Schedule) -> Steps:
    flat = [(group, one) for group, each in enumerate(found) for one in each]
    begins = sealed(np.array([one.from_us for _, one in flat], dtype=np.int64))
    return Steps(
        row=sealed(np.arange(len(flat))),
        group=sealed(np.array([group for group, _ in flat], dtype=np.int64)),
        from_us=begins,
        made_us=begins,
        to_us=sealed(np.array([one.to_us for _, one in flat], dtype=np.int64)),
        schedule=schedule,
        forecasts=len(flat),
    )
