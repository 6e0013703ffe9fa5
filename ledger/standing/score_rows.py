"""Every score of every forecaster as a row: what leaves as a table. Scores on private questions stay at home."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.questions.outcome import outcome_words
from ledger.record.ended import stating_publications
from ledger.record.people import names
from ledger.standing.scores import score_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.record.opening import Record
    from ledger.standing.histories import Choice
    from ledger.standing.scores import ScoreLine

SCORE_COLUMNS = (
    *("forecaster", "question", "kind", "family", "outcome", "known_at", "rule", "value", "value_is"),
    *("unit", "covered", "imputed"),
)
"""`value` is in `unit` where the rule has one, and `value_is` says so where it is infinite or minus infinite. `covered` is
the share of the scheduled duration it speaks for, 0 to 1."""
ScoreRow = tuple[str | float | bool | None, ...]


def score_rows(record: Record, choice: Choice) -> Iterator[ScoreRow]:
    """The rows of SCORE_COLUMNS, by forecaster's name, then question by question; publications have none."""
    for who in sorted(set(names(record)) - stating_publications(record)):
        for line in score_lines(record, who, choice=choice):
            if not line.question.private:
                yield from _rows(line)


def _rows(line: ScoreLine) -> Iterator[ScoreRow]:
    question = line.question
    known_at = moment(question.known_us).isoformat()
    head = (
        line.forecaster,
        question.id,
        question.kind,
        question.family,
        outcome_words(question.outcome),
        known_at,
    )
    for one in line.scores:
        value = float(one.value)
        yield (*head, one.rule.name, value, _is(value), one.unit, float(one.covered), line.imputed)


def _is(value: float) -> str | None:
    if not isinf(value):
        return None
    return "infinite" if value > 0 else "minus infinite"
