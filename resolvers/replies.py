"""What an answer's status and headers mean, before its body is looked at. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from resolvers.backoff import Refusal, asked_wait, http_date, wait_until
from resolvers.source import Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MOVED = frozenset({301, 302, 303, 307, 308})
SLOW_DOWN = timedelta(minutes=1)
"""The wait after a 429 that does not say how long."""

CLOCKS_APART = timedelta(days=730)
"""How far a publisher's clock may be from ours before its `Date` says nothing."""

_MAY_ASK_FOR_A_WAIT = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.SERVICE_UNAVAILABLE})
_LONGEST_DATE = 64
_ETAG = re.compile(r'(W/)?"[\x21\x23-\x7e]{0,254}"')


@dataclass(frozen=True, slots=True)
class Moved:
    """The publisher points elsewhere."""

    location: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A host's answer, whatever it was: its status, what time it told (aware UTC), and when it came."""

    status: int
    server_date: datetime | None
    at: datetime


def refusal(host: str, status: int, headers: Mapping[str, str], now: datetime) -> Refusal | None:
    """The wait a 429, 503 or 403 asks for, if it is that: a 503 or 403 must say how long, else it is something else.

    GitHub answers 403 when the requests of an hour are used up, and says when the next hour begins.
    """
    asked = asked_wait(headers.get("retry-after"), now)
    if asked is None and headers.get("x-ratelimit-remaining") == "0":
        asked = wait_until(headers.get("x-ratelimit-reset"), now)
    busy = status in _MAY_ASK_FOR_A_WAIT and asked is not None
    if status == HTTPStatus.TOO_MANY_REQUESTS or busy:
        return Refusal(host, status, now, now + (SLOW_DOWN if asked is None else asked))
    return None


def failure(status: int, key: str | None, host: str) -> Unusable:
    """Why an answer with a status other than 200, 304 or a redirect decides nothing. `key` names the key it went with."""
    told = f"{host} answers {status}"
    match status:
        case 404 | 410:
            return Unusable("source_missing", f"{told}: there is nothing at this address")
        case 401 | 403 if key is not None:
            return Unusable("no_key", f"{told}: the key {key!r} is not accepted")
        case 401 | 403 | 408 | 425 | 429:
            return Unusable("down", told)
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Unusable("down", told)
        case _:
            return Unusable("shape_changed", f"{told}, which is no answer to this request")


def server_date(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The moment in the `Date` header, aware UTC; None where there is none, or it is beyond reason."""
    at = http_date(headers.get("date"))
    return at if at is not None and abs(at - now) <= CLOCKS_APART else None


def etag(headers: Mapping[str, str]) -> str | None:
    """The entity tag, if it is a well-formed one that can be sent back."""
    written = headers.get("etag", "")
    return written if _ETAG.fullmatch(written) else None


def last_modified(headers: Mapping[str, str]) -> str | None:
    """The `Last-Modified` date as written, if it is one."""
    written = headers.get("last-modified", "")
    plain = len(written) <= _LONGEST_DATE and written.isascii() and written.isprintable()
    return written if plain and http_date(written) is not None else None
