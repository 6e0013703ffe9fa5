"""How long to leave a host alone after it failed or asked for it. Pure: the chance is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

FIRST = timedelta(minutes=1)
"""The longest wait after one failure; it doubles with each further one."""

LONGEST = timedelta(hours=6)
LONGEST_ASKED = timedelta(hours=24)
"""The longest wait a host may ask for."""

_ENOUGH_DOUBLINGS = 20
_MOST_DIGITS = 9
_LONGEST_SECOND = 11


@dataclass(frozen=True, slots=True)
class Refusal:
    """A host asked to be left alone: with which status, when, and until when."""

    host: str
    status: int
    at: datetime
    not_before: datetime


def delay(failures: int, rng: Random, retry_after: timedelta | None = None) -> timedelta:
    """How long to wait after `failures` failures in a row (at least 1): full jitter, at most `LONGEST`.

    Evenly between 0 and `FIRST` doubled each time, so that many hosts do not come back at once; never sooner than
    `retry_after`, itself at most `LONGEST_ASKED`. After M. Brooker, "Exponential Backoff And Jitter" (AWS, 2015).
    """
    doublings = min(max(failures, 1) - 1, _ENOUGH_DOUBLINGS)
    window = min(FIRST * (1 << doublings), LONGEST)
    asked = min(retry_after or timedelta(0), LONGEST_ASKED)
    return max(window * rng.random(), asked)


def asked_wait(header: str | None, now: datetime) -> timedelta | None:
    """What a `Retry-After` header asks for, from 0 to `LONGEST_ASKED`; None where it says nothing readable.

    Seconds or an HTTP date (RFC 9110, 10.2.3).
    """
    if header is None:
        return None
    written = header.strip()
    if written.isascii() and written.isdigit():
        return _of_seconds(written)
    until = http_date(written)
    if until is None:
        return None
    return max(timedelta(0), min(until - now, LONGEST_ASKED))


def wait_until(second: str | None, now: datetime) -> timedelta | None:
    """How long it is to a second counted from 1970, from 0 to `LONGEST_ASKED`; None where it is not one."""
    if second is None or not second.isascii() or not second.isdigit() or len(second) > _LONGEST_SECOND:
        return None
    wait = timedelta(seconds=int(second) - now.timestamp())
    return max(timedelta(0), min(wait, LONGEST_ASKED))


def http_date(header: str | None) -> datetime | None:
    """The moment in a header such as `Date`, aware UTC; None where it is not one."""
    if header is None:
        return None
    try:
        at = parsedate_to_datetime(header)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _of_seconds(digits: str) -> timedelta:
    if len(digits) > _MOST_DIGITS:
        return LONGEST_ASKED
    return min(timedelta(seconds=int(digits)), LONGEST_ASKED)
