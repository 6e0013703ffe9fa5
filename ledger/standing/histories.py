"""What one forecaster said over time about resolved questions: the columns and steps that every score starts from.

Numbers added by us stand in a history of their own, so that they cannot reach a mean of what was really said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.record.columns import ForecastColumns, forecast_columns
from ledger.record.ended import question_ends
from ledger.scoring import schedule, steps
from ledger.standing.scored import Scored, counts_for, scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ledger.record.ended import QuestionEnd
    from ledger.record.opening import Record
    from ledger.scoring import Steps

KINDS = ("binary", "multiple_choice", "numeric", "date")
CLAIMED = 2
"""The position of `claimed` in the grades."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which forecasts are taken: those whose time is only claimed, and numbers added by us, on request."""

    claimed: bool = False
    imputed: bool = False


USUAL = Choice()
"""Seen and documented forecasts, as they were really said."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """One forecaster's forecasts on resolved questions of one kind; a group is one question.

    `questions` (groups,) and `forecasts` (n,) are sorted alike; `group` (n,) says whose group a forecast is in;
    `steps` holds the stretches of time that are scored.
    """

    forecaster: str
    kind: str
    imputed: bool
    questions: tuple[Scored, ...]
    forecasts: ForecastColumns
    group: NDArray[np.int64]
    steps: Steps


def histories(
    record: Record, forecaster: str, *, choice: Choice = USUAL, only: str | None = None
) -> tuple[History, ...]:
    """The histories of a forecaster, by kind, then what was really said before numbers added by us."""
    ends = question_ends(record, only=only)
    return histories_of(forecaster, ends, forecast_columns(record, forecaster, only=only), choice)


def histories_of(
    forecaster: str, ends: Sequence[QuestionEnd], forecasts: ForecastColumns, choice: Choice
) -> tuple[History, ...]:
    """The same from what was read already."""
    known = [one for end in ends if counts_for(end, forecaster) and (one := scored(end)) is not None]
    taken = forecasts if choice.claimed else forecasts.only(forecasts.grade != CLAIMED)
    made = [
        _history(forecaster, kind, [one for one in known if one.kind == kind], taken, imputed=imputed)
        for kind in KINDS
        for imputed in ((False, True) if choice.imputed else (False,))
    ]
    return tuple(one for one in made if one.questions)


def _history(
    forecaster: str, kind: str, known: Sequence[Scored], taken: ForecastColumns, *, imputed: bool
) -> History:
    by_number = {one.number: one for one in known}
    numbers = np.fromiter(by_number, dtype=np.int64, count=len(by_number))
    rows = taken.only((taken.imputed == imputed) & np.isin(taken.question, numbers))
    spoken, group = np.unique(rows.question, return_inverse=True)
    questions = tuple(by_number[int(number)] for number in spoken)
    return History(forecaster, kind, imputed, questions, rows, group, held(questions, rows, group))


def held(questions: Sequence[Scored], forecasts: ForecastColumns, group: NDArray[np.int64]) -> Steps:
    """The stretches of time of forecasts that are sorted by group; `questions` holds the question of each group."""
    when = schedule(
        t0_us=_column([one.t0_us for one in questions]),
        closes_us=_column([one.closes_us for one in questions]),
        known_us=_column([one.known_us for one in questions]),
    )
    return steps(group=group, made_us=forecasts.made_us, gone_us=forecasts.gone_us, schedule=when)


def _column(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)
