"""Rows as CSV, JSON Lines or Parquet: the same rows always give the same bytes."""

from __future__ import annotations

import csv
import io
from itertools import islice
from math import isfinite
from typing import IO, TYPE_CHECKING, Literal

import orjson

from ledger.exchange.escaped import escaped
from ledger.exchange.safe_cell import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ledger.exchange.tables.reading import Form

Of = Literal["text", "number", "whole", "flag"]
Column = tuple[str, Of]
Line = tuple[str | float | int | bool | None, ...]
PAGE = 20_000


def write_rows(out: IO[bytes], columns: Sequence[Column], rows: Iterable[Line], form: Form) -> int:
    """Write rows of these columns; their number. Raises NoParquetError.

    A CSV is safe to open in a spreadsheet. An infinite number is `inf` there, null in JSON, itself in Parquet.
    """
    coming = iter(rows)
    match form:
        case "csv":
            return _csv(out, columns, coming)
        case "jsonl":
            return _json_lines(out, columns, coming)
        case "parquet":
            from ledger.exchange.tables.parquet_out import write_parquet

            return write_parquet(out, columns, coming)


def pages(rows: Iterator[Line]) -> Iterator[list[Line]]:
    """The rows, so many at a time."""
    while page := list(islice(rows, PAGE)):
        yield page


def _csv(out: IO[bytes], columns: Sequence[Column], rows: Iterator[Line]) -> int:
    count = 0
    out.write(_lines([tuple(name for name, _ in columns)]))
    for page in pages(rows):
        out.write(_lines([tuple(map(_cell, row)) for row in page]))
        count += len(page)
    return count


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _cell(value: str | float | bool | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return safe_cell(value)
        case int() | float():
            return repr(value)


def _json_lines(out: IO[bytes], columns: Sequence[Column], rows: Iterator[Line]) -> int:
    names, count = [name for name, _ in columns], 0
    for page in pages(rows):
        out.write(
            b"".join(
                escaped(orjson.dumps(dict(zip(names, map(_json, row), strict=True)))) + b"\n" for row in page
            )
        )
        count += len(page)
    return count


def _json(value: str | float | bool | None) -> str | float | bool | None:
    return None if isinstance(value, float) and not isfinite(value) else value
