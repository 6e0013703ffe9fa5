"""What one resolved question gave everybody who has a score on it: the parts every leaderboard is put together from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from ledger.scoring import accrued, baseline_score, brier_points, peer_over_time
from ledger.standing.scored import Options
from ledger.standing.stated import stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.standing.stated import Stated
    from ledger.standing.together import Together

ScoreName = Literal["peer", "baseline", "brier_points"]
"""The zero-centred scores: the only ones that may rank people."""

SHARED = 3
"""So many people must have a score on a question before it compares them."""
BILLION = 1_000_000_000
YES_OR_NO = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One resolved question. `points` are billionths of a point by forecaster, accrued over the scheduled duration.

    Whole numbers, so that sums are exact in any order and can be taken apart again. `endless` are those whose score
    is minus infinite: they gave 0 % to what happened; they have no points.
    """

    question: str
    family: str
    points: Mapping[str, int]
    endless: frozenset[str]

    @property
    def scored(self) -> frozenset[str]:
        """Everybody who has a score on it."""
        return self.endless.union(self.points)

    @property
    def shared(self) -> bool:
        """Whether enough people have a score on it."""
        return len(self.scored) >= SHARED


def parts(record: Record, everybody: Together, score: ScoreName) -> tuple[Part, ...]:
    """The parts of all questions of a kind, by a score. Who covered no time, or only in words, has no score."""
    chances = stated(record, everybody) if everybody.group.size else None
    if chances is None:
        return ()
    points = _points(everybody, chances, score)
    return tuple(_parts(everybody, points, chances.steps.covered_us > 0))


def _points(everybody: Together, chances: Stated, score: ScoreName) -> NDArray[np.float64]:
    """(groups,) accrued over the scheduled duration."""
    steps, given = chances.steps, chances.given(everybody.group)
    match score:
        case "baseline":
            options = _options(everybody)[everybody.group]
            return accrued(steps=steps, points=baseline_score(probability=given, options=options))
        case "brier_points":
            happened = np.ones(given.size)
            return accrued(steps=steps, points=brier_points(probability=given, occurred=happened))
        case "peer":
            zero = np.bincount(steps.group[given[steps.row] == 0.0], minlength=steps.groups) > 0
            # whoever is alone on a question is ahead of nobody and behind nobody, whatever they said
            spoke = np.bincount(
                everybody.group_question[steps.covered_us > 0], minlength=len(everybody.questions)
            )
            zero &= spoke[everybody.group_question] > 1
            # whoever gave 0 % to what happened is minus infinite and nobody's peer, or all others were infinite
            ahead = peer_over_time(steps=steps, question=everybody.group_question, given=given, base=~zero)
            return np.where(zero, -np.inf, ahead)


def _options(everybody: Together) -> NDArray[np.float64]:
    """(groups,) how many options each group's question has; a yes or no has two."""
    counts = [
        len(one.scale.labels) if isinstance(one.scale, Options) else YES_OR_NO for one in everybody.questions
    ]
    return np.array(counts, dtype=np.float64)[everybody.group_question]


def _parts(everybody: Together, points: NDArray[np.float64], spoke: NDArray[np.bool_]) -> Iterator[Part]:
    names = [everybody.forecasters[place] for place in everybody.group_forecaster.tolist()]
    first = np.searchsorted(everybody.group_question, np.arange(len(everybody.questions) + 1)).tolist()
    values, has = points.tolist(), spoke.tolist()
    for place, question in enumerate(everybody.questions):
        own = [group for group in range(first[place], first[place + 1]) if has[group]]
        yield Part(
            question=question.id,
            family=question.family,
            points={names[one]: round(values[one] * BILLION) for one in own if values[one] != -np.inf},
            endless=frozenset(names[one] for one in own if values[one] == -np.inf),
        )
