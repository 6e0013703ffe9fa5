"""Every forecast as a row of CSV that a spreadsheet can open without obeying it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import orjson

from ledger import __version__
from ledger.clock import moment
from ledger.journal.head import head
from ledger.journal.peeking import reading
from ledger.questions.outcome import outcome_from, outcome_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = (
    *("question", "title", "forecaster", "made_at", "recorded_at", "grade", "says", "probability"),
    *("state", "outcome", "known_at", "engine_version", "journal_root", "simulated"),
)
PAGE = 4_096
ROWS = """
SELECT f.forecast, q.question, q.title, f.forecaster, f.made_at, f.recorded_at, f.grade, f.says, f.probability,
  q.state, q.ended_how, q.outcome, q.known_at
FROM now_forecasts AS f JOIN now_questions AS q ON q.question = f.question
WHERE f.forecast > ? AND f.forecast <= ? ORDER BY f.forecast LIMIT ?"""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
A_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Marks:
    """What stands in every row: which program, which record, whether it is invented."""

    engine: str
    root: str
    simulated: str


def export_forecasts_csv(path: Path, out: IO[bytes], *, engine: str | None = None) -> int:
    """Write every forecast of the ledger at `path` as UTF-8 CSV; the number of rows.

    `engine` is the version of the scoring engine, else this program's version. Times are ISO 8601 UTC. Rows go up to
    the head at the start. Raises NoLedgerError, NotALedgerError, sqlite3.Error.
    """
    fixed, count = head(path), 0
    with reading(path) as database:
        (simulated,) = database.execute("SELECT simulated FROM now_ledger").fetchone()
        marks = _Marks(engine or __version__, fixed.root.hex(), "yes" if simulated else "no")
        out.write(_lines([COLUMNS]))
        for page in _pages(database, fixed.size):
            out.write(_lines([_row(row, marks) for row in page]))
            count += len(page)
    return count


def _pages(database: sqlite3.Connection, size: int) -> Iterator[list[tuple[Any, ...]]]:
    last = 0
    while rows := database.execute(ROWS, (last, size, PAGE)).fetchall():
        yield rows
        last = rows[-1][0]


def _lines(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _row(row: tuple[Any, ...], marks: _Marks) -> tuple[str, ...]:
    _, question, title, forecaster, made_at, recorded_at, grade, says, probability, *ended = row
    state, how, outcome, known_at = ended
    chance = orjson.loads(says)["probability"] if probability is not None else ""
    return (
        *(safe_cell(question), safe_cell(title), safe_cell(forecaster), _time(made_at), _time(recorded_at)),
        *(grade, safe_cell(says), chance, how if state == "annulled" else state),
        *(safe_cell(_outcome(outcome)), _time(known_at), marks.engine, marks.root, marks.simulated),
    )


def safe_cell(said: str) -> str:
    """Text that a spreadsheet would take for a formula, marked as text; a plain number stays one.

    >>> safe_cell("=1+1"), safe_cell("-3.1"), safe_cell("few")
    ("'=1+1", '-3.1', 'few')
    """
    return f"'{said}" if said.startswith(DANGEROUS) and not A_NUMBER.fullmatch(said) else said


def _outcome(said: str | None) -> str:
    return outcome_words(outcome_from(orjson.loads(said))) if said else ""


def _time(at: int | None) -> str:
    return "" if at is None else moment(at).isoformat()
