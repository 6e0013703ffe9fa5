"""What is made of the cells of one column: a sum, a mean, the newest one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from resolvers.exact_numbers import mean, total
from resolvers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from resolvers.typed_value import Found

AGGREGATES = ("only", "first", "last", "sum", "count", "mean", "max", "min")
NEED_NUMBERS = frozenset({"sum", "count", "mean", "max", "min"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, the line its row starts on, and its row's day if rows have one."""

    line: int
    value: Found
    day: date | None


@dataclass(frozen=True, slots=True)
class Made:
    """What came out: the value, where it stands, and for the last one the day it is of."""

    value: Found
    where: str
    day: date | None = None


def aggregated(how: str, cells: Sequence[Cell], column: str) -> Made:
    """The aggregate `how` (of `AGGREGATES`) of the cells, in the order of the file.

    Only a sum and a count of no cells mean something. Raises `RefusedError` where `only` finds several rows, and
    where `first` or `last` finds rows of one day that differ.
    """
    match how:
        case "count":
            return Made(Decimal(len(cells)), _lines(cells, column))
        case "sum":
            return Made(total(_numbers(cells)), _lines(cells, column))
        case "mean":
            return Made(mean(_numbers(cells)), _lines(cells, column))
        case "max":
            return _of(max(cells, key=_size), column)
        case "min":
            return _of(min(cells, key=_size), column)
        case "only":
            return _of(_the_only(cells), column)
        case _:
            return _at_end(how, cells, column)


def _at_end(how: str, cells: Sequence[Cell], column: str) -> Made:
    """The first or last by day; where rows have no days, by the order of the file."""
    days = [cell.day for cell in cells if cell.day is not None]
    if not days:
        return _of(cells[0] if how == "first" else cells[-1], column)
    day = min(days) if how == "first" else max(days)
    there = [cell for cell in cells if cell.day == day]
    if len({cell.value for cell in there}) > 1:
        raise RefusedError("shape_changed", f"{_lines(there, column)}: several rows of {day} differ.")
    return _of(there[0], column, day if how == "last" else None)


def _the_only(cells: Sequence[Cell]) -> Cell:
    if len(cells) > 1:
        lines = ", ".join(str(cell.line) for cell in cells[:5])
        raise RefusedError("shape_changed", f"{len(cells)} rows count where one was expected: lines {lines}.")
    return cells[0]


def _of(cell: Cell, column: str, day: date | None = None) -> Made:
    return Made(cell.value, f"line {cell.line}, column {column!r}", day)


def _size(cell: Cell) -> Decimal:
    return total(_numbers([cell]))


def _numbers(cells: Sequence[Cell]) -> list[Decimal]:
    return [cell.value for cell in cells if isinstance(cell.value, Decimal)]


def _lines(cells: Sequence[Cell], column: str) -> str:
    if not cells:
        return "no rows"
    rows = f"{len(cells)} rows, lines {cells[0].line} to {cells[-1].line}"
    return f"{rows}, column {column!r}" if column else rows
