"""What no value in any file may be, wherever it stands: endless, invisible, or out of all time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ledger.questions.clean import is_clean
from ledger.questions.finding import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.questions.finding import Key

_LARGEST = 2**53 - 1
_DIGITS = 50
FIRST_DAY, LAST_DAY = date(1700, 1, 1), date(2200, 12, 31)
"""Days and times outside cannot be counted in microseconds from 1970, or leave no room for what follows them."""

_TYPE_AGAIN = "type the text again without them"


def walk(content: dict[str, Any]) -> tuple[Finding, ...]:
    """Everything wrong with single values, in the order of the file."""
    return tuple(_all(content.items(), ()))


def _inside(value: Any, key: Key) -> Iterator[Finding]:
    match value:
        case str():
            wrong = "this text has invisible control characters"
            yield Finding(key, "control-characters", wrong, _TYPE_AGAIN, shown(value))
        case Decimal() | bool() | int():
            yield from _number(value, key)
        case dict():
            yield from _all(value.items(), key)
        case list():
            yield from _all(enumerate(value), key)
        case time():
            yield Finding(
                key, "wrong-type", "a time without a day is used nowhere", "write a date", shown(value)
            )
        case datetime() | date():
            yield from _day(value, key)
        case _:  # no other type comes out of TOML
            return


def _all(steps: Iterable[tuple[str | int, Any]], key: Key) -> Iterator[Finding]:
    for step, value in steps:
        if not (isinstance(value, str) and is_clean(value)):  # as most are
            yield from _inside(value, (*key, step))


def _day(value: date, key: Key) -> Iterator[Finding]:
    if not FIRST_DAY <= _utc_day(value) <= LAST_DAY:
        fix = f"write a day from {FIRST_DAY} to {LAST_DAY}"
        yield Finding(key, "day-range", "this day is too far away", fix, shown(value))


def _utc_day(value: date) -> date:
    if not isinstance(value, datetime):
        return value
    try:
        return value.astimezone(UTC).date() if value.tzinfo else value.date()
    except OverflowError:
        return value.date()


def _number(value: Decimal | int, key: Key) -> Iterator[Finding]:
    if isinstance(value, Decimal):
        if not value.is_finite():
            yield Finding(key, "out-of-range", "this is no number", "write a finite number", shown(value))
        elif value and (abs(value.adjusted()) > _DIGITS or len(value.as_tuple().digits) > _DIGITS):
            yield Finding(
                key,
                "out-of-range",
                f"this number needs more than {_DIGITS} digits",
                "write a shorter one",
                shown(value),
            )
    elif abs(value) > _LARGEST:
        yield Finding(
            key, "out-of-range", "this whole number is too large", f"give at most {_LARGEST}", shown(value)
        )
