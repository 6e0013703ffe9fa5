"""A moment as somebody types it: a bare day, or a time that says its zone."""

from __future__ import annotations

from datetime import date, datetime

from ledger.clock import start_of


class NotAMomentError(ValueError):
    """The text is no moment."""


class NoTimeError(NotAMomentError):
    """The text is no day and no time."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no time; write 2027-03-01 or 2027-03-01T12:00Z.")


class NoZoneError(NotAMomentError):
    """The time could be meant here or in UTC. Question files refuse such a time as well."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} has no time zone; add Z for UTC or an offset, or write a bare day.")


def typed_moment(text: str) -> datetime:
    """The aware time; a bare day is its start, UTC. Raises NoTimeError, NoZoneError.

    >>> typed_moment("2027-03-01").isoformat(), typed_moment("2027-03-01T12:00-04:00").isoformat()
    ('2027-03-01T00:00:00+00:00', '2027-03-01T12:00:00-04:00')
    """
    try:
        return start_of(date.fromisoformat(text))
    except ValueError:
        return _clock_time(text)


def _clock_time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise NoTimeError(text) from error
    if at.tzinfo is None:
        raise NoZoneError(text)
    return at
