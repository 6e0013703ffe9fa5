"""A table of Epoch AI's, or the refusal of it raised: for sources whose look ends where a cell cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resolvers import csv_table
from resolvers.refusal import RefusedError
from resolvers.source import Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHOWN = 40


def table_in(
    body: bytes, needed: Sequence[str], *, closed: bool, spellings: Mapping[str, str] | None = None
) -> csv_table.Table:
    """The table in `body`, as `csv_table.read` gives it. Raises RefusedError where it gives none."""
    table = csv_table.read(body, needed=needed, closed=closed, spellings=spellings)
    if isinstance(table, Unusable):
        raise RefusedError(table.why, table.detail)
    return table


def unreadable(row: csv_table.Row, column: str) -> RefusedError:
    """The refusal of a cell that is not what its column holds, to be raised."""
    found = row[column].strip()[:_SHOWN]
    return RefusedError("shape_changed", f"Line {row.line}, column '{column}': {found!r} cannot be read.")
