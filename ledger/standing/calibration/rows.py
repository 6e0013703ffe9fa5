"""The pairs that calibration is computed from, as rows: what leaves as a table. Private questions stay at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.ended import stating_publications
from ledger.record.people import names
from ledger.standing.calibration.report import calibration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.record.opening import Record
    from ledger.standing.calibration.report import Which
    from ledger.standing.histories import Choice

CALIBRATION_COLUMNS = (
    "forecaster",
    "question",
    "family",
    "which",
    "probability",
    "occurred",
    "brier",
    "early",
)
"""One forecast of every resolved yes/no question: the one that `which` takes. `brier` is 0 to 1."""
PairRow = tuple[str | float | bool, ...]


def calibration_rows(record: Record, choice: Choice, which: Which) -> Iterator[PairRow]:
    """The rows of CALIBRATION_COLUMNS, by forecaster's name, then question by question; publications have none."""
    for who in sorted(set(names(record)) - stating_publications(record)):
        for one in calibration(record, who, choice=choice, which=which).said:
            if not one.question.private:
                head = (who, one.question.id, one.question.family, which)
                yield (*head, float(one.probability), bool(one.occurred), float(one.brier), one.early)
