"""What a ledger holds already of what a table says: so that the same table, and the next one, add only what is new.

What was withdrawn or corrected since is held all the same, as it came: no table brings it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import orjson

from ledger.journal.entries import OutcomeImported, QuestionAnnulled, QuestionAsked, TableImported
from ledger.questions.says_alike import alike

if TYPE_CHECKING:
    import sqlite3

    from ledger.journal.entries import Entry
    from ledger.journal.sayings import Saying

SPOKEN = """
SELECT q.question FROM now_questions AS q
WHERE EXISTS (SELECT 1 FROM now_forecasts AS f WHERE f.question = q.question)"""
THEN = """
SELECT says, expires_at, ended_at FROM now_forecasts
WHERE question = ? AND forecaster = ? AND made_at = ? AND imputed = ? ORDER BY forecast DESC"""
FIRST = """
SELECT json_extract(CAST(e.body AS TEXT), '$.data') FROM now_forecasts AS f JOIN log_entries AS e ON e.seq = f.forecast
WHERE f.corrected IS NOT NULL ORDER BY f.forecast DESC"""
ENDS = "SELECT how, outcome, known_at FROM now_resolutions WHERE question = ? AND how <> 'withdrawn'"
TABLE = "SELECT 1 FROM now_imports WHERE sha256 = ?"
QUESTION = """
SELECT v.said, q.imported, q.ended_how, q.outcome, q.known_at FROM now_questions AS q
JOIN now_versions AS v ON v.question = q.question AND v.version = 1 WHERE q.question = ?"""
STANDS = """
SELECT said, family, max(opens_at, asked_at), closes_at, resolves_at, gives_up_at FROM now_questions WHERE question = ?"""


class RecordedQuestion(NamedTuple):
    """A question as it was asked, and how it ended: `how` is None while it has not."""

    said: dict[str, Any]
    imported: bool
    how: Literal["resolved", "annulled", "ambiguous"] | None
    outcome: dict[str, Any] | None
    known_at: int | None


class StandingQuestion(NamedTuple):
    """A question as it stands: its newest version, from when on it was open here, its close, resolves_at and gives_up_at."""

    said: dict[str, Any]
    family: str
    times: tuple[int, int, int, int]


class RecordedEnd(NamedTuple):
    """One end that a question had; `outcome` in its stored form, None where none counts."""

    how: str
    outcome: dict[str, Any] | None
    known_at: int | None


class Said(NamedTuple):
    """What somebody said at a moment, and until when: `until` is None where it names no end."""

    says: dict[str, Any]
    until: int | None


Moment = tuple[str, str, int, bool]
"""At what moment somebody says one thing: a question, a forecaster and a time. What we added is said beside it."""


def moment_of(saying: Saying) -> Moment:
    """The moment of a forecast."""
    return saying.question, saying.by, saying.made_at, saying.imputed


def recorded_question(database: sqlite3.Connection, question: str) -> RecordedQuestion | None:
    """The question of that id, or None."""
    row = database.execute(QUESTION, (question,)).fetchone()
    if row is None:
        return None
    said, imported, how, outcome, known_at = row
    return RecordedQuestion(
        orjson.loads(said), bool(imported), how, outcome and orjson.loads(outcome), known_at
    )


def standing_question(database: sqlite3.Connection, question: str) -> StandingQuestion | None:
    """The question of that id as it stands, or None."""
    row = database.execute(STANDS, (question,)).fetchone()
    return row and StandingQuestion(orjson.loads(row[0]), row[1], row[2:])


def ends_of(database: sqlite3.Connection, question: str) -> list[RecordedEnd]:
    """Every end a question ever had, also one that was corrected or taken back."""
    rows = database.execute(ENDS, (question,))
    return [RecordedEnd(how, outcome and orjson.loads(outcome), known_at) for how, outcome, known_at in rows]


def spoken_on(database: sqlite3.Connection) -> frozenset[str]:
    """The questions that have a forecast."""
    return frozenset(question for (question,) in database.execute(SPOKEN))


class SaidBefore:
    """What was said at a moment before: what stands, and what came and was withdrawn or corrected since."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._corrected: dict[Moment, list[Said]] = {}
        for (body,) in database.execute(FIRST):
            data = orjson.loads(body)
            moment = data["question"], data["by"], data["made_at"], data["imputed"]
            self._corrected.setdefault(moment, []).append(Said(data["says"], data.get("expires_at")))

    def at(self, moment: Moment) -> list[Said]:
        """What the same person said on the question at that time, what stands at the front, the newest first."""
        found: list[Said] = []
        for says, expires_at, ended_at in self._database.execute(THEN, moment).fetchall():
            ends = {expires_at, expires_at if ended_at is None else ended_at}
            found += [Said(orjson.loads(says), until) for until in ends]
        return found + self._corrected.get(moment, [])

    def has(self, saying: Saying) -> bool:
        """Whether somebody's forecast of the same time said the same already, until the same end."""
        wanted = alike(saying.says), saying.expires_at
        return any((alike(one.says), one.until) == wanted for one in self.at(moment_of(saying)))


def is_taken(database: sqlite3.Connection, entry: Entry) -> bool:
    """Whether another import recorded by now what this entry of a table says: the table, its question or its end."""
    match entry:
        case TableImported():
            return database.execute(TABLE, (entry.sha256,)).fetchone() is not None
        case QuestionAsked():
            found = recorded_question(database, entry.question)
            return found is not None and found.imported and found.said == entry.said
        case OutcomeImported():
            end = RecordedEnd("resolved", entry.outcome, entry.known_at)
            return end in ends_of(database, entry.question)
        case QuestionAnnulled():
            return RecordedEnd(entry.how, None, None) in ends_of(database, entry.question)
        case _:
            return False
