"""A file of rows, whatever its form: its columns, and every row as text cells with its line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from ledger.exchange.tables.columns import NotATableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ledger.exchange.tables.bad_row import CellError

Form = Literal["csv", "jsonl", "parquet"]
SUFFIXES: dict[str, Form] = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
BLOCK = 1 << 20
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""How a file begins that a spreadsheet saved as "Unicode text"."""


Row = tuple[int, tuple[str, ...]]
"""A row: its line, and the cells of the columns that were asked for, in their order; "" where there is none."""


class Reader(Protocol):
    """One form of file."""

    def columns(self, path: Path) -> tuple[str, ...]:
        """The names of its columns, in order. Raises NotATableError."""
        ...

    def rows(
        self, path: Path, wanted: Sequence[str], spoiled: Callable[[int, CellError], None]
    ) -> Iterator[Row]:
        """Its rows in order; what is no row is told to `spoiled`. Raises NotATableError."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it is read: its form, the SHA-256 of its bytes in hex, and their number."""

    path: Path
    form: Form
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name

    @property
    def reader(self) -> Reader:
        """What reads its form; Parquet's is loaded only for Parquet."""
        match self.form:
            case "csv":
                from ledger.exchange.tables import csv_rows

                return csv_rows.CsvReader()
            case "jsonl":
                from ledger.exchange.tables import json_rows

                return json_rows.JsonReader()
            case "parquet":
                from ledger.exchange.tables import parquet_rows

                return parquet_rows.ParquetReader()


def source(path: Path) -> Source:
    """A file by its suffix: .csv, .jsonl, .ndjson or .parquet. Raises NotATableError."""
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise NotATableError(path.name, f"its name ends with none of {', '.join(SUFFIXES)}.")
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        if form != "parquet" and file.peek(2)[:2] in UTF_16:
            raise NotATableError(path.name, "it is written in UTF-16. Save it as UTF-8.")
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return Source(path, form, digest.hexdigest(), size)
