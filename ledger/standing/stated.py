"""What people gave to each option of resolved questions, a yes or no having two: what peers and crowds are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.questions.forecast import Chances
from ledger.questions.outcome import Chosen
from ledger.questions.says_stored import says_from
from ledger.scoring import spot
from ledger.standing.histories import History
from ledger.standing.scored import Options, happened
from ledger.standing.scores import said_forms, scored_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.scoring import Steps
    from ledger.standing.scored import Scored
    from ledger.standing.together import Together

TOGETHER = ""
"""No forecaster's name: the history is everybody's."""


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """Chances of options over time.

    `chances` (n, options) are in the order of each question's options, NO before YES, with 0 beyond a question's
    last; `outcome` (groups,) is the one that happened; `steps` holds what was stated so, and nothing else.
    """

    chances: NDArray[np.float64]
    outcome: NDArray[np.int64]
    steps: Steps

    def given(self, group: NDArray[np.int64]) -> NDArray[np.float64]:
        """(n,) what each forecast gave to what happened; `group` (n,) says whose each is."""
        return np.take_along_axis(self.chances, self.outcome[group][:, None], axis=1)[:, 0]


def everybodys(found: Together) -> History:
    """All of it as one history, in which a group's question stands as often as it has groups."""
    return History(
        forecaster=TOGETHER,
        kind=found.kind,
        imputed=False,
        questions=tuple(found.questions[place] for place in found.group_question.tolist()),
        forecasts=found.forecasts,
        group=found.group,
        steps=found.steps,
    )


def stated(record: Record, found: Together) -> Stated | None:
    """The chances of a yes or no, or of options; None for what has neither."""
    history = everybodys(found)
    match found.kind:
        case "binary":
            return _binary(history)
        case "multiple_choice":
            return _options(history, said_forms(record, history))
        case _:
            return None


def _binary(history: History) -> Stated:
    said = ~np.isnan(history.forecasts.probability)
    yes = np.where(said, history.forecasts.probability, 0.0)
    outcome = np.array([happened(one.outcome) for one in history.questions], dtype=np.int64)
    return Stated(np.column_stack([1.0 - yes, yes]), outcome, scored_by(history.steps, said))


def _options(history: History, says: Mapping[int, Mapping[str, object]]) -> Stated:
    places = [_places(one) for one in history.questions]
    rows = np.zeros((history.group.size, max((len(each) for each in places), default=0)))
    said = np.zeros(history.group.size, dtype=np.bool_)
    for row, (forecast, group) in enumerate(
        zip(history.forecasts.forecast.tolist(), history.group.tolist(), strict=True)
    ):
        match says_from(says[forecast]):
            case Chances(options):
                said[row] = True
                for label, chance in options:
                    rows[row, places[group][label]] = float(chance)
            case _:
                continue
    return Stated(rows, _chosen(history.questions, places), scored_by(history.steps, said))


def _places(question: Scored) -> dict[str, int]:
    match question.scale:
        case Options(labels):
            return {label: place for place, label in enumerate(labels)}
        case _:
            return {}


def _chosen(questions: Sequence[Scored], places: Sequence[dict[str, int]]) -> NDArray[np.int64]:
    chosen = [
        each[question.outcome.option] if isinstance(question.outcome, Chosen) else 0
        for question, each in zip(questions, places, strict=True)
    ]
    return np.array(chosen, dtype=np.int64)


def at_the_end(steps: Steps) -> Steps:
    """What stood when each question ended: its spot, for no question of a ledger names another."""
    return spot(steps=steps, at_us=steps.schedule.ends_us)
