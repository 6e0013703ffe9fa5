"""One cell of a table as a value: every cell is text by then, and an empty one is none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

import orjson

from ledger.clock import microseconds
from ledger.exchange.tables.bad_row import CellError

PLAIN_NUMBER = re.compile(r"-?[0-9]{1,60}(?:\.[0-9]{1,60})?")
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,120}(?:\.[0-9]{0,120})?|\.[0-9]{1,120})(?:[eE][+-]?[0-9]{1,3})?")
"""What may be meant as a number: short enough to be written out at once."""
DAY = re.compile(r"[0-9]{4}(-?)[0-9]{2}\1[0-9]{2}")
MOMENT = re.compile(
    DAY.pattern
    + r"[T ][0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]+)?)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
"""A time as people mean it: no week, no seconds in a zone."""
YEARS = range(1000, 9001)
"""A question waits for an answer after it closes, so that the calendar must not end."""
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys, breaks a line or turns the reading order; marks that take no room are needed to write some languages."""
FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
TIME = "write it with its zone, such as 2026-05-14T09:30:00Z"


@lru_cache(maxsize=1_024)
def time_cell(column: str, cell: str) -> int:
    """A time as microseconds UTC. Raises CellError for a naive one, a bare day, or none."""
    try:
        at = datetime.fromisoformat(cell) if MOMENT.fullmatch(cell) or DAY.fullmatch(cell) else None
    except ValueError:
        at = None
    if at is None:
        raise CellError(column, "this is no time", cell, TIME)
    if at.tzinfo is None:
        raise CellError(column, "this time has no zone", cell, TIME)
    _near(column, cell, at)
    return microseconds(at)


@lru_cache(maxsize=1_024)
def question_time(column: str, cell: str) -> str:
    """A time of a question in the form of its file: UTC, or a bare day. Raises CellError."""
    if (day := _day(cell)) is None:
        time_cell(column, cell)
        return datetime.fromisoformat(cell).astimezone(UTC).isoformat()
    _near(column, cell, day)
    return day.isoformat()


def day_cell(column: str, cell: str) -> date:
    """A day. Raises CellError."""
    if (day := _day(cell)) is None:
        raise CellError(column, "this is no day", cell, "write it as 2026-12-31")
    return day


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if DAY.fullmatch(cell) else None
    except ValueError:
        return None


def _near(column: str, cell: str, day: date) -> None:
    if day.year not in YEARS:
        fix = f"give a year from {YEARS.start} to {YEARS.stop - 1}"
        raise CellError(column, "this lies too far away", cell, fix)


def number_cell(column: str, cell: str) -> str:
    """A number as the journal keeps it, digit for digit, without an exponent. Raises CellError.

    >>> number_cell("value", "0.350"), number_cell("value", "1e-05")
    ('0.350', '0.00001')
    """
    if PLAIN_NUMBER.fullmatch(cell):
        return cell
    bare = cell.strip()
    written = format(Decimal(bare), "f") if NUMBER.fullmatch(bare) else ""
    if not PLAIN_NUMBER.fullmatch(written):
        raise CellError(column, "this is no number", cell, "write it with digits and a point, such as 12.5")
    return written


def chance_cell(column: str, cell: str) -> str:
    """A probability from 0 to 1, as it was said. Raises CellError."""
    return _part(column, cell, "a probability lies from 0 to 1", "write 0.35 for 35 %")


def level_cell(column: str, cell: str) -> str:
    """The level of a quantile or an interval, as it was said. Raises CellError."""
    return _part(column, cell, "a level lies between 0 and 1", "write 0.1 for the level of 10 %")


def _part(column: str, cell: str, wrong: str, fix: str) -> str:
    if cell.endswith("%"):
        raise CellError(column, "this is a percentage", cell, fix)
    written = number_cell(column, cell)
    if not 0 <= float(written) <= 1:
        raise CellError(column, wrong, cell, fix)
    return written


def flag_cell(column: str, cell: str) -> bool:
    """True or false; an empty cell is false. Raises CellError."""
    if (found := FLAGS.get(cell.lower())) is None:
        raise CellError(column, "this is neither true nor false", cell, "write true or false")
    return found


def name_cell(column: str, cell: str) -> str:
    """What something is called by, such as an option or a unit: a text that shows all there is of it. Raises CellError."""
    if UNSEEN.search(cell):
        raise CellError(column, "this holds a sign that cannot be seen", cell, "type it again without it")
    return cell


def list_cell(column: str, cell: str) -> list[str]:
    """Several names: `a|b|c`, or a JSON array where one holds `|`. Raises CellError.

    >>> list_cell("options", "few|some|many"), list_cell("options", '["a|b", "c"]')
    (['few', 'some', 'many'], ['a|b', 'c'])
    """
    if not cell.startswith("["):
        return [name_cell(column, part.strip()) for part in cell.split("|")] if cell else []
    try:
        found = orjson.loads(cell)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise CellError(column, "this is no list of texts", cell, 'write a|b|c, or ["a", "b", "c"]')
    return [name_cell(column, one) for one in found]
