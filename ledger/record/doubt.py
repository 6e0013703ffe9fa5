"""What was remembered against this machine's clock, in words: one sentence for the log, the status page and `resolve`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.record.state import remembered as remembered_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.record.opening import Record

FAR_FROM_HOSTS = "clock_far_from_hosts"
BEHIND_RECORD = "clock_behind_record"
WAS_SET = "clock_was_set"

FAR = timedelta(minutes=5)
"""How far the clock may be from the truth and still decide."""

STEADY_FOR = timedelta(days=7)
"""How long a clock that was set has to go on evenly before it is believed, where nobody tells the time."""

Remembered = tuple[str, datetime] | None
"""A value and when it was written."""


def doubt_in_words(remembered: Callable[[str], Remembered], now: datetime) -> str | None:
    """Why nothing is decided by machine now; None while the clock is believed. `remembered` looks a name up."""
    if far := remembered(FAR_FROM_HOSTS):
        return far[0]
    was_set = remembered(WAS_SET)
    if was_set is not None and now < was_set[1] + STEADY_FOR:
        return was_set[0]
    behind = remembered(BEHIND_RECORD)
    if behind is None or now >= behind[1] - FAR:
        return None
    return (
        f"the clock says {now:%Y-%m-%d %H:%M}, and the ledger was written at {behind[1]:%Y-%m-%d %H:%M} UTC; "
        "nothing is decided by machine until a host agrees with it"
    )


def clock_doubt(record: Record, now: datetime) -> str | None:
    """The doubt that holds in a ledger that is read."""

    def look_up(name: str) -> Remembered:
        found = remembered_in(record, name)
        return (found.value, moment(found.at)) if found else None

    return doubt_in_words(look_up, now)
