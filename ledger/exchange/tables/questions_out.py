"""Every question as a row, with its end, as `fledger import table` takes it: beside the forecasts it gives the same scores.

`opens_at` is when its time begins in this ledger: not before it was asked here. Private questions are not in it.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import orjson

from ledger.exchange.tables.columns import OUTCOME_COLUMNS, QUESTION_COLUMNS
from ledger.exchange.tables.forecasts_out import time_text
from ledger.exchange.tables.marks import MARKS, marks
from ledger.exchange.tables.writing import write_rows
from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, YesNo, outcome_from
from ledger.record.every_question import every_question
from ledger.record.opening import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ledger.exchange.tables.reading import Form
    from ledger.exchange.tables.writing import Column, Line
    from ledger.record.opening import Row

COLUMNS: tuple[Column, ...] = (*((name, "text") for name in (*QUESTION_COLUMNS, *OUTCOME_COLUMNS)), *MARKS)
TIMES = ("opens_at", "closes_at", "resolves_at", "gives_up_at")
_TEXTS = ("kind", "title", "statement", "criteria", "unit", "otherwise")


def export_questions(path: Path, out: IO[bytes], form: Form, *, engine: str) -> int:
    """Write every question of the ledger at `path` but the private ones; the number of rows.

    Raises NoLedgerError, NotALedgerError, NoParquetError.
    """
    with Record.open(path) as record:
        return write_rows(out, COLUMNS, _rows(record, engine), form)


def _rows(record: Record, engine: str) -> Iterator[Line]:
    ends = marks(record, engine)
    for row in every_question(record, record.head().size):
        cells = _cells(row)
        yield (*(cells.get(name) for name in (*QUESTION_COLUMNS, *OUTCOME_COLUMNS)), *ends)


def _cells(row: Row) -> dict[str, str | None]:
    _, question, said, family, *times, how, outcome, known_at, resolved_at = row
    return {
        **question_cells(question, orjson.loads(said), family, times),
        "outcome": _outcome(orjson.loads(outcome)) if outcome else how,
        "known_at": time_text(known_at),
        "resolved_at": time_text(resolved_at),
    }


def question_cells(
    question: str, said: Mapping[str, Any], family: str, times: Sequence[int]
) -> dict[str, str | None]:
    """What a question's row says of it, by column, without its end; `times` are those of TIMES in microseconds UTC."""
    return {
        "question": question,
        "family": None if family == question else family,
        **{name: said.get(name) for name in _TEXTS},
        **{name: time_text(at) for name, at in zip(TIMES, times, strict=True)},
        **_range(said.get("range", {})),
        "digits": str(said["digits"]) if "digits" in said else None,
        "tags": _list(said.get("tags", [])),
        "options": _list([one["label"] for one in said.get("option", [])]),
        "ordered": "true" if said.get("ordered") else None,
    }


def _range(said: dict[str, Any]) -> dict[str, str | None]:
    ends = {"range_min": said.get("min"), "range_max": said.get("max"), "scale": said.get("scale")}
    return ends | {name: "true" if said.get(name) else None for name in ("open_min", "open_max")}


def _list(texts: list[str]) -> str | None:
    return orjson.dumps(texts).decode() if texts else None


def _outcome(said: dict[str, Any]) -> str:
    match outcome_from(said):
        case YesNo(yes):
            return "yes" if yes else "no"
        case Chosen(option):
            return option
        case Amount(value):
            return format(value, "f")
        case Beyond(side):
            return f"beyond {side}"
        case OnDay(day):
            return day.isoformat() if day else "later or never"
