"""Names that nobody has: said rather than answered with an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.record.people import names as everybody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.opening import Record

LISTED = 20
"""So many names are listed where one is not known."""


class NobodyError(UsageError):
    """Nobody of that name has forecast anything."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        more = f" and {len(known) - LISTED} more" if len(known) > LISTED else ""
        listed = ", ".join(known[:LISTED]) or "none"
        super().__init__(f"Nobody of the name {name!r} has forecast. There are: {listed}{more}.")


def each_has_forecast(record: Record, names: Sequence[str]) -> None:
    """Raises NobodyError for the first of the names under which nothing was ever forecast."""
    sql = "SELECT 1 FROM now_forecasts WHERE forecaster = ? LIMIT 1"
    for name in names:
        if record.one(sql, (name,)) is None:
            raise NobodyError(name, everybody(record))
