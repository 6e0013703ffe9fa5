"""Times as people read them: how long ago, how long still, and days.

A moment (made, known, looked at) is told in local time. A deadline is a day of UTC, as its file and the commands have it:
it is told as that day wherever one reads it, and with its local time where there is room for both.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from ledger.clock import microseconds, moment, stands_twice, start_of

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEKS, YEARS = 45, 500
"""Days of a span below which weeks have names, and from which only years have."""
LONGEST_AXIS = 400 * 366
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
    return _short(moment(at).astimezone(zone).date())


def utc_day(at: int) -> str:
    """The day as a file has it, a deadline's above all: that of UTC, as `31 Mar 2029`.

    >>> utc_day(1869695999999999)
    '31 Mar 2029'
    """
    return day_words(moment(at).date())


def short_utc_day(at: int) -> str:
    """The same in a narrow cell, as `31 Mar 29`."""
    return _short(moment(at).date())


def _short(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]} {on.year % 100:02}"


def day_words(on: date) -> str:
    """`3 Jan 2027`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def clock_words(at: datetime | int, zone: tzinfo | None = None) -> str:
    """Day and time, as `3 Jan 2027 14:05`; where clocks show it twice, with its offset: `25 Oct 2026 02:30 +0200`."""
    here = _here(at, zone)
    return f"{day_words(here.date())} {here:%H:%M}{f' {here:%z}' if stands_twice(here, zone) else ''}"


def clock_cell(at: datetime | int, zone: tzinfo | None = None) -> str:
    """The same in 17 cells; an offset takes the place of the year: `25 Oct 02:30+0200`."""
    here = _here(at, zone)
    if stands_twice(here, zone):
        return f"{here.day} {MONTHS[here.month - 1]} {here:%H:%M%z}"
    return clock_words(here, zone)


def _here(at: datetime | int, zone: tzinfo | None) -> datetime:
    return (moment(at) if isinstance(at, int) else at).astimezone(zone)


def names_of_times(start: int, end: int) -> tuple[tuple[int, str], ...]:
    """(time, name) of the first UTC days of weeks, months or years between two times, whichever are few and more than one.

    >>> us = lambda on: int(datetime.fromisoformat(on + "T00:00+00:00").timestamp() * 1_000_000)
    >>> [name for _, name in names_of_times(us("2026-11-21"), us("2027-02-10"))]
    ['Dec', 'Jan 27', 'Feb']
    """
    first, last = (moment(at).date() for at in (start, end))
    days = [first + timedelta(days=at) for at in range(1, min((last - first).days, LONGEST_AXIS) + 1)]
    if len(days) < WEEKS:
        named = [(on, f"{on.day} {MONTHS[on.month - 1]}") for on in days if on.weekday() == 0]
    elif len(days) < YEARS:
        named = [(on, _month(on)) for on in days if on.day == 1]
    else:
        named = [(on, f"{on.year}") for on in days if (on.month, on.day) == (1, 1)]
    return tuple((microseconds(start_of(on)), name) for on, name in named)


def _month(on: date) -> str:
    """A month is named alone, but for the first of a year."""
    return MONTHS[on.month - 1] + (f" {on.year % 100:02}" if on.month == 1 else "")


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
