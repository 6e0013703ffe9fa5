"""What time it is, handed in from outside, so that nothing in the ledger asks the machine by itself."""

from __future__ import annotations

import time as machine
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Tells the time, as aware UTC."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, UTC."""
        return datetime.now(UTC)


@dataclass
class SetClock:
    """A clock that stands where it is put: for simulated ledgers and for tests."""

    at: datetime

    def now(self) -> datetime:
        """The moment it was put at."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Go on by `by`."""
        self.at += by


def running_seconds() -> float:
    """Seconds of a clock that nobody sets, from a moment of its own; the sleep of a suspended machine counts."""
    # On Linux only this one goes on in suspend; elsewhere the plain one does, where the system can tell at all.
    return machine.clock_gettime(getattr(machine, "CLOCK_BOOTTIME", machine.CLOCK_MONOTONIC))


def microseconds(at: datetime) -> int:
    """Microseconds since 1970-01-01 UTC of an aware time. Raises ValueError for a naive one.

    >>> microseconds(datetime(2026, 5, 14, tzinfo=UTC))
    1778716800000000
    """
    if at.tzinfo is None:
        message = f"{at.isoformat()} has no time zone."
        raise ValueError(message)
    return (at - EPOCH) // timedelta(microseconds=1)


def moment(us: int) -> datetime:
    """The aware UTC time of so many microseconds since 1970-01-01.

    >>> moment(1778716800000000).isoformat()
    '2026-05-14T00:00:00+00:00'
    """
    return EPOCH + timedelta(microseconds=us)


def stands_twice(at: datetime, zone: tzinfo | None = None) -> bool:
    """Whether clocks of a zone (None: this machine's) show this time twice, as in the night when summer time ends."""
    shown = at.astimezone(zone).replace(tzinfo=zone)
    return shown.replace(fold=0).astimezone(UTC) != shown.replace(fold=1).astimezone(UTC)


def start_of(day: date) -> datetime:
    """00:00 UTC of a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def end_of(day: date) -> datetime:
    """The last microsecond of a day, UTC."""
    return datetime.combine(day, time.max, tzinfo=UTC)
