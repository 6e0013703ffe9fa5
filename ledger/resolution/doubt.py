"""Whether this machine's clock can be trusted to decide anything: publishers tell the time with every answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resolvers.source import Evidence

FAR = timedelta(minutes=5)
ENOUGH_HOSTS = 2


def clock_doubt(evidence: Iterable[Evidence]) -> str | None:
    """Why nothing may be decided now: two hosts or more whose `Date` is over five minutes from our clock; else None."""
    off = {_host(each): each.server_date - each.fetched_at for each in evidence if each.server_date}
    far = sorted(host for host, by in off.items() if abs(by) > FAR)
    if len(far) < ENOUGH_HOSTS:
        return None
    minutes = round(max(abs(off[host]).total_seconds() for host in far) / 60)
    return f"the clock is up to {minutes} minutes from that of {', '.join(far)}; nothing is decided by machine until it agrees"


def _host(evidence: Evidence) -> str:
    return urlsplit(evidence.request.url).hostname or evidence.request.url
