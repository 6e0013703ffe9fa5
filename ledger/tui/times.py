"""Times as people read them: how long ago, how long still, and days; deadlines also in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

from ledger.clock import moment

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def length(us: int) -> str:
    """A length of time in its biggest unit.

    >>> length(3 * HOUR), length(48 * DAY), length(800 * DAY)
    ('3 h', '48 d', '2.2 y')
    """
    us = abs(us)
    if us < HOUR:
        return f"{us // MINUTE} min"
    if us < 2 * DAY:
        return f"{us // HOUR} h"
    return f"{us // DAY} d" if us < 2 * 365 * DAY else f"{us / DAY / 365.25:.1f} y"


def ago(at: int | None, now: int) -> str:
    """`3 h ago`, `just now`, `never`."""
    if at is None:
        return "never"
    return "just now" if now - at < MINUTE else f"{length(now - at)} ago"


def left(at: int, now: int) -> str:
    """`in 48 d`, or `3 h ago` when it is over."""
    return f"in {length(at - now)}" if at > now else ago(at, now)


def day(at: int, zone: tzinfo | None = None) -> str:
    """The day, as `3 Jan 2027`, in a time zone (None: this machine's)."""
    return day_words(moment(at).astimezone(zone).date())


def short_day(at: int, zone: tzinfo | None = None) -> str:
    """The day in a narrow cell, as `3 Jan 27`."""
    on = moment(at).astimezone(zone).date()
    return f"{on.day} {MONTHS[on.month - 1]} {on.year % 100:02}"


def day_words(on: date) -> str:
    """`3 Jan 2027`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def clock_words(at: datetime | int, zone: tzinfo | None = None) -> str:
    """Day and time, as `3 Jan 2027 14:05`."""
    here = (moment(at) if isinstance(at, int) else at).astimezone(zone)
    return f"{day_words(here.date())} {here:%H:%M}"


def deadline(at: int, zone: tzinfo | None = None) -> str:
    """A deadline: local, with UTC beside it where that differs.

    >>> deadline(1798761599999999, UTC)
    '31 Dec 2026 23:59 UTC'
    """
    here, there = moment(at).astimezone(zone), moment(at).astimezone(UTC)
    if here.utcoffset() == there.utcoffset():
        return f"{clock_words(there, UTC)} UTC"
    other = f"{there:%H:%M}" if here.date() == there.date() else clock_words(there, UTC)
    return f"{clock_words(here, zone)} (UTC {other})"
