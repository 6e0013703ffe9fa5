"""Reads the body of a CSV file strictly: what does not look like the table we know is `Unusable`.

Columns are found by the name in the header, never by position: publishers reorder and add columns between
two versions of a file. A byte order mark, CRLF and line breaks inside quotes are read; a body that is not
UTF-8, has rows of another length than its header, or ends inside a quote is refused.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resolvers.source import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column name, as text, and the line of the file it starts on (from 1)."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The text of a cell, never stripped. Raises KeyError for a column the table does not have."""
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as published: columns in the order of the file, rows without the blank lines."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read(
    body: bytes,
    *,
    needed: Sequence[str] = (),
    closed: bool = False,
    spellings: Mapping[str, str] | None = None,
) -> Table | Unusable:
    """The table in `body`, with every column of `needed` in it exactly once.

    `spellings` maps another name a publisher is known to give a column to the name it is read by.
    With `closed`, the last row must end in a line break: for a publisher that always writes one, a file
    without it was cut short. Column names are stripped of blanks around them. A column that is not needed
    and named twice, or not at all, is left out of the cells.
    """
    text = _text(body)
    if isinstance(text, Unusable):
        return text
    if closed and not _is_closed(text):
        return Unusable("incomplete", f"The file stops inside its last line, line {_last_line(text)}.")
    try:
        records = list(_records(text))
    except csv.Error as error:
        return Unusable("shape_changed", f"The body is not a CSV table: {error}.")
    return _table(records, needed, spellings or {})


def _text(body: bytes) -> str | Unusable:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Unusable(
            "shape_changed", f"The body is not UTF-8: byte {error.start} is 0x{body[error.start]:02x}."
        )
    if not text.strip():
        return Unusable("shape_changed", "The body is empty where a CSV table was expected.")
    if text.lstrip().startswith("<"):
        return Unusable("shape_changed", f"A web page came instead of a CSV table: {_start(text)}.")
    return text


def _is_closed(text: str) -> bool:
    """Whether the last line ends as lines do: half of a CRLF is no end, unless the file breaks its lines so."""
    return text.endswith("\n") or (text.endswith("\r") and "\n" not in text)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not a blank line, with the line it starts on. Raises csv.Error."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for record in reader:
        if record:
            yield line, record
        line = reader.line_num + 1


def _table(
    records: list[tuple[int, list[str]]], needed: Sequence[str], spellings: Mapping[str, str]
) -> Table | Unusable:
    named = (name.strip() for name in records[0][1])
    columns = tuple(spellings.get(name, name) for name in named)
    if refusal := _refusal(columns, needed):
        return refusal
    for line, record in records[1:]:
        if len(record) != len(columns):
            return Unusable(
                "shape_changed",
                f"Line {line} has {len(record)} cells, the header has {len(columns)} columns.",
            )
    times = Counter(columns)
    kept = [(place, name) for place, name in enumerate(columns) if name and times[name] == 1]
    rows = (Row(line, {name: record[place] for place, name in kept}) for line, record in records[1:])
    return Table(columns, tuple(rows))


def _refusal(columns: tuple[str, ...], needed: Sequence[str]) -> Unusable | None:
    if missing := [name for name in needed if name not in columns]:
        found = _start(", ".join(columns))
        return Unusable("shape_changed", f"No column is named {_quoted(missing)}; the header has {found}.")
    if twice := [name for name in needed if columns.count(name) > 1]:
        return Unusable("shape_changed", f"More than one column is named {_quoted(twice)}.")
    return None


def _quoted(names: Sequence[str]) -> str:
    return " or ".join(f"'{name}'" for name in names)


def _start(text: str) -> str:
    """The beginning of outside text on one line, for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def _last_line(text: str) -> int:
    return len(text.splitlines())
