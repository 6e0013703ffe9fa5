"""Score lines: what each of a forecaster's resolved questions was worth, rule by rule, with the time covered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ledger.record.columns import GRADES
from ledger.record.forecasts import page
from ledger.scoring import accrued, averaged_loss, time_covered
from ledger.standing.histories import USUAL, histories
from ledger.standing.rules import Rule, terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.scoring import Steps
    from ledger.standing.histories import Choice, History
    from ledger.standing.rules import Terms
    from ledger.standing.scored import Scored

PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Score:
    """One number: its rule, and the share of the scheduled duration it speaks for (0 to 1).

    `unit` is the question's unit or "days" where the rule has one.
    """

    rule: Rule
    value: float
    unit: str | None
    covered: float


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One resolved question of one forecaster.

    `scores` is empty where everything was said too late, or in words: `covered` tells which. `grades` gives the
    share of the time covered by how its forecasts' times are known; the shares sum to 1 where any was covered.
    """

    question: Scored
    forecaster: str
    imputed: bool
    covered: float
    grades: Mapping[str, float]
    scores: tuple[Score, ...]

    def value(self, rule: str) -> float | None:
        """The number by a rule's name, or None where the rule does not apply."""
        return next((score.value for score in self.scores if score.rule.name == rule), None)


def score_lines(
    record: Record, forecaster: str, *, choice: Choice = USUAL, only: str | None = None
) -> tuple[ScoreLine, ...]:
    """Every resolved question a forecaster spoke on, by kind, then in the order they were asked."""
    return tuple(
        line
        for history in histories(record, forecaster, choice=choice, only=only)
        for line in lines_of(history, said_forms(record, history))
    )


def said_forms(record: Record, history: History) -> dict[int, Mapping[str, object]]:
    """The stored forms of a history's forecasts, by seq; empty for binary ones, whose probability is a column."""
    if history.kind == "binary":
        return {}
    every = history.forecasts.forecast.tolist()
    parts = (every[start : start + PAGE] for start in range(0, len(every), PAGE))
    return {row.forecast: row.says for part in parts for row in page(record, part)}


def lines_of(history: History, says: Mapping[int, Mapping[str, object]]) -> tuple[ScoreLine, ...]:
    """The score lines of one history."""
    covered, grades = time_covered(steps=history.steps), _grades(history)
    found = _scores(history, terms(history, says))
    return tuple(
        ScoreLine(
            question=question,
            forecaster=history.forecaster,
            imputed=history.imputed,
            covered=float(covered[group]),
            grades={name: float(grades[group, place]) for place, name in enumerate(GRADES)},
            scores=tuple(found[group]),
        )
        for group, question in enumerate(history.questions)
    )


def scored_by(steps: Steps, said: NDArray[np.bool_]) -> Steps:
    """The steps of forecasts that a rule can score. What it cannot score still ended what came before."""
    kept = said[steps.row]
    return replace(
        steps,
        row=steps.row[kept],
        group=steps.group[kept],
        from_us=steps.from_us[kept],
        to_us=steps.to_us[kept],
    )


def _scores(history: History, columns: Sequence[Terms]) -> list[list[Score]]:
    found: list[list[Score]] = [[] for _ in history.questions]
    for column in columns:
        held = scored_by(history.steps, column.said)
        covered = time_covered(steps=held)
        for group, value in _values(held, column):
            unit = _unit(column.rule, history.questions[group])
            found[group].append(Score(column.rule, value, unit, float(covered[group])))
    return found


def _values(held: Steps, column: Terms) -> list[tuple[int, float]]:
    """The number of every group that covered any time by this rule."""
    match column.rule.adds:
        case "loss" | "gain":
            averaged = averaged_loss(steps=held, loss=column.values)
            return list(zip(averaged.group.tolist(), averaged.value.tolist(), strict=True))
        case "points":
            points = accrued(steps=held, points=column.values)
            spoke = np.flatnonzero(held.covered_us > 0)
            return list(zip(spoke.tolist(), points[spoke].tolist(), strict=True))


def _unit(rule: Rule, question: Scored) -> str | None:
    return question.unit if rule.unit == "" else rule.unit


def _grades(history: History) -> NDArray[np.float64]:
    """(groups, grades) shares of the time covered; all 0 for a group that covered none."""
    held = history.steps
    place = held.group * len(GRADES) + history.forecasts.grade[held.row]
    lasted = np.bincount(
        place, weights=held.lasted_us.astype(np.float64), minlength=held.groups * len(GRADES)
    )
    share = lasted.reshape(held.groups, len(GRADES))
    whole = share.sum(axis=1, keepdims=True)
    return share / np.where(whole > 0, whole, 1.0)
