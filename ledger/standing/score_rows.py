"""Every score of every forecaster as a row: what leaves as a table. Scores on private questions stay at home.

Peer scores are among them, by the rule of `fledger score`: on questions on which three people or more have a score.
"""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

import numpy as np

from ledger.clock import moment
from ledger.questions.outcome import outcome_words
from ledger.record.columns import forecast_columns
from ledger.record.ended import question_ends, stating_publications
from ledger.record.people import names
from ledger.standing.histories import histories_of
from ledger.standing.peers import with_peers
from ledger.standing.scores import lines_of, said_forms

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
    """The rows of SCORE_COLUMNS, by forecaster's name, then question by question; publications have none.

    Takes time and memory by what was said, and compares everybody once.
    """
    for line in with_peers(record, tuple(_lines(record, choice)), choice=choice):
        if not line.question.private:
            yield from _rows(line)


def _lines(record: Record, choice: Choice) -> Iterator[ScoreLine]:
    ends = {end.number: end for end in question_ends(record)}
    for who in sorted(set(names(record)) - stating_publications(record)):
        said = forecast_columns(record, who)
        # of all questions only those spoken on: many people on many questions would be looked at in every pair
        own = [ends[number] for number in np.unique(said.question).tolist() if number in ends]
        for history in histories_of(who, own, said, choice):
            yield from lines_of(history, said_forms(record, history))


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
