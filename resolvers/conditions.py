"""Which rows of a table count: cells equal to a text, or compared with one."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from resolvers.cells import number
from resolvers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from resolvers.csv_table import Row

_WRITTEN = re.compile(r"(?P<column>.+?) (?P<sign>=|!=|<=|>=|<|>|contains) (?P<told>.*)", re.DOTALL)
_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

HOW = "Write COLUMN SIGN VALUE with a space on both sides; SIGN is = != < <= > >= or contains."


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a cell of a row must be."""

    column: str
    sign: str
    told: tuple[str, ...]

    def holds(self, row: Row) -> bool:
        """Whether a row counts. Raises `RefusedError` where a number is to be compared and there is none."""
        cell = row[self.column].strip()
        match self.sign:
            case "=":
                return cell in self.told
            case "!=":
                return cell not in self.told
            case "contains":
                return self.told[0] in cell
            case _:
                return _COMPARE[self.sign](self._number(cell, row.line), Decimal(self.told[0]))

    def _number(self, cell: str, line: int) -> Decimal:
        read = number(cell)
        if read is None:
            detail = f"Line {line}, column {self.column!r}: {cell[:40]!r} is no number."
            raise RefusedError("shape_changed", detail)
        return read


def condition(written: str) -> Condition | None:
    """A condition written as `COLUMN SIGN VALUE`; None for anything else.

    >>> condition("eci >= 100")
    Condition(column='eci', sign='>=', told=('100',))
    """
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    if found["sign"] in _COMPARE and number(found["told"]) is None:
        return None
    return Condition(found["column"].strip(), found["sign"], (found["told"].strip(),))


def equalities(table: Mapping[str, str | int | Sequence[str | int]]) -> Iterator[Condition]:
    """The conditions of a table of column and value; a list means any of its items."""
    for column, told in table.items():
        items = [told] if isinstance(told, str | int) else told
        yield Condition(column, "=", tuple(str(item).strip() for item in items))
