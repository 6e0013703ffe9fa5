"""What a look read over time: a row where something changed, for every value it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class ValueRead:
    """One value as it was read first on `day`; it held until the next row. `exact` is a decimal string, a text or a day."""

    value: str
    day: str
    as_of: str
    exact: str | None
    unit: str | None
    identity: str


def values_of(record: Record, look: str, *, limit: int = 100) -> tuple[ValueRead, ...]:
    """The newest values of a look, newest first."""
    sql = """SELECT value, day, as_of, exact, unit, identity FROM run_values
             WHERE look = ? ORDER BY day DESC, value LIMIT ?"""
    return tuple(ValueRead(*row) for row in record.rows(sql, (look, limit)))
