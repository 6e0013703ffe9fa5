"""Every forecast as a row, with its question and its end. Forecasts on private questions are not in it.

`fledger import table` takes the rows back: `says` holds what was said whole, `expires_at` when it stopped standing.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import orjson

from ledger import __version__
from ledger.clock import moment
from ledger.exchange.tables.marks import MARKS, marks
from ledger.exchange.tables.writing import write_rows
from ledger.questions.outcome import outcome_from, outcome_words
from ledger.record.every_forecast import pages_of_every_forecast
from ledger.record.opening import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ledger.exchange.tables.reading import Form
    from ledger.exchange.tables.writing import Column, Line
    from ledger.record.opening import Row

_TEXTS = (
    *("question", "title", "forecaster", "made_at", "recorded_at", "grade", "says", "probability"),
    *("expires_at", "imputed", "state", "outcome", "known_at"),
)
COLUMNS: tuple[Column, ...] = (
    *((name, "flag" if name == "imputed" else "text") for name in _TEXTS),
    *MARKS,
)


def export_forecasts(path: Path, out: IO[bytes], form: Form = "csv", *, engine: str | None = None) -> int:
    """Write every forecast of the ledger at `path` but those on private questions; the number of rows.

    `engine` is the version of the scoring engine, else this program's version. Times are ISO 8601 UTC; numbers are as
    they were said. Rows go up to the head at the start. Raises NoLedgerError, NotALedgerError, NoParquetError.
    """
    with Record.open(path) as record:
        return write_rows(out, COLUMNS, _rows(record, engine or __version__), form)


def _rows(record: Record, engine: str) -> Iterator[Line]:
    ends, size = marks(record, engine), record.head().size
    for page in pages_of_every_forecast(record, size):
        yield from (_row(row) + ends for row in page)


def _row(row: Row) -> Line:
    _, question, title, forecaster, made_at, recorded_at, grade, says, probability, *more = row
    state, how, outcome, known_at, gone_at, imputed = more
    chance = orjson.loads(says)["probability"] if probability is not None else None
    return (
        *(question, title, forecaster, time_text(made_at), time_text(recorded_at), grade, says, chance),
        *(time_text(gone_at), bool(imputed), how if state == "annulled" else state),
        *(_outcome(outcome), time_text(known_at)),
    )


def _outcome(said: str | None) -> str | None:
    return outcome_words(outcome_from(orjson.loads(said))) if said else None


def time_text(at: int | None) -> str | None:
    """Microseconds UTC in ISO 8601, or None."""
    return None if at is None else moment(at).isoformat()
