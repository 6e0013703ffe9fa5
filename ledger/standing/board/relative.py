"""Relative skill on numbers and dates: losses compared pair by pair on common questions, of one rule and one unit.

Below ten families there is neither a mean nor a skill: they would be mostly luck.

These losses are averaged over the time covered, so whoever speaks late has it easier: they compare forecasters who speak
at the same times, as those of a forecasting hub do, and they rank nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.errors import UsageError
from ledger.scoring import (
    averaged_loss,
    relative_skill,
    resampled_interval,
    resampled_skill,
)
from ledger.standing.board.cells import Cells
from ledger.standing.board.leaderboard import FEWEST_FAMILIES
from ledger.standing.board.parts import SHARED
from ledger.standing.board.ratios import NO_RATIO, with_ratios
from ledger.standing.histories import USUAL
from ledger.standing.peers import COMPARED
from ledger.standing.rules import terms
from ledger.standing.scores import said_forms, scored_by
from ledger.standing.stated import everybodys
from ledger.standing.together import together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.standing.histories import Choice
    from ledger.standing.rules import Rule
    from ledger.standing.scored import Scored
    from ledger.standing.together import Origin


class NoSuchBaselineError(UsageError):
    """Nobody of that name has a mean loss to scale by."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"{name} has no mean loss to scale by. There are: {', '.join(known) or 'none'}.")


@dataclass(frozen=True, slots=True)
class Loss:
    """One forecaster's loss on one question, averaged over the time covered."""

    forecaster: str
    question: str
    family: str
    value: float


@dataclass(frozen=True, slots=True)
class RelativeLine:
    """One forecaster: `skill` is theta, or theta over the baseline's if one is named; lower is better.

    `mean` is the mean loss on all of the forecaster's questions, each weighing one over how many its family has here.
    `skill` and `mean` are None below ten families, unless asked for anyway; `low` to `high`, its 90 % interval, always is.
    Where only the skill is None `why` says so.
    """

    forecaster: str
    questions: int
    families: int
    mean: float | None
    skill: float | None = None
    low: float | None = None
    high: float | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class RelativeBoard:
    """The comparisons by one rule in one unit, the best first; no lines where no three people share a question."""

    rule: Rule
    unit: str | None
    baseline: str | None
    questions: int
    lines: tuple[RelativeLine, ...]


def relative_boards(
    record: Record,
    kind: str,
    *,
    baseline: str | None = None,
    choice: Choice = USUAL,
    origin: Origin = "said",
    anyway: bool = False,
) -> tuple[RelativeBoard, ...]:
    """One board for every rule and unit in which people forecast questions of a kind. Raises NoSuchBaselineError.

    With `anyway`, means and skills below ten families, too.
    """
    found = losses(record, kind, choice=choice, origin=origin)
    boards = (_board(rule, unit, several, baseline) for (rule, unit), several in found.items())
    return tuple(boards if anyway else map(_held_back, boards))


def _held_back(board: RelativeBoard) -> RelativeBoard:
    """Those below ten families last, by name and without a number: their order would tell it."""
    by_name = sorted(board.lines, key=lambda one: one.forecaster)
    few = [replace(one, mean=None, skill=None, why=None) for one in by_name if one.families < FEWEST_FAMILIES]
    if board.baseline not in {one.forecaster for one in few}:
        shown = [one for one in board.lines if one.families >= FEWEST_FAMILIES]
    else:  # a ratio to a skill that may not be told would tell it
        shown = [_unscaled(one) for one in by_name if one.families >= FEWEST_FAMILIES]
    return replace(board, lines=(*shown, *few))


def _unscaled(line: RelativeLine) -> RelativeLine:
    why = f"no skill beside a baseline of fewer than {FEWEST_FAMILIES} families"
    return replace(line, skill=None, low=None, high=None, why=why)


def losses(
    record: Record, kind: str, *, choice: Choice = USUAL, origin: Origin = "said"
) -> Mapping[tuple[Rule, str | None], Sequence[Loss]]:
    """Everybody's losses on resolved questions of a kind, by rule and unit."""
    everybody = together(record, kind, choice=choice, origin=origin)
    history = everybodys(everybody)
    names = [everybody.forecasters[place] for place in everybody.group_forecaster.tolist()]
    found: dict[tuple[Rule, str | None], list[Loss]] = {}
    for column in terms(history, said_forms(record, history)) if names else ():
        if column.rule.name.startswith(COMPARED):
            averaged = averaged_loss(steps=scored_by(history.steps, column.said), loss=column.values)
            for group, value in zip(averaged.group.tolist(), averaged.value.tolist(), strict=True):
                question = history.questions[group]
                loss = Loss(names[group], question.id, question.family, value)
                found.setdefault((column.rule, _unit(column.rule, question)), []).append(loss)
    return found


def _unit(rule: Rule, question: Scored) -> str | None:
    return question.unit if rule.unit == "" else rule.unit


def _board(rule: Rule, unit: str | None, found: Sequence[Loss], baseline: str | None) -> RelativeBoard:
    people = Counter(one.question for one in found)
    lines = _lines(_cells(found), baseline) if max(people.values()) >= SHARED else ()
    return RelativeBoard(rule, unit, baseline, len(people), tuple(lines))


def _lines(cells: Cells, baseline: str | None) -> list[RelativeLine]:
    alone = _alone(cells)
    found, apart = with_ratios(cells, lambda kept: _compared(kept, _place(kept, baseline), alone))
    return [*(found or ()), *(replace(alone[who], why=NO_RATIO) for who in apart)]


def _place(cells: Cells, baseline: str | None) -> int | None:
    if baseline is None:
        return None
    if baseline not in cells.names:
        raise NoSuchBaselineError(baseline, cells.names)
    return cells.names.index(baseline)


def _cells(found: Sequence[Loss]) -> Cells:
    family_of = {one.question: one.family for one in found}
    names, asked, families = (
        {name: place for place, name in enumerate(some)}
        for some in (sorted({one.forecaster for one in found}), family_of, sorted(set(family_of.values())))
    )
    family = np.array([families[one] for one in family_of.values()], dtype=np.int64)
    return Cells(
        names=tuple(names),
        families=tuple(families),
        family=family,
        weight=1.0 / np.bincount(family)[family],
        who=np.array([names[one.forecaster] for one in found], dtype=np.int64),
        what=np.array([asked[one.question] for one in found], dtype=np.int64),
        points=np.array([one.value for one in found]),
    )


def _alone(cells: Cells) -> dict[str, RelativeLine]:
    """What each forecaster's line says without a comparison."""
    found = {}
    for place, who in enumerate(cells.names):
        own = cells.who == place
        asked = cells.what[own]
        mean = float(np.average(cells.points[own], weights=cells.weight[asked]))
        found[who] = RelativeLine(who, asked.size, np.unique(cells.family[asked]).size, mean)
    return found


def _compared(cells: Cells, baseline: int | None, alone: Mapping[str, RelativeLine]) -> list[RelativeLine]:
    """The lines with their skill, the best first."""
    columns: dict[str, Any] = {"forecaster": cells.who, "question": cells.what, "loss": cells.points}
    value = np.log(relative_skill(**columns, weight=cells.weight).theta)
    drawn = np.log(
        np.concatenate([resampled_skill(**columns, weight=one) for one in cells.resampled_weights()])
    )
    if baseline is not None:
        value, drawn = value - value[baseline], drawn - drawn[:, [baseline]]
    order = np.argsort(value, kind="stable").tolist()
    return [_line(alone[cells.names[nth]], value[nth], drawn[:, nth]) for nth in order]


def _line(line: RelativeLine, value: np.float64, drawn: NDArray[np.float64]) -> RelativeLine:
    skill = float(np.exp(value))
    if line.families < FEWEST_FAMILIES:
        return replace(line, skill=skill)
    span = resampled_interval(drawn=drawn[:, None], value=[value], families=[line.families])
    return replace(line, skill=skill, low=float(np.exp(span.low[0])), high=float(np.exp(span.high[0])))
