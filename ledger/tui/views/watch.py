"""Whether somebody wrote, and what the top line says of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.tui.times import ago

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.record.looks import Health
    from ledger.record.opening import Record
    from ledger.tui.desk import Desk


@dataclass(frozen=True, slots=True)
class Seen:
    """`record` is the connection to ask again. `version` is the file, and the data version that counts what others did to it."""

    record: Record
    version: tuple[int, int]
    aside: str
    simulated: bool


def file_of(path: Path) -> int:
    """Which file stands there, by its number on the disk; 0 for none."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def look_at(desk: Desk, record: Record | None, file: int) -> Seen:
    """What the ledger is like now. Raises LedgerError where it cannot be opened."""
    from ledger.record.looks import health

    watched = record or desk.record()
    version = (file, watched.data_version())
    return Seen(
        watched, version, _last_look(health(watched, now_us=desk.now_us), desk.now_us), watched.simulated
    )


def _last_look(health: Health, now_us: int) -> str:
    if not health.looks:
        return "no looks yet"
    by = f" by {health.last_by}" if health.last_by and health.last_at else ""
    return f"last look {ago(health.last_at, now_us)}{by}"
