"""Rows of a CSV with a header, in UTF-8. Cells a spreadsheet was kept from obeying come without their apostrophe."""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ledger.exchange.safe_cell import unguarded
from ledger.exchange.tables.bad_row import CellError
from ledger.exchange.tables.columns import NotATableError
from ledger.questions.units import counted

HALF_SIGN = re.compile("[\udc80-\udcff]")
"""What a byte that is no UTF-8 is read as."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ledger.exchange.tables.reading import Row


class CsvReader:
    """Reads CSV."""

    def columns(self, path: Path) -> tuple[str, ...]:
        """The cells of the header."""
        with _opened(path) as reader:
            found = next(reader, None)
        if not found:
            raise NotATableError(path.name, "it has no header.")
        return tuple(name.strip() for name in found)

    def rows(
        self, path: Path, wanted: Sequence[str], spoiled: Callable[[int, CellError], None]
    ) -> Iterator[Row]:
        """Every row below the header; a row of another length is spoiled, one of empty cells is none."""
        found = self.columns(path)
        width = len(found)
        pick: Callable[[list[str]], Any] = itemgetter(
            *(found.index(name) if name in found else width for name in wanted)
        )
        with _opened(path) as reader:
            next(reader)
            line = reader.line_num
            for cells in reader:
                at, line = line + 1, reader.line_num
                if len(cells) != width:
                    if any(cells):
                        spoiled(at, _length(cells, width))
                    continue
                cells.append("")
                picked = pick(cells)
                # One look at all cells is much cheaper than one at each, a million times over.
                text = "".join(picked)
                if not text.isascii() and (error := _no_text(wanted, picked)):
                    spoiled(at, error)
                elif text or any(cells):
                    yield at, tuple(map(unguarded, picked)) if "'" in text else picked


def _length(cells: list[str], width: int) -> CellError:
    return CellError(
        "row",
        f"the header has {counted(width, 'cell')}",
        counted(len(cells), "cell"),
        "quote cells that hold commas",
    )


def _no_text(wanted: Sequence[str], cells: Sequence[str]) -> CellError | None:
    """What is wrong where bytes are no UTF-8, such as those of an umlaut in an older encoding."""
    for column, cell in zip(wanted, cells, strict=True):
        if HALF_SIGN.search(cell):
            found = HALF_SIGN.sub("\N{REPLACEMENT CHARACTER}", cell)
            return CellError(column, "these bytes are no UTF-8", found, "save the file as UTF-8")
    return None


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A csv reader. Raises NotATableError where the file is no CSV."""
    # Bytes that are no UTF-8 become halves of signs, which no entry may hold: the row is refused, not the file.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(file)
        try:
            yield reader
        except csv.Error as error:
            raise NotATableError(path.name, f"line {reader.line_num} is no CSV: {error}.") from error
