"""The calibration of one forecaster on questions with several options: the one held likeliest, and every option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.questions.forecast import Chances
from ledger.questions.outcome import Chosen
from ledger.questions.says_stored import says_from
from ledger.scoring import (
    Stage,
    happened_range,
    mean_score,
    per_option,
    reliability_curve,
    stage,
    top_choice,
)
from ledger.standing.calibration.groups import groups_of
from ledger.standing.calibration.taken import taken_rows
from ledger.standing.scores import said_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ledger.questions.forecast import Says
    from ledger.record.opening import Record
    from ledger.scoring import LuckRange, YesNo
    from ledger.standing.calibration.groups import Group
    from ledger.standing.calibration.names import Which
    from ledger.standing.calibration.taken import Read
    from ledger.standing.histories import History
    from ledger.standing.scored import Scored


@dataclass(frozen=True, slots=True)
class Chose:
    """What was said of a question's options: their chances, and the place of the one that came."""

    question: Scored
    forecast: int
    chances: tuple[float, ...]
    came: int


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """The option held likeliest of each question: how many came, of how many families, and how many should have.

    `curve` has its groups, none below thirty families.
    """

    questions: int
    families: int
    happened: float
    expected: LuckRange
    curve: tuple[Group, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OptionsCalibration:
    """The report. `top` leaves out questions whose likeliest options were equal; it is None below ten families.

    `waiting` counts those left out as their scheduled end is still to come. `every` has the groups of all options, each as a yes/no forecast; none below thirty families. How many of them came
    needs no telling: one of each question.
    """

    forecaster: str
    which: Which
    stage: Stage
    families: int
    waiting: int
    chose: tuple[Chose, ...]
    top: Top | None
    every: tuple[Group, ...]


def options_calibration(
    record: Record,
    found: Read,
    *,
    which: Which = "middle",
    ended_by_us: int | None = None,
    anyway: bool = False,
) -> OptionsCalibration:
    """The calibration on multiple-choice questions, from what was read."""
    all_of_them = [
        one for history in found.of_kinds("multiple_choice") for one in _chose(record, history, which)
    ]
    chose = [one for one in all_of_them if ended_by_us is None or one.question.closes_us <= ended_by_us]
    families = len({one.question.family for one in chose})
    allowed = stage(families=families)
    shown = Stage.ALL if anyway and chose else allowed
    drawn = shown not in {Stage.LIST, Stage.SUMMARY}
    return OptionsCalibration(
        forecaster=found.forecaster,
        which=which,
        stage=allowed,
        families=families,
        waiting=len(all_of_them) - len(chose),
        chose=tuple(chose),
        top=_top(chose, drawn=drawn) if shown is not Stage.LIST else None,
        every=_curve(_columns(chose, per_option)) if drawn else (),
    )


def _chose(record: Record, history: History, which: Which) -> list[Chose]:
    says = said_forms(record, history)
    rows = taken_rows(history.steps, which).tolist()
    pairs = ((history.questions[history.group[row]], int(history.forecasts.forecast[row])) for row in rows)
    return [one for question, seq in pairs if (one := _one(question, seq, says_from(says[seq]))) is not None]


def _one(question: Scored, forecast: int, says: Says) -> Chose | None:
    match says, question.outcome:
        case Chances(options), Chosen(came):
            labels = [label for label, _ in options]
            return Chose(
                question, forecast, tuple(float(chance) for _, chance in options), labels.index(came)
            )
        case _:
            return None


def _top(chose: Sequence[Chose], *, drawn: bool) -> Top | None:
    columns = _columns(chose, top_choice)
    probability, occurred, family = columns
    if not family:
        return None
    families = len(set(family))
    return Top(
        questions=len(family),
        families=families,
        happened=mean_score(score=occurred.astype(float), family=family) * families,
        expected=happened_range(probability=probability, family=family),
        curve=_curve(columns) if drawn else (),
    )


_Columns = tuple["NDArray[np.float64]", "NDArray[np.bool_]", list[str]]


def _columns(chose: Sequence[Chose], as_yes_no: Callable[..., YesNo]) -> _Columns:
    """Probabilities, outcomes and families of yes/no forecasts made of every question's options."""
    made = [(one, as_yes_no(probabilities=[one.chances], outcome=[one.came])) for one in chose]
    return (
        np.concatenate([rows.probability for _, rows in made]),
        np.concatenate([rows.occurred for _, rows in made]),
        [one.question.family for one, rows in made for _ in rows.row],
    )


def _curve(columns: _Columns) -> tuple[Group, ...]:
    probability, occurred, family = columns
    curve = reliability_curve(probability=probability, occurred=occurred, family=family)
    return groups_of(curve, probability=probability, occurred=occurred, family=family)
