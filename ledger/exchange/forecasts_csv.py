"""Every forecast as a row of CSV that a spreadsheet can open without obeying it.

Forecasts on private questions are not in it.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import orjson

from ledger import __version__
from ledger.clock import moment
from ledger.questions.clean import clean
from ledger.questions.outcome import outcome_from, outcome_words
from ledger.record.every_forecast import pages_of_every_forecast
from ledger.record.opening import Record

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    *("question", "title", "forecaster", "made_at", "recorded_at", "grade", "says", "probability"),
    *("state", "outcome", "known_at", "engine_version", "journal_root", "simulated"),
)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula; the last four are their full-width forms."""
A_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Marks:
    """What stands in every row: which program, which record, whether it is invented."""

    engine: str
    root: str
    simulated: str


def export_forecasts_csv(path: Path, out: IO[bytes], *, engine: str | None = None) -> int:
    """Write every forecast of the ledger at `path` but those on private questions as UTF-8 CSV; the number of rows.

    `engine` is the version of the scoring engine, else this program's version. Times are ISO 8601 UTC. Rows go up to
    the head at the start. Raises NoLedgerError, NotALedgerError.
    """
    count = 0
    with Record.open(path) as record:
        fixed = record.head()
        marks = _Marks(engine or __version__, fixed.root, "yes" if record.simulated else "no")
        out.write(_lines([COLUMNS]))
        for page in pages_of_every_forecast(record, fixed.size):
            out.write(_lines([_row(row, marks) for row in page]))
            count += len(page)
    return count


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
    """Text without what acts unseen; what a spreadsheet would take for a formula is marked as text, a number stays one.

    >>> safe_cell("=1+1"), safe_cell("-3.1"), safe_cell("few")
    ("'=1+1", '-3.1', 'few')
    """
    shown = clean(said)
    return f"'{shown}" if shown.startswith(DANGEROUS) and not A_NUMBER.fullmatch(shown) else shown


def _outcome(said: str | None) -> str:
    return outcome_words(outcome_from(orjson.loads(said))) if said else ""


def _time(at: int | None) -> str:
    return "" if at is None else moment(at).isoformat()
