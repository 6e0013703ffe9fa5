"""Everybody's forecasts on resolved questions of one kind: what compares people with each other starts from.

People only: publications have no score, naive forecasts are nobody's, and a private question is its owner's alone.
Numbers added by us come only when they are asked for, and then apart, unless the question is what they would change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from ledger.record.columns import EveryForecast, ForecastColumns, every_forecast
from ledger.record.ended import question_ends, stating_publications
from ledger.standing.histories import CLAIMED, USUAL, held
from ledger.standing.scored import Scored, counts_for, scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ledger.record.ended import QuestionEnd
    from ledger.record.opening import Record
    from ledger.scoring import Steps
    from ledger.standing.histories import Choice

Origin = Literal["said", "imputed", "both"]
"""What people really said, numbers added by us, or both as if they had said them."""

NOBODY = ""
"""No forecaster's name: for whom a private question never counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Everybody's forecasts on resolved questions of one kind; a group is one forecaster on one question.

    `questions` are those that somebody spoke on, in the order they were asked; `forecasters` in the order of names.
    `forecasts` (n,) are sorted by question, forecaster, time, seq; `group` (n,) says whose group a forecast is in.
    `group_question` and `group_forecaster` (groups,) are positions in `questions` and `forecasters`. `steps` holds
    the stretches of time that are scored: a group that spoke too late has none.
    """

    kind: str
    questions: tuple[Scored, ...]
    forecasters: tuple[str, ...]
    forecasts: ForecastColumns
    group: NDArray[np.int64]
    group_question: NDArray[np.int64]
    group_forecaster: NDArray[np.int64]
    steps: Steps


def together(
    record: Record, kind: str, *, choice: Choice = USUAL, origin: Origin = "said", only: str | None = None
) -> Together:
    """Everybody on resolved questions of a kind (one of `histories.KINDS`), or on one of them (`only`, an id).

    `choice` says whether claimed times are taken, `origin` where the numbers come from; its `imputed` is not asked.
    """
    return together_of(
        kind,
        question_ends(record, only=only),
        every_forecast(record, only=only),
        publications=stating_publications(record),
        choice=choice,
        origin=origin,
    )


def together_of(
    kind: str,
    ends: Sequence[QuestionEnd],
    every: EveryForecast,
    *,
    publications: frozenset[str],
    choice: Choice = USUAL,
    origin: Origin = "said",
) -> Together:
    """The same from what was read already, with other ends or fewer rows where the question is what they change."""
    known = [
        one
        for end in ends
        if end.kind == kind and counts_for(end, NOBODY) and (one := scored(end)) is not None
    ]
    people = np.array([name not in publications for name in every.names], dtype=np.bool_)
    numbers = np.array([one.number for one in known], dtype=np.int64)
    counted = people[every.forecaster] & np.isin(every.forecasts.question, numbers)
    return _grouped(kind, known, every.only(counted & _taken(every.forecasts, choice, origin)))


def _taken(forecasts: ForecastColumns, choice: Choice, origin: Origin) -> NDArray[np.bool_]:
    times = np.ones(forecasts.grade.shape, dtype=np.bool_) if choice.claimed else forecasts.grade != CLAIMED
    match origin:
        case "said":
            return np.asarray(times & ~forecasts.imputed)
        case "imputed":
            return np.asarray(times & forecasts.imputed)
        case "both":
            return times


def _grouped(kind: str, known: Sequence[Scored], every: EveryForecast) -> Together:
    by_number = {one.number: one for one in known}
    spoken, question = np.unique(every.forecasts.question, return_inverse=True)
    spoke, forecaster = np.unique(every.forecaster, return_inverse=True)
    pair = question * max(spoke.size, 1) + forecaster
    order = np.argsort(pair, kind="stable")  # within a group the rows stay in the order of time
    pairs, group = np.unique(pair[order], return_inverse=True)
    questions = tuple(by_number[number] for number in spoken.tolist())
    forecasts, group_question = every.forecasts.only(order), pairs // max(spoke.size, 1)
    return Together(
        kind=kind,
        questions=questions,
        forecasters=tuple(every.names[place] for place in spoke.tolist()),
        forecasts=forecasts,
        group=group,
        group_question=group_question,
        group_forecaster=pairs % max(spoke.size, 1),
        steps=held([questions[place] for place in group_question.tolist()], forecasts, group),
    )
