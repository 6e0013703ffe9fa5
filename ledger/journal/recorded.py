"""What a ledger holds already of what a table says: so that the same table, and the next one, add only what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import orjson

from ledger.questions.says_alike import alike

if TYPE_CHECKING:
    import sqlite3

    from ledger.journal.sayings import Saying

SPOKEN = """
SELECT q.question FROM now_questions AS q
WHERE EXISTS (SELECT 1 FROM now_forecasts AS f WHERE f.question = q.question)"""
THEN = """
SELECT says, coalesce(ended_at, expires_at) FROM now_forecasts
WHERE question = ? AND forecaster = ? AND made_at = ? AND imputed = ? ORDER BY forecast DESC"""
QUESTION = """
SELECT v.said, q.imported, q.ended_how, q.outcome, q.known_at FROM now_questions AS q
JOIN now_versions AS v ON v.question = q.question AND v.version = 1 WHERE q.question = ?"""


class RecordedQuestion(NamedTuple):
    """A question as it was asked, and how it ended: `how` is None while it has not."""

    said: dict[str, Any]
    imported: bool
    how: Literal["resolved", "annulled", "ambiguous"] | None
    outcome: dict[str, Any] | None
    known_at: int | None


def recorded_question(database: sqlite3.Connection, question: str) -> RecordedQuestion | None:
    """The question of that id, or None."""
    row = database.execute(QUESTION, (question,)).fetchone()
    if row is None:
        return None
    said, imported, how, outcome, known_at = row
    return RecordedQuestion(
        orjson.loads(said), bool(imported), how, outcome and orjson.loads(outcome), known_at
    )


def spoken_on(database: sqlite3.Connection) -> frozenset[str]:
    """The questions that have a forecast."""
    return frozenset(question for (question,) in database.execute(SPOKEN))


def said_then(database: sqlite3.Connection, saying: Saying) -> list[tuple[dict[str, Any], int | None]]:
    """What the same person said on the question at that time, the newest first, each with its end."""
    moment = (saying.question, saying.by, saying.made_at, saying.imputed)
    return [(orjson.loads(says), until) for says, until in database.execute(THEN, moment)]


def is_recorded(database: sqlite3.Connection, saying: Saying) -> bool:
    """Whether somebody's forecast of the same time says the same already, until the same end."""
    wanted = alike(saying.says), saying.expires_at
    return any((alike(says), until) == wanted for says, until in said_then(database, saying))
