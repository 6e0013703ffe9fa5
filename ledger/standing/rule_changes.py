"""What each version of the arithmetic changed, as data: the cause in words, and how the numbers were had before it.

A change of rule re-scores the past. So that nobody has to believe it, the older arithmetic stays here: scores as they
were are computed from the same journal by undoing the changes, the newest first.

Rounding is no rule, and is not undone: since version 2 the log score of a NO is rounded in another place, which can
move the last of its sixteen digits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from ledger.standing.rules import RPS, RPS_NORMALISED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ledger.record.opening import Record
    from ledger.standing.scores import Score, ScoreLine


class Lines(Protocol):
    """A forecaster's score lines from a record, by some version of the arithmetic."""

    def __call__(self, record: Record, forecaster: str, /) -> tuple[ScoreLine, ...]:
        """The lines."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the arithmetic.

    `version` is the one that brought it. `cause` says in words what is different now. `before` takes the arithmetic
    with the change and gives the one without it.
    """

    version: str
    cause: str
    before: Callable[[Lines], Lines]


FIRST_RULES = {
    "binary": ("brier", "brier_points", "baseline", "log"),
    "multiple_choice": ("brier_options", "log", "baseline", "rps"),
    "numeric": ("wis ", "crps ", "interval ", "error"),
    "date": ("wis ", "crps "),
}
"""What version 1 scored, by kind of question; a name that ends in a space goes on with levels."""


def only_first_rules(lines: Lines) -> Lines:
    """The same lines with the scores that version 1 had."""

    def as_before(record: Record, forecaster: str) -> tuple[ScoreLine, ...]:
        return tuple(
            replace(line, scores=tuple(score for score in line.scores if _is_first(line, score)))
            for line in lines(record, forecaster)
        )

    return as_before


def rps_divided(lines: Lines) -> Lines:
    """The same lines with the normalised ranked probability score under the name of the raw one, which was not there."""

    def as_before(record: Record, forecaster: str) -> tuple[ScoreLine, ...]:
        return tuple(replace(line, scores=tuple(_divided(line.scores))) for line in lines(record, forecaster))

    return as_before


def _divided(scores: Iterable[Score]) -> Iterator[Score]:
    for score in scores:
        if score.rule == RPS_NORMALISED:
            yield replace(score, rule=replace(RPS_NORMALISED, name=RPS.name))
        elif score.rule != RPS:
            yield score


def _is_first(line: ScoreLine, score: Score) -> bool:
    name = score.rule.name
    return any(
        name.startswith(rule) if rule.endswith(" ") else name == rule
        for rule in FIRST_RULES[line.question.kind]
    )


CHANGES: tuple[Change, ...] = (
    Change("2", "rules that version 1 did not have", only_first_rules),
    Change("2", "rps is raw; divided by options - 1 it is rps_normalised", rps_divided),
)
"""Every change, the oldest first."""
