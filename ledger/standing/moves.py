"""Who moves by how much: what a question's end, another end, or none would do to the score of everybody who spoke on it.

Computed as every score is, from the record with the end put in its place; nothing is stored, and nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING

from ledger.questions.outcome import outcome_from
from ledger.record.columns import forecast_columns
from ledger.record.ended import question_ends, stating_publications
from ledger.record.forecasts import forecasters_of
from ledger.standing.histories import USUAL, histories_of
from ledger.standing.scores import lines_of, said_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from ledger.record.ended import QuestionEnd
    from ledger.record.opening import Record
    from ledger.standing.rules import Rule
    from ledger.standing.scores import Score


@dataclass(frozen=True, slots=True)
class WithOutcome:
    """The question would have this outcome (stored form), known at this moment (microseconds UTC)."""

    outcome: Mapping[str, Any]
    known_at: int


@dataclass(frozen=True, slots=True)
class WithoutOutcome:
    """The question would have no outcome that counts: annulled, or asked again."""


Becomes = WithOutcome | WithoutOutcome


def becomes(outcome: Mapping[str, Any] | None, known_at: int | None) -> Becomes:
    """What a question would become by this end; nothing that counts without an outcome, or a moment it was known."""
    if outcome is None or known_at is None:
        return WithoutOutcome()
    return WithOutcome(outcome, known_at)


@dataclass(frozen=True, slots=True)
class Move:
    """One forecaster's headline score on a question, now and then; None where there is no score. There is one at least."""

    forecaster: str
    now: Score | None
    then: Score | None

    @property
    def rule(self) -> Rule:
        """The rule of the score then, or of the one now where there is none then."""
        return next(score.rule for score in (self.then, self.now) if score is not None)

    @property
    def by(self) -> float | None:
        """How far it moves, then less now; None unless both are scores by one rule, and not the same infinity."""
        if self.now is None or self.then is None or self.now.rule != self.then.rule:
            return None
        return difference(self.now.value, self.then.value)


def difference(now: float, then: float) -> float | None:
    """Then less now; None from an infinity to itself, which has no difference.

    >>> difference(1.0, 0.5), difference(float("-inf"), float("-inf"))
    (-0.5, None)
    """
    return None if isinf(now) and now == then else then - now


def moves(record: Record, question: str, becomes: Becomes) -> tuple[Move, ...]:
    """Everybody with a score on a question, now or then, by name; empty for an unknown question.

    The score is the first that `fledger score` shows: Brier for a yes or no. Publications have none.
    """
    return tuple(
        move
        for end in question_ends(record, only=question)
        for who in _scorable(record, question)
        if (move := _move(record, end, changed(end, becomes), who)) is not None
    )


def changed(end: QuestionEnd, becomes: Becomes | None) -> QuestionEnd:
    """A question's end with what it would be put in its place; as it is, for None."""
    match becomes:
        case None:
            return end
        case WithOutcome(outcome, known_at):
            ended = outcome_from(outcome)
            return end._replace(state="resolved", how="resolved", outcome=ended, known_at=known_at)
        case WithoutOutcome():
            return end._replace(state="annulled", how="annulled", outcome=None, known_at=None)


def _scorable(record: Record, question: str) -> Iterator[str]:
    publications = stating_publications(record)
    return (who for who in forecasters_of(record, question) if who not in publications)


def _move(record: Record, now: QuestionEnd, then: QuestionEnd, who: str) -> Move | None:
    was, will = _headline(record, now, who), _headline(record, then, who)
    return Move(who, was, will) if was or will else None


def _headline(record: Record, end: QuestionEnd, who: str) -> Score | None:
    forecasts = forecast_columns(record, who, only=end.id)
    scores = [
        score
        for history in histories_of(who, (end,), forecasts, USUAL)
        for line in lines_of(history, said_forms(record, history))
        for score in line.scores
    ]
    return scores[0] if scores else None
