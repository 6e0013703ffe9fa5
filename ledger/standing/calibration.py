"""The calibration of one forecaster on yes/no questions, as far as the number of families bears it.

From every resolved question one forecast is taken, so that forty updates count once: by default the one that
stood in the middle of the time covered, which late certainty cannot move.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

import numpy as np

from ledger.record.forecasts import page
from ledger.scoring import (
    NARROW_END_EDGES,
    Stage,
    brier_score,
    corp,
    corp_by_chance,
    reliability_curve,
    small_numbers,
    stage,
)
from ledger.standing.histories import USUAL, histories
from ledger.standing.scored import happened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.scoring import Corp, CorpByChance, ReliabilityCurve, SmallNumbers, Steps
    from ledger.standing.histories import Choice, History
    from ledger.standing.scored import Scored

Which = Literal["first", "middle", "last"]
"""Which of several forecasts on one question is taken: the first that counted, the middle one by time, the last."""

MISSES = 3
MISSED_BY = 0.25
"""A Brier score above that of always saying 50 % is a miss."""


@dataclass(frozen=True, slots=True)
class Said:
    """One resolved yes/no question: the probability taken, what happened, the Brier score (0-1).

    `early` says that it was known before its scheduled end; `reason` is what the forecaster wrote then.
    """

    question: Scored
    forecast: int
    probability: float
    occurred: bool
    brier: float
    early: bool
    reason: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """The report. What the stage does not bear is None; `by_chance` stands beside `corp` always.

    `stage` is what the number of families allows; with `anyway` more is there than it allows.
    """

    forecaster: str
    which: Which
    stage: Stage
    families: int
    said: tuple[Said, ...]
    misses: tuple[Said, ...]
    block: SmallNumbers | None
    curve: ReliabilityCurve | None
    corp: Corp | None
    by_chance: CorpByChance | None

    @property
    def early(self) -> int:
        """How many ended before their scheduled end: a YES comes early, a NO only at the end."""
        return sum(one.early for one in self.said)


def calibration(
    record: Record,
    forecaster: str,
    *,
    choice: Choice = USUAL,
    which: Which = "middle",
    anyway: bool = False,
    on_schedule: bool = False,
) -> Calibration:
    """The calibration of a forecaster. `on_schedule` leaves out what was known before its scheduled end."""
    found = [
        one
        for history in histories(record, forecaster, choice=choice)
        for one in _said(record, history, which)
    ]
    return _report(
        forecaster, which, [one for one in found if not (on_schedule and one.early)], anyway=anyway
    )


def _report(forecaster: str, which: Which, said: Sequence[Said], *, anyway: bool) -> Calibration:
    families = len({one.question.family for one in said})
    allowed = stage(families)
    shown = Stage.ALL if anyway and said else allowed
    columns = _columns(said)
    return Calibration(
        forecaster=forecaster,
        which=which,
        stage=allowed,
        families=families,
        said=tuple(said),
        misses=_misses(said),
        block=small_numbers(**columns) if shown is not Stage.LIST else None,
        curve=_curve(columns, shown),
        corp=corp(**columns) if shown in {Stage.CORP, Stage.ALL} else None,
        by_chance=_by_chance(columns) if shown in {Stage.CORP, Stage.ALL} else None,
    )


class _Columns(TypedDict):
    probability: NDArray[np.float64]
    occurred: NDArray[np.float64]
    family: NDArray[np.str_]


def _columns(said: Sequence[Said]) -> _Columns:
    return {
        "probability": np.array([one.probability for one in said], dtype=np.float64),
        "occurred": np.array([one.occurred for one in said], dtype=np.float64),
        "family": np.array([one.question.family for one in said], dtype=np.str_),
    }


def _curve(columns: _Columns, shown: Stage) -> ReliabilityCurve | None:
    match shown:
        case Stage.LIST | Stage.SUMMARY:
            return None
        case Stage.GROUPS | Stage.CORP:
            return reliability_curve(**columns)
        case Stage.ALL:
            return reliability_curve(**columns, edges=NARROW_END_EDGES)


def _by_chance(columns: _Columns) -> CorpByChance:
    return corp_by_chance(probability=columns["probability"], family=columns["family"])


def _misses(said: Sequence[Said]) -> tuple[Said, ...]:
    worst = sorted(
        (one for one in said if one.brier > MISSED_BY), key=lambda one: (-one.brier, one.question.id)
    )
    return tuple(worst[:MISSES])


def _said(record: Record, history: History, which: Which) -> list[Said]:
    if history.kind != "binary":
        return []
    rows = [row for row in _taken(history.steps, which) if not np.isnan(history.forecasts.probability[row])]
    seqs = [int(history.forecasts.forecast[row]) for row in rows]
    reasons = {
        one.forecast: one.reason
        for start in range(0, len(seqs), 1000)
        for one in page(record, seqs[start : start + 1000])
    }
    return [_one(history, row, reasons) for row in rows]


def _one(history: History, row: int, reasons: dict[int, str | None]) -> Said:
    question = history.questions[int(history.group[row])]
    seq, probability = int(history.forecasts.forecast[row]), float(history.forecasts.probability[row])
    occurred = happened(question.outcome)
    return Said(
        question=question,
        forecast=seq,
        probability=probability,
        occurred=occurred == 1.0,
        brier=brier_score(probability=probability, occurred=occurred),
        early=question.known_us < question.closes_us,
        reason=reasons.get(seq),
    )


def _taken(steps: Steps, which: Which) -> list[int]:
    """The forecast (its row) taken from every group that covered any time."""
    groups, first = np.unique(steps.group, return_index=True)
    last = np.append(first[1:], steps.group.size) - 1
    match which:
        case "first":
            place = first
        case "last":
            place = last[: groups.size]
        case "middle":
            place = _middle(steps, first, groups)
    return [int(row) for row in steps.row[place]]


def _middle(steps: Steps, first: NDArray[np.int64], groups: NDArray[np.int64]) -> NDArray[np.int64]:
    ends = np.cumsum(steps.lasted_us.astype(np.float64))
    begins = ends[first] - steps.lasted_us[first]
    return np.searchsorted(ends, begins + steps.covered_us[groups] / 2.0)
