"""The version of a question that a forecast was made on, and what it said then and says now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class Bound:
    """One forecaster's newest forecast on a question, and the versions: the one it is bound to, and the newest.

    `then` and `now` are what the file said in the two.
    """

    forecast: int
    version: int
    newest: int
    then: Mapping[str, object]
    now: Mapping[str, object]

    @property
    def is_behind(self) -> bool:
        """Whether the question was amended since."""
        return self.version < self.newest


def bound(record: Record, question: str, forecaster: str) -> Bound | None:
    """What a forecaster's newest forecast on a question that still stands is bound to; None where there is none."""
    row = record.one(_SQL, {"question": question, "who": forecaster})
    return Bound(*(*row[:3], json.loads(row[3]), json.loads(row[4]))) if row else None


_SQL = """
SELECT f.forecast, f.version, q.version, v.said, q.said FROM now_forecasts f
JOIN now_questions q USING (question) JOIN now_versions v ON v.question = f.question AND v.version = f.version
WHERE f.question = :question AND f.forecaster = :who AND f.ended_at IS NULL
ORDER BY f.made_at DESC, f.forecast DESC LIMIT 1
"""
