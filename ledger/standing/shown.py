"""Which of the scores a page shows: the usual ones, or those by the one rule that was asked for."""

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


def shown(lines: Sequence[ScoreLine], rule: str | None) -> tuple[ScoreLine, ...]:
    """The lines with their usual scores, or those scored by the named rule, by it alone. Raises NoSuchRuleError.

    Unasked, a line without any score stays: it says why there is none.
    """
    if rule is None:
        return tuple(
            replace(line, scores=tuple(score for score in line.scores if score.rule.usual)) for line in lines
        )
    known = [score.rule.name for line in lines for score in line.scores]
    if rule not in known:
        raise NoSuchRuleError(rule, known)
    asked = ((line, tuple(score for score in line.scores if score.rule.name == rule)) for line in lines)
    return tuple(replace(line, scores=scores) for line, scores in asked if scores)
