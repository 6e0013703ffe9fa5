"""Means over score lines: of one rule, one kind of question and one unit each, families weighing one, and none below ten families."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from ledger.scoring import FiniteMean, Stage, mean_score, mean_without_infinite, stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.standing.rules import Rule
    from ledger.standing.scores import ScoreLine

Key = tuple["Rule", str, str | None, bool]
"""What one mean is of: the rule, the kind of question, the unit, and whether the numbers were added by us."""


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of one rule over the questions it applies to.

    `value` is None below ten families (`shown` False), where any mean is mostly luck, and where scores are infinite in both
    directions, which have no mean. `finite` stands beside an infinite one and in place of none; of the infinite scores
    `plus` are plus infinite and `minus` minus infinite.
    """

    rule: Rule
    kind: str
    unit: str | None
    imputed: bool
    questions: int
    families: int
    shown: bool
    value: float | None
    finite: FiniteMean | None
    plus: int
    minus: int


def means(lines: Sequence[ScoreLine], *, anyway: bool = False) -> tuple[Mean, ...]:
    """One mean for every rule, kind of question, unit, and origin (really said, or added by us) in the lines, in their order."""
    found: dict[Key, list[tuple[str, float]]] = {}
    for line in lines:
        for score in line.scores:
            key = (score.rule, line.question.kind, score.unit, line.imputed)
            found.setdefault(key, []).append((line.question.family, score.value))
    return tuple(_mean(key, rows, anyway=anyway) for key, rows in found.items())


def _mean(key: Key, rows: Sequence[tuple[str, float]], *, anyway: bool) -> Mean:
    rule, kind, unit, imputed = key
    families, values = [family for family, _ in rows], [value for _, value in rows]
    count = len(set(families))
    shown = anyway or stage(families=count) is not Stage.LIST
    plus, minus = values.count(inf), values.count(-inf)
    return Mean(
        rule=rule,
        kind=kind,
        unit=unit,
        imputed=imputed,
        questions=len(rows),
        families=count,
        shown=shown,
        value=mean_score(score=values, family=families) if shown and not (plus and minus) else None,
        finite=mean_without_infinite(score=values, family=families) if shown and plus + minus else None,
        plus=plus,
        minus=minus,
    )
