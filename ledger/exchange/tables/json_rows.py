"""Rows of JSON Lines: one object a line. Every value becomes the text a CSV would hold."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from ledger.exchange.tables.bad_row import CellError
from ledger.exchange.tables.columns import NotATableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ledger.exchange.tables.reading import Row


ABOVE = 2.0**63
"""From here on a whole number is read as a float."""


class JsonReader:
    """Reads JSON Lines."""

    def columns(self, path: Path) -> tuple[str, ...]:
        """The keys of the first object, and the unknown ones of any other."""
        first: dict[str, Any] = {}
        strange: dict[str, None] = {}
        for _, found in _objects(path):
            first = first or found
            if not found.keys() <= first.keys():
                strange |= dict.fromkeys(name for name in found if name not in first)
        if not first:
            raise NotATableError(path.name, "its first line is no JSON object.")
        return (*first, *strange)

    def rows(
        self, path: Path, wanted: Sequence[str], spoiled: Callable[[int, CellError], None]
    ) -> Iterator[Row]:
        """Every object; a line that is none is spoiled, a blank line is none."""
        for line, found in _objects(path, spoiled):
            get = found.get
            yield line, tuple([cell_text(get(name)) for name in wanted])


def _objects(
    path: Path, spoiled: Callable[[int, CellError], None] | None = None
) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as file:
        for line, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                found = _exact(orjson.loads(text), text)
            except (ValueError, RecursionError):
                found = None
            if isinstance(found, dict):
                yield line, found
            elif spoiled is not None:
                spoiled(line, CellError("row", "this line is no JSON object", "", "write one object a line"))


def _exact(found: Any, text: bytes) -> Any:
    """The same with whole numbers above 64 bits as they are written: as floats two ids would be one.

    Raises ValueError for thousands of digits, RecursionError for lists in lists a thousand deep.
    """
    if not isinstance(found, dict):
        return found
    large = [name for name, value in found.items() if isinstance(value, float) and abs(value) >= ABOVE]
    written = json.loads(text) if large else {}
    return found | {name: written[name] for name in large}


def cell_text(value: object) -> str:
    """A value as the text of a cell: a number as it is written, nothing as "", a list as its JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    return str(value) if isinstance(value, Decimal) else orjson.dumps(value).decode()
