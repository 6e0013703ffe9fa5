"""If it resolved today, in `run_rehearsals` and `run_values`: a row where something changed, and none where nothing did.

The history of values belongs to looks, that of outcomes to questions: a thousand questions on one look share its values.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from ledger.clock import microseconds

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

NEWEST = text("""
SELECT question, max(since), turn FROM run_rehearsals WHERE question IN (SELECT value FROM json_each(:some))
GROUP BY question""")
REHEARSED = text("""
INSERT INTO run_rehearsals (question, since, day, at, state, value, value_number, would, turn, as_of, reason)
VALUES (:question, :since, :day, :at, :state, :value, :value_number, :would, :turn, :as_of, :reason)
ON CONFLICT (question, since) DO UPDATE SET day = excluded.day, at = excluded.at, state = excluded.state,
value = excluded.value, value_number = excluded.value_number, would = excluded.would, turn = excluded.turn,
as_of = excluded.as_of, reason = excluded.reason""")
LAST = text("""
SELECT value, max(day), as_of, covers_first, covers_last, exact, unit, identity FROM run_values
WHERE look = :look GROUP BY value""")
AS_OFS = text("SELECT DISTINCT as_of FROM run_values WHERE look = :look ORDER BY as_of DESC LIMIT :most")
READ = text("""
INSERT INTO run_values (look, value, day, at, as_of, covers_first, covers_last, exact, number, unit, identity)
VALUES (:look, :value, :day, :at, :as_of, :covers_first, :covers_last, :exact, :number, :unit, :identity)
ON CONFLICT (look, value, day) DO UPDATE SET at = excluded.at, as_of = excluded.as_of,
covers_first = excluded.covers_first, covers_last = excluded.covers_last, exact = excluded.exact,
number = excluded.number, unit = excluded.unit, identity = excluded.identity""")


AS_THEY_ARE = ("question", "day", "state", "value", "would", "turn", "as_of", "reason")
"""The columns of a rehearsal that are kept as its row has them."""


@dataclass(frozen=True, slots=True)
class RehearsalRow:
    """If it resolved on `day`: what a question's rule would have said. `value` is the exact number as text.

    `turn` is the state, and the outcome where it is no number: a new one begins a new row.
    """

    question: str
    day: str
    at: datetime
    state: str
    value: str | None
    would: str | None
    turn: str
    as_of: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value a look read: exact as text, and as a number where it is one. Days are ISO."""

    value: str
    as_of: str
    covers_first: str
    covers_last: str
    exact: str | None
    unit: str | None
    identity: str


def rehearsed(connection: Connection, rows: Sequence[RehearsalRow]) -> None:
    """Keep what questions (each once) would resolve to now: in the row of before, or a new one where the outcome turned."""
    if not rows:
        return
    found = connection.execute(NEWEST, {"some": json.dumps([row.question for row in rows])})
    before = {str(question): (str(since), str(turn)) for question, since, turn in found}
    connection.execute(REHEARSED, [_said(row, before.get(row.question)) for row in rows])


def _said(row: RehearsalRow, before: tuple[str, str] | None) -> dict[str, object]:
    since = before[0] if before and before[1] == row.turn else row.day
    number = float(row.value) if row.value is not None else None
    said = {name: getattr(row, name) for name in AS_THEY_ARE}
    return {**said, "since": since, "at": microseconds(row.at), "value_number": number}


def last_values(connection: Connection, look: str) -> dict[str, ValueRow]:
    """What a look read last, by the value's name."""
    rows = connection.execute(LAST, {"look": look})
    return {str(value): ValueRow(value, *rest) for value, _, *rest in rows}


def keep_values(
    connection: Connection, look: str, now: datetime, rows: Collection[tuple[ValueRow, float | None]]
) -> None:
    """Keep what a look read now; one row a value and day."""
    at = {"look": look, "day": now.date().isoformat(), "at": microseconds(now)}
    if rows:
        connection.execute(READ, [{**asdict(row), **at, "number": number} for row, number in rows])


def as_ofs(connection: Connection, look: str, most: int) -> list[str]:
    """The newest days a look's data reached, the newest first; each once."""
    return [str(day) for (day,) in connection.execute(AS_OFS, {"look": look, "most": most})]
