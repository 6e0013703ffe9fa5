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
SEEN_BEFORE = "seen_before"
"""When they looked before that."""
ONE_LOOK = 12 * 3_600_000_000
"""Microseconds within which somebody who looks again is still at the same look: news stays news for so long."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A value and when it was written, in microseconds UTC."""

    value: str
    at: int


def remembered(record: Record, name: str) -> Remembered | None:
    """What was remembered under a name, or None."""
    row = record.one("SELECT value, at FROM run_state WHERE name = ?", (name,))
    return Remembered(*row) if row else None


def looked_before(record: Record, *, now_us: int) -> int | None:
    """When the look before the one that is taken now was, in microseconds UTC: the last that is no part of it. None for never."""
    seen = remembered(record, LAST_SEEN)
    if seen is not None and same_look(seen.at, now_us):
        seen = remembered(record, SEEN_BEFORE)
    return seen.at if seen else None


def same_look(began_us: int, now_us: int) -> bool:
    """Whether a look that began then goes on now; not one of a time to come, which a clock that was wrong has left.

    >>> same_look(0, ONE_LOOK - 1), same_look(0, ONE_LOOK), same_look(1, 0)
    (True, False, False)
    """
    return 0 <= now_us - began_us < ONE_LOOK


def remembered_under(record: Record, prefix: str) -> Mapping[str, Remembered]:
    """Everything that was remembered under names that begin so, by what follows, in order."""
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    sql = "SELECT name, value, at FROM run_state WHERE name >= ? AND name < ? ORDER BY name"
    return {name.removeprefix(prefix): Remembered(*rest) for name, *rest in record.rows(sql, (prefix, after))}
