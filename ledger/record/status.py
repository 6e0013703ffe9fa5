"""Whether a ledger is well, in a few cheap queries: head, questions, looks, daemon, disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.record import looks, questions
from ledger.record.changes import waiting
from ledger.record.doubt import clock_doubt
from ledger.record.state import DAEMON, FAILED, Remembered, remembered, remembered_under
from ledger.record.undecided import past_last_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ledger.record.looks import Endangered, Health
    from ledger.record.opening import Head, Record

SILENT_AFTER_US = 2 * 3_600_000_000
"""A daemon that has not told of itself for so long is silent; where it sweeps seldom, for three sweeps."""

OVERDUE_AFTER_US = 8 * 86_400_000_000
"""By then every last day has been dealt with: sources are asked again a day later, a clock nobody tells is waited for a week."""

LOW_BYTES = 256 << 20
"""With less room than this the disk is low."""
LOW_US = 30 * 86_400_000_000
"""So it is where the ledger fills it within a month."""

YEAR_US = 365 * 86_400_000_000
MONTH_US = 30 * 86_400_000_000


@dataclass(frozen=True, slots=True)
class Status:
    """What a monitor asks. Times are microseconds UTC, sizes bytes.

    `by_state` counts what entries left, `by_standing` what the clock makes of it. `daemon` is its last heartbeat.
    `growth` is bytes a year, None in a ledger younger than a month; `free` is what the disk has left for it.
    `clock_doubt` says why nothing is decided by machine now, None where nothing speaks against the clock. `waiting` counts
    the questions that wait for a person, `overdue` those that nobody ended though their last day is long past. `failed` tells
    by duty of the daemon what its last run died of, and since when it does.
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
    free: int
    clock_doubt: str | None
    waiting: int
    silent_after_us: int = SILENT_AFTER_US
    failed: Mapping[str, Remembered] = field(default_factory=dict)
    overdue: int = 0

    @property
    def daemon_silent(self) -> bool:
        """Whether there was a daemon, and it has stopped telling of itself."""
        return self.daemon is not None and self.now_us - self.daemon.at > self.silent_after_us

    @property
    def full_in_us(self) -> int | None:
        """How long the disk lasts at this growth, in microseconds; None where that cannot be said."""
        return self.free * YEAR_US // self.growth if self.growth else None

    @property
    def disk_low(self) -> bool:
        """Whether there is little room left, or it will be used up within a month."""
        return self.free < LOW_BYTES or (self.full_in_us is not None and self.full_in_us < LOW_US)

    @property
    def well(self) -> bool:
        """Whether no question is endangered or overdue, no daemon silent, no duty failing, the clock sure, the disk not low."""
        silent = self.daemon_silent or self.failed
        return not (self.endangered or self.overdue or silent or self.clock_doubt or self.disk_low)


def status(record: Record, *, now_us: int, sweep_every_us: int = 0) -> Status:
    """The ledger's state of health at this moment. `sweep_every_us` is how often a daemon tells of itself."""
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
        free=shutil.disk_usage(record.path.parent).free,
        clock_doubt=clock_doubt(record, moment(now_us)),
        waiting=len(waiting(record, now_us=now_us)),
        silent_after_us=max(SILENT_AFTER_US, 3 * sweep_every_us),
        failed=remembered_under(record, FAILED),
        overdue=past_last_day(record, before_us=now_us - OVERDUE_AFTER_US),
    )


def _files(path: Path) -> tuple[Path, ...]:
    return (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal"))
