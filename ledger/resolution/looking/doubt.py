"""Whether this machine's clock can be trusted to decide anything: publishers tell the time with every answer.

A doubt lasts until a look in which the hosts agree again; it is remembered between sweeps. Losing it costs a look. The
daemon notices by itself when somebody sets the clock; that is a doubt too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ledger.journal.deciding import last_entry_at
from ledger.journal.work import forget, remember, remembered
from ledger.questions.units import counted
from ledger.record.doubt import BEHIND_RECORD, FAR, FAR_FROM_HOSTS, WAS_SET, doubt_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from resolvers.replies import Heard
    from resolvers.source import Evidence

ENOUGH_HOSTS = 2
AHEAD_OF_HOSTS = "clock_ahead_of_hosts"
NOBODY: Mapping[str, Heard] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Times:
    """What the hosts of a sweep say the time is: how far each is from our clock, by host."""

    off: dict[str, timedelta]

    @property
    def far(self) -> tuple[str, ...]:
        """The hosts that are over five minutes away, by name."""
        return tuple(sorted(host for host, by in self.off.items() if abs(by) > FAR))

    @property
    def agree(self) -> bool:
        """Whether somebody told the time just now, and it was ours; hosts that differ are outvoted, unless two do."""
        return len(self.off) > len(self.far) and len(self.far) < ENOUGH_HOSTS

    @property
    def behind(self) -> timedelta | None:
        """How far behind our clock the nearest host is, where every one that told the time is over five minutes behind."""
        by = [-off for off in self.off.values()]
        return min(by) if by and min(by) > FAR else None


def times_of(evidence: Iterable[Evidence], heard: Mapping[str, Heard] = NOBODY) -> Times:
    """What hosts say the time is, against when they said it: those of this evidence, and those heard besides."""
    off = {host: told.server_date - told.at for host, told in heard.items() if told.server_date}
    return Times(
        off | {_host(each): each.server_date - each.fetched_at for each in evidence if each.server_date}
    )


def clock_doubt(times: Times) -> str | None:
    """Why nothing may be decided now: two hosts or more that are over five minutes from our clock; else None."""
    if len(times.far) < ENOUGH_HOSTS:
        return None
    minutes = round(max(abs(times.off[host]).total_seconds() for host in times.far) / 60)
    hosts = ", ".join(times.far)
    return f"the clock is up to {counted(minutes, 'minute')} from that of {hosts}; nothing is decided by machine until it agrees"


def _host(evidence: Evidence) -> str:
    return urlsplit(evidence.request.url).hostname or evidence.request.url


def doubt_after(connection: Connection, times: Times, now: datetime) -> str | None:
    """The doubt that holds after a sweep, remembered: a new one, or the old one until the hosts agree again.

    Called before the sweep writes its entries. Where no host agrees with our clock, the newest entry is asked too.
    """
    if times.agree:
        for name in (FAR_FROM_HOSTS, WAS_SET, BEHIND_RECORD, AHEAD_OF_HOSTS):
            forget(connection, name)
    elif found := clock_doubt(times):
        remember(connection, FAR_FROM_HOSTS, found, now)
    if times.behind is not None:
        remember(connection, AHEAD_OF_HOSTS, str(times.behind // timedelta(seconds=1)), now)
    if not times.agree and now < (last_at := last_entry_at(connection)) - FAR:
        remember(connection, BEHIND_RECORD, "behind", last_at)
    return doubt_that_holds(connection, now)


def believed(connection: Connection, now: datetime) -> datetime:
    """The moment by which windows end: the clock's, or that of the hosts where all that told the time are behind it."""
    ahead = remembered(connection, AHEAD_OF_HOSTS)
    return now - timedelta(seconds=int(ahead[0])) if ahead else now


def doubt_of_step(connection: Connection, step: timedelta, now: datetime) -> str | None:
    """The doubt that holds after the clock was set by `step`, remembered until hosts agree or it is set back."""
    if abs(step) > FAR:
        remember(connection, WAS_SET, _was_set(step), now)
    else:
        forget(connection, WAS_SET)
    return doubt_that_holds(connection, now)


def _was_set(step: timedelta) -> str:
    minutes = round(abs(step).total_seconds() / 60)
    which = "forward" if step > timedelta(0) else "back"
    return (
        f"the clock was set {counted(minutes, 'minute')} {which} while the daemon ran; "
        "nothing is decided by machine until a host agrees with it, or it goes on evenly for a week"
    )


def doubt_that_holds(connection: Connection, now: datetime) -> str | None:
    """The doubt that was remembered and still holds, in words."""
    return doubt_in_words(partial(remembered, connection), now)
