"""One forecast from every resolved question, so that forty updates count once.

By default the one that stood in the middle of the time covered, which late certainty cannot move.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ledger.record.columns import forecast_columns
from ledger.record.ended import question_ends
from ledger.scoring import brier_score
from ledger.standing.histories import USUAL, histories_of
from ledger.standing.scored import happened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ledger.record.columns import ForecastColumns
    from ledger.record.ended import QuestionEnd
    from ledger.record.opening import Record
    from ledger.scoring import Steps
    from ledger.standing.calibration.names import Which
    from ledger.standing.histories import Choice, History
    from ledger.standing.scored import Scored


class Said(NamedTuple):
    """One resolved yes/no question: the probability taken, what happened, the Brier score (0-1).

    `made_us` is when it was said. `early` says that the outcome was known before the scheduled end. `reason` is what
    the forecaster wrote then; it is read for misses only.
    """

    question: Scored
    forecast: int
    made_us: int
    probability: float
    occurred: bool
    brier: float
    reason: str | None = None

    @property
    def early(self) -> bool:
        """Whether the outcome was known before the scheduled end."""
        return self.question.known_us < self.question.closes_us


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What calibration starts from, read once: every question, one forecaster's forecasts, and the histories of both."""

    forecaster: str
    ends: Sequence[QuestionEnd]
    forecasts: ForecastColumns
    histories: tuple[History, ...]

    def of_kinds(self, *kinds: str) -> tuple[History, ...]:
        """The histories of these kinds of questions."""
        return tuple(one for one in self.histories if one.kind in kinds)


def read(
    record: Record, forecaster: str, *, choice: Choice = USUAL, ends: Sequence[QuestionEnd] | None = None
) -> Read:
    """Everything of one forecaster; with `ends`, those are not read again."""
    asked = question_ends(record) if ends is None else ends
    forecasts = forecast_columns(record, forecaster)
    return Read(forecaster, asked, forecasts, histories_of(forecaster, asked, forecasts, choice))


def said(histories: Iterable[History], which: Which) -> tuple[Said, ...]:
    """What was taken of every resolved yes/no question, in the order the questions were asked."""
    return tuple(one for history in histories if history.kind == "binary" for one in _said(history, which))


def taken_rows(steps: Steps, which: Which) -> NDArray[np.int64]:
    """(m,) the forecast, by its row, taken from every group that covered any time."""
    groups, first = np.unique(steps.group, return_index=True)
    match which:
        case "first":
            place = first
        case "last":
            place = np.append(first[1:], steps.group.size)[: groups.size] - 1
        case "middle":
            place = _middle(steps, first, groups)
    return np.asarray(steps.row[place])


def _middle(steps: Steps, first: NDArray[np.int64], groups: NDArray[np.int64]) -> NDArray[np.int64]:
    ends = np.cumsum(steps.lasted_us.astype(np.float64))
    begins = ends[first] - steps.lasted_us[first]
    return np.searchsorted(ends, begins + steps.covered_us[groups] / 2.0)


def _said(history: History, which: Which) -> list[Said]:
    rows = taken_rows(history.steps, which)
    rows = rows[~np.isnan(history.forecasts.probability[rows])]
    questions = [history.questions[group] for group in history.group[rows].tolist()]
    occurred = np.array([happened(one.outcome) for one in questions], dtype=np.float64)
    probability = history.forecasts.probability[rows]
    columns = (
        history.forecasts.forecast[rows],
        history.forecasts.made_us[rows],
        probability,
        occurred == 1.0,
        brier_score(probability=probability, occurred=occurred),
    )
    return [Said(*row) for row in zip(questions, *(column.tolist() for column in columns), strict=True)]


def scored_families(record: Record, found: Read) -> dict[str, str]:
    """The questions that have a score, by id, with their families: what the denominator is told."""
    binary = {
        one.id: one.family
        for history in found.of_kinds("binary")
        for one in (history.questions[group] for group in _spoke(history))
    }
    others = [history for history in found.histories if history.kind != "binary"]
    return binary | _scored(record, others) if others else binary


def _scored(record: Record, others: Iterable[History]) -> dict[str, str]:
    # the rules of all kinds take as long to load as a thousand forecasts to count; a record of yes/no questions needs none
    from ledger.standing.scores import lines_of, said_forms

    lines = (line for history in others for line in lines_of(history, said_forms(record, history)))
    return {line.question.id: line.question.family for line in lines if line.scores}


def _spoke(history: History) -> list[int]:
    """The groups of yes/no forecasts that covered any time with a probability."""
    said_one = ~np.isnan(history.forecasts.probability[history.steps.row])
    return np.flatnonzero(np.bincount(history.steps.group[said_one])).tolist()


def spoken(found: Read) -> frozenset[str]:
    """The questions a forecaster spoke on, resolved or not, by id. What was undone as a slip was never said."""
    said = found.forecasts
    numbers = set(said.question[said.gone_us > said.made_us].tolist())
    return frozenset(end.id for end in found.ends if end.number in numbers)
