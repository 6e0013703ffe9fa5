"""What stands at the end of every exported row: which arithmetic, which record, whether it is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.exchange.tables.writing import Column, Line
    from ledger.record.opening import Record

MARKS: tuple[Column, ...] = (("engine_version", "text"), ("journal_root", "text"), ("simulated", "text"))


def marks(record: Record, engine: str) -> Line:
    """The cells of MARKS for a record as it stands."""
    return engine, record.head().root, "yes" if record.simulated else "no"
