"""One question whole: its row, its words and rule as the newest version says them, its history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.errors import UnknownQuestionError
from ledger.record.questions import QuestionRow, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.question import Question
    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """A question's row with everything its file says. `said` holds only keys that were set."""

    row: QuestionRow
    said: Mapping[str, object]
    version: int
    version_at: int
    file_sha256: str
    asked_seq: int
    proposal: str | None
    revision: int
    resolved_at: int | None
    confirmed: str | None

    def question(self) -> Question:
        """The question as a value: criteria, claim, rule. Read from `said` when asked, as it costs imports."""
        from ledger.questions.reading import question_from_said

        return question_from_said(self.row.id, self.said)


def detail(record: Record, question: str, *, now_us: int, me: str = "") -> QuestionDetail:
    """Everything about one question. Raises UnknownQuestionError."""
    rows = page(record, [question], now_us=now_us, me=me)
    more = record.one(_MORE, (question,))
    if not rows or more is None:
        raise UnknownQuestionError(question)
    return QuestionDetail(rows[0], json.loads(more[0]), *more[1:])


_MORE = """
SELECT said, version, version_at, file_sha256, asked_seq, proposal, revision, resolved_at, confirmed
FROM now_questions WHERE question = ?
"""
