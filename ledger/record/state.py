"""Small things that were remembered: when somebody last looked, whether the daemon is alive. They may be lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record

DAEMON = "daemon"
"""The daemon's heartbeat."""
FAILED = "failed_duty:"
"""Before the name of a duty of the daemon: what it died of when it was last done, and since when it does."""
LAST_SEEN = "last_seen"
"""When the person of this ledger last looked at Today."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A value and when it was written, in microseconds UTC."""

    value: str
    at: int


def remembered(record: Record, name: str) -> Remembered | None:
    """What was remembered under a name, or None."""
    row = record.one("SELECT value, at FROM run_state WHERE name = ?", (name,))
    return Remembered(*row) if row else None


def remembered_under(record: Record, prefix: str) -> Mapping[str, Remembered]:
    """Everything that was remembered under names that begin so, by what follows, in order."""
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    sql = "SELECT name, value, at FROM run_state WHERE name >= ? AND name < ? ORDER BY name"
    return {name.removeprefix(prefix): Remembered(*rest) for name, *rest in record.rows(sql, (prefix, after))}
