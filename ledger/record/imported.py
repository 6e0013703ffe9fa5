"""When an imported question's time begins: at its opening as the table said it, whatever was amended since."""

from __future__ import annotations

import json

from ledger.clock import microseconds

AS_IMPORTED = """CASE WHEN q.imported AND q.version > 1 THEN
(SELECT v.said FROM now_versions v WHERE v.question = q.question AND v.version = 1) END"""
"""In SQL, for a question `q`: what its table said, where it was amended since; NULL for every other question."""


def begins(question: str, as_imported: str | None, otherwise: int) -> int:
    """The opening in the first version (`as_imported`, as AS_IMPORTED gives it) in microseconds UTC, or `otherwise`."""
    if as_imported is None:
        return otherwise
    from ledger.questions.reading import question_from_said

    return microseconds(question_from_said(question, json.loads(as_imported)).times.opens_at)
