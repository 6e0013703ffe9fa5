"""The trace of a peer score: from when to when which forecast stood beside how many others, and what it added."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Whole, probability_column
from ledger.scoring.people.groups import flags_of_groups, numbers_of_groups
from ledger.scoring.people.others import ALIKE
from ledger.scoring.people.peers import POINTS, gained
from ledger.scoring.time_axis.over_time import per_forecast
from ledger.scoring.time_axis.trace import known_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

    from ledger.scoring.time_axis.steps import Steps


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One stretch of time in which one forecast stood beside the same forecasts of others."""

    from_us: int
    to_us: int
    """Microseconds since 1970-01-01 UTC; the end is not included."""
    forecast: int
    """Which forecast, as a position in the columns the steps were made from."""
    others: int
    """How many others of the base spoke."""
    others_log: float | None
    """The mean of ln p over them: −infinity where one gave 0 % to what happened, None where nobody spoke."""
    finite: float
    """The term without what is endless in it."""
    endless: float
    """How many times −infinity belongs to it; below 0 for +infinity."""
    weight: float
    """The share of the scheduled duration this stretch takes, above 0 to 1."""

    @property
    def term(self) -> float:
        """The peer score of these moments: 100 (ln p − `others_log`), halved where that was asked for; 0 alone."""
        return self.finite if self.endless == 0.0 else math.copysign(math.inf, -self.endless)

    @property
    def contribution(self) -> float:
        """What the stretch adds to the score: term times weight."""
        return self.term * self.weight


@dataclass(frozen=True, slots=True)
class PeerTrace:
    """How one peer score of one forecaster on one question came about."""

    rows: tuple[PeerRow, ...]
    """In the order of time; empty for one who said nothing while it counted."""
    divided_by_us: int
    """The scheduled duration."""

    @property
    def total(self) -> float:
        """The score: the sum of the contributions, correctly rounded; 0 for no rows.

        Where some are +infinity and some −infinity the larger part decides, as in `peer_over_time`.
        """
        infinite = [row.contribution for row in self.rows if row.endless]
        if len(set(infinite)) == 1:
            return infinite[0]
        left = math.fsum(row.endless * row.weight for row in self.rows)
        if abs(left) > ALIKE * math.fsum(row.weight for row in self.rows if row.endless):
            return math.copysign(math.inf, -left)
        return math.fsum(row.finite * row.weight for row in self.rows)


def trace_of_peer(
    *,
    steps: Steps,
    question: ArrayLike,
    given: ArrayLike,
    group: int,
    base: ArrayLike | None = None,
    halved: bool = False,
) -> PeerTrace:
    """The trace of one group's `peer_over_time`, whose total it is; arguments and refusals as there."""
    chance = probability_column("given", per_forecast("given", given, steps))
    with np.errstate(divide="ignore"):
        logs = np.log(chance[steps.row])
    return _traced(steps, question, logs, POINTS / (1 + halved), group, base)


def trace_of_ahead(
    *, steps: Steps, question: ArrayLike, loss: ArrayLike, group: int, base: ArrayLike | None = None
) -> PeerTrace:
    """The trace of one group's `ahead_over_time`; in its rows `others_log` is the mean of the others' losses, negated."""
    return _traced(steps, question, gained(steps, loss), 1.0, group, base)


def _traced(
    steps: Steps, question: ArrayLike, value: Column, points: float, group: int, base: ArrayLike | None
) -> PeerTrace:
    asked, among = numbers_of_groups(question, steps.groups), flags_of_groups(base, steps.groups)
    on_it = asked[steps.group] == asked[known_group(steps, group)]
    others = on_it & (steps.group != group)
    if among is not None:
        others &= among[steps.group]
    found = _Beside(steps, value, np.flatnonzero(others), points)
    own = np.flatnonzero(steps.group == group).tolist()
    return PeerTrace(
        rows=tuple(row for step in own for row in found.rows(step)),
        divided_by_us=int(steps.scheduled_us[group]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Beside:
    """The others on a question."""

    steps: Steps
    logs: Column
    others: Whole
    points: float

    def rows(self, step: int) -> Iterator[PeerRow]:
        """One step, cut wherever one of the others begins, changes or falls silent."""
        begins, ends = int(self.steps.from_us[step]), int(self.steps.to_us[step])
        froms, tos = self.steps.from_us[self.others], self.steps.to_us[self.others]
        times = np.concatenate([froms, tos])
        inside = np.unique(times[(times > begins) & (times < ends)]).tolist()
        for at, until in pairwise([begins, *inside, ends]):
            standing = self.logs[self.others[(froms <= at) & (tos > at)]]
            yield self._row(step, at, until, standing)

    def _row(self, step: int, at: int, until: int, standing: Column) -> PeerRow:
        own, nought = float(self.logs[step]), np.isneginf(standing)
        finite = math.fsum(standing[~nought].tolist()) / max(standing.size, 1)
        given_up = float(nought.mean()) if standing.size else 0.0
        sure = math.isinf(own)
        return PeerRow(
            from_us=at,
            to_us=until,
            forecast=int(self.steps.row[step]),
            others=standing.size,
            others_log=None if not standing.size else -math.inf if given_up else finite,
            finite=self.points * ((0.0 if sure else own) - finite) if standing.size else 0.0,
            endless=(float(sure) - given_up) if standing.size else 0.0,
            weight=(until - at) / int(self.steps.scheduled_us[self.steps.group[step]]),
        )
