"""Which of the scores a page shows: the usual ones, or those by the rule that was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ledger.standing.scores import ScoreLine


class NoSuchRuleError(UsageError):
    """None of the scores is by a rule of that name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        listed = ", ".join(dict.fromkeys(known)) or "none"
        super().__init__(f"There is no score by the rule {name!r} here. There are: {listed}.")


def rules_named(typed: str, known: Iterable[str]) -> frozenset[str]:
    """The rule of that name, else all whose names begin so: `wis` at whatever levels. Raises NoSuchRuleError.

    >>> sorted(rules_named("wis", ["error", "wis p10 p50 p90", "wis p25 p75"]))
    ['wis p10 p50 p90', 'wis p25 p75']
    """
    names = dict.fromkeys(known)
    found = frozenset({typed} if typed in names else (name for name in names if name.startswith(typed)))
    if not found or not typed:
        raise NoSuchRuleError(typed, names)
    return found


def shown(lines: Sequence[ScoreLine], rule: str | None) -> tuple[ScoreLine, ...]:
    """The lines with their usual scores, or those scored by the rule that `rules_named` finds, by it alone.

    Unasked, a line without any score stays: it says why there is none. Raises NoSuchRuleError.
    """
    if rule is None:
        return tuple(
            replace(line, scores=tuple(score for score in line.scores if score.rule.usual)) for line in lines
        )
    names = rules_named(rule, [score.rule.name for line in lines for score in line.scores])
    asked = ((line, tuple(score for score in line.scores if score.rule.name in names)) for line in lines)
    return tuple(replace(line, scores=scores) for line, scores in asked if scores)
