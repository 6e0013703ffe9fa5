"""The forecasters of this ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class Person:
    """One forecaster: a person, a publication or a model; the name is declared, not proved."""

    name: str
    forecasts: int
    last_made_at: int


_ACTED = """
SELECT opened_by FROM now_ledger UNION SELECT who FROM now_confirmations WHERE who IS NOT NULL
UNION SELECT who FROM now_proposals WHERE who IS NOT NULL AND basis = 'person'
UNION SELECT who FROM now_resolutions WHERE who IS NOT NULL
UNION SELECT forecaster FROM now_forecasts WHERE grade = 'seen'
"""


def acted(record: Record) -> tuple[str, ...]:
    """The names of everybody who forecast or judged here, as the journal counts them; a publication has not."""
    return tuple(row[0] for row in record.rows(_ACTED))


_NAMES = """
WITH RECURSIVE named(who) AS (
    SELECT min(forecaster) FROM now_forecasts
    UNION ALL
    SELECT (SELECT min(forecaster) FROM now_forecasts WHERE forecaster > who) FROM named WHERE who IS NOT NULL)
SELECT who FROM named WHERE who IS NOT NULL
"""


def names(record: Record) -> tuple[str, ...]:
    """Every forecaster's name, in order. One step in the index per name, whatever the number of forecasts."""
    return tuple(row[0] for row in record.rows(_NAMES))


def people(record: Record) -> tuple[Person, ...]:
    """Every forecaster with counts, by name. One short query per name, so that no read lasts."""
    return tuple(_person(record, name) for name in names(record))


def _person(record: Record, name: str) -> Person:
    sql = "SELECT count(*), max(made_at) FROM now_forecasts WHERE forecaster = ?"
    return Person(name, *record.rows(sql, (name,))[0])


def forecasts_of(record: Record, name: str, *, most: int) -> int:
    """How many forecasts somebody made, counted up to `most`, so that asking is cheap."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM now_forecasts WHERE forecaster = ? LIMIT ?)"
    return int(record.rows(sql, (name, most))[0][0])
