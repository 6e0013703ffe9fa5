"""Means over score lines: of one rule and one unit each, families weighing one, and none below ten families."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.scoring import FiniteMean, Stage, mean_score, mean_without_infinite, stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.standing.rules import Rule
    from ledger.standing.scores import ScoreLine


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of one rule over the questions it applies to.

    `value` is None below ten families, where any mean is mostly luck. `finite` stands beside an infinite one.
    """

    rule: Rule
    unit: str | None
    imputed: bool
    questions: int
    families: int
    value: float | None
    finite: FiniteMean | None


def means(lines: Sequence[ScoreLine], *, anyway: bool = False) -> tuple[Mean, ...]:
    """One mean for every rule, unit, and origin (really said, or added by us) in the lines, in their order."""
    found: dict[tuple[Rule, str | None, bool], list[tuple[str, float]]] = {}
    for line in lines:
        for score in line.scores:
            key = (score.rule, score.unit, line.imputed)
            found.setdefault(key, []).append((line.question.family, score.value))
    return tuple(_mean(*key, rows, anyway=anyway) for key, rows in found.items())


def _mean(
    rule: Rule, unit: str | None, imputed: bool, rows: Sequence[tuple[str, float]], *, anyway: bool
) -> Mean:
    families, values = [family for family, _ in rows], [value for _, value in rows]
    count = len(set(families))
    shown = anyway or stage(families=count) is not Stage.LIST
    value = mean_score(score=values, family=families) if shown else None
    finite = (
        mean_without_infinite(score=values, family=families)
        if shown and value in {float("inf"), float("-inf")}
        else None
    )
    return Mean(rule, unit, imputed, len(rows), count, value, finite)
