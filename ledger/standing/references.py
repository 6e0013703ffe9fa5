"""What the naive forecasts were worth on the same questions: to stand beside a person's scores, and to rank nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.columns import reference_columns
from ledger.record.ended import question_ends
from ledger.record.references import NAMES, references_said
from ledger.standing.histories import USUAL, histories_of
from ledger.standing.scores import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record
    from ledger.standing.scores import ScoreLine


def reference_lines(record: Record, *, only: str | None = None) -> Mapping[str, tuple[ScoreLine, ...]]:
    """By question, the score lines of its naive forecasts, each over the time since it was stated."""
    ends = question_ends(record, only=only)
    found: dict[str, tuple[ScoreLine, ...]] = {}
    for name in NAMES:
        columns, said = reference_columns(record, name, only=only), references_said(record, name)
        for history in histories_of(name, ends, columns, USUAL):
            for line in lines_of(history, said):
                found[line.question.id] = (*found.get(line.question.id, ()), line)
    return found
