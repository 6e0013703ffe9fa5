"""Turns what was found into the type a file says it has, or refuses it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from resolvers.cells import day, number
from resolvers.refusal import RefusedError
from resolvers.source import Param

Found = Decimal | str | date | bool
"""What `typed` gives; a truth value says whether an event has happened."""

LONGEST_TEXT = 400
"""Characters of a value that is a text."""

TYPE = Param(
    "what the value is: a number, a text, a date, or whether something has happened",
    required=False,
    default="number",
    choices=("number", "text", "date", "yes"),
)

_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9:]{4,6})?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS = (Decimal(10) ** 8, Decimal(10) ** 10)
_MILLISECONDS = (Decimal(10) ** 11, Decimal(10) ** 13)
_SHOWN = 60


def typed(kind: str, found: object, where: str) -> Found:
    """`found` as a `number`, `text`, `date` or `yes`. Raises `RefusedError`: shape_changed, naming `where`."""
    match kind:
        case "number":
            value: Found | None = as_number(found)
        case "date":
            value = as_day(found)
        case "yes":
            value = found if isinstance(found, bool) else None
        case _:
            value = _as_text(found)
    if value is None:
        raise RefusedError("shape_changed", f"At {where} stands {shown(found)}, which is no {kind}.")
    return value


def as_number(found: object) -> Decimal | None:
    """A number, also one written as text, also with commas between thousands; None for anything else."""
    match found:
        case bool():
            return None
        case Decimal() | int():
            return Decimal(found)
        case str():
            return number(found.replace(",", "") if _GROUPED.fullmatch(found.strip()) else found)
        case _:
            return None


def as_day(found: object) -> date | None:
    """The UTC day of an ISO date or date and time, or of seconds or milliseconds since 1970; None otherwise."""
    match found:
        case str():
            return day(found) or _day_of_moment(found.strip())
        case bool():
            return None
        case Decimal() | int():
            return _day_of_epoch(Decimal(found))
        case _:
            return None


def shown(found: object) -> str:
    """The beginning of what was found, for a sentence about it."""
    written = str(found) if isinstance(found, Decimal) else repr(found)
    return written if len(written) <= _SHOWN else written[:_SHOWN] + "…"


def _as_text(found: object) -> str | None:
    is_text = isinstance(found, str) and 0 < len(found.strip()) <= LONGEST_TEXT
    return found.strip() if is_text and isinstance(found, str) else None


def _day_of_moment(written: str) -> date | None:
    if not _MOMENT.fullmatch(written):
        return None
    try:
        at = datetime.fromisoformat(written)
        return at.date() if at.tzinfo is None else at.astimezone(UTC).date()
    except (ValueError, OverflowError):
        return None


def _day_of_epoch(count: Decimal) -> date | None:
    for scale, (least, most) in ((1, _SECONDS), (1000, _MILLISECONDS)):
        if least <= count < most:
            return (_EPOCH + timedelta(seconds=int(count) // scale)).date()
    return None
