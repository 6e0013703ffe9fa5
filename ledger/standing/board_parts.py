"""What one resolved question gave everybody who has a score on it: the parts every leaderboard is put together from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from ledger.questions.forecast import Chances
from ledger.questions.outcome import Chosen
from ledger.questions.says_stored import says_from
from ledger.record.forecasts import page
from ledger.scoring import accrued, baseline_score, brier_points, peer_over_time
from ledger.standing.scored import happened
from ledger.standing.scores import scored_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.standing.together import Together

ScoreName = Literal["peer", "baseline", "brier_points"]
"""The zero-centred scores: the only ones that may rank people."""

SHARED = 3
"""So many people must have a score on a question before it compares them."""
BILLION = 1_000_000_000
YES_OR_NO = 2.0
PAGE = 1_000


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
    given, options, said = _given(record, everybody)
    steps = scored_by(everybody.steps, said)
    points, spoke = np.zeros(steps.groups), steps.covered_us > 0
    match score:
        case "baseline":
            points = accrued(steps=steps, points=baseline_score(probability=given, options=options))
        case "brier_points":
            points = accrued(
                steps=steps, points=brier_points(probability=given, occurred=np.ones(given.size))
            )
        case "peer":
            zero = np.bincount(steps.group[given[steps.row] == 0.0], minlength=steps.groups) > 0
            # whoever gave 0 % to what happened is minus infinite and nobody's peer, or all others were infinite
            points = peer_over_time(steps=steps, question=everybody.group_question, given=given, base=~zero)
            points = np.where(zero, -np.inf, points)
    return tuple(_parts(everybody, points, spoke))


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


Given = tuple["NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.bool_]"]
"""(n,) each: the probability given to what happened, on how many options, and whether there is one (else 0.5 of 2)."""


def _given(record: Record, everybody: Together) -> Given:
    if everybody.kind == "binary":
        return _given_to_yes_or_no(everybody)
    return _given_to_options(record, everybody)


def _given_to_yes_or_no(everybody: Together) -> Given:
    probability = everybody.forecasts.probability
    said = ~np.isnan(probability)
    yes = np.array([happened(one.outcome) for one in everybody.questions]) == 1.0
    given = np.where(yes[everybody.group_question[everybody.group]], probability, 1.0 - probability)
    return np.where(said, given, 0.5), np.full(said.size, YES_OR_NO), said


def _given_to_options(record: Record, everybody: Together) -> Given:
    seqs, of = everybody.forecasts.forecast.tolist(), everybody.group_question[everybody.group].tolist()
    given, options = np.full(len(seqs), 0.5), np.full(len(seqs), YES_OR_NO)
    said = np.zeros(len(seqs), dtype=np.bool_)
    pages = (page(record, seqs[start : start + PAGE]) for start in range(0, len(seqs), PAGE))
    for place, row in enumerate(row for rows in pages for row in rows):
        says, outcome = says_from(row.says), everybody.questions[of[place]].outcome
        if isinstance(says, Chances) and isinstance(outcome, Chosen):
            chances = dict(says.options)
            given[place], options[place], said[place] = float(chances[outcome.option]), len(chances), True
    return given, options, said
