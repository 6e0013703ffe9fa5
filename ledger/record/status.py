"""Whether a ledger is well, in a few cheap queries: head, questions, looks, daemon, disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record import looks, questions
from ledger.record.state import DAEMON, Remembered, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ledger.record.looks import Endangered, Health
    from ledger.record.opening import Head, Record

SILENT_AFTER_US = 2 * 3_600_000_000
"""A daemon that has not told of itself for so long is silent."""

YEAR_US = 365 * 86_400_000_000
MONTH_US = 30 * 86_400_000_000


@dataclass(frozen=True, slots=True)
class Status:
    """What a monitor asks. Times are microseconds UTC, sizes bytes.

    `by_state` counts what entries left, `by_standing` what the clock makes of it. `daemon` is its last heartbeat.
    `growth` is bytes a year, None in a ledger younger than a month.
    """

    path: Path
    ledger_id: str
    simulated: bool
    head: Head
    now_us: int
    by_state: Mapping[str, int]
    by_standing: Mapping[str, int]
    health: Health
    endangered: tuple[Endangered, ...]
    daemon: Remembered | None
    disk: int
    growth: int | None

    @property
    def daemon_silent(self) -> bool:
        """Whether there was a daemon, and it has stopped telling of itself."""
        return self.daemon is not None and self.now_us - self.daemon.at > SILENT_AFTER_US

    @property
    def well(self) -> bool:
        """Whether no question is endangered and no daemon silent."""
        return not self.endangered and not self.daemon_silent


def status(record: Record, *, now_us: int) -> Status:
    """The ledger's state of health at this moment."""
    disk = sum(part.stat().st_size for part in _files(record.path) if part.is_file())
    age = now_us - record.opened_at
    return Status(
        path=record.path,
        ledger_id=record.ledger_id,
        simulated=record.simulated,
        head=record.head(),
        now_us=now_us,
        by_state=questions.by_state(record),
        by_standing=questions.by_standing(record, now_us=now_us),
        health=looks.health(record, now_us=now_us),
        endangered=looks.endangered(record),
        daemon=remembered(record, DAEMON),
        disk=disk,
        growth=disk * YEAR_US // age if age >= MONTH_US else None,
    )


def _files(path: Path) -> tuple[Path, ...]:
    return (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal"))
