"""What of the world's AI compute is held by whom, at the end of each quarter, as Epoch AI's file of chip owners gives it.

A row is one owner's stock of one designer's chips, running totals from the start of that series. So a stock does not
end: an owner and designer that had a row before and have none at a quarter's end are missing there, not zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resolvers.cells import day_us, number
from resolvers.epoch.marks import is_incomplete
from resolvers.epoch.tables import table_in, unreadable
from resolvers.exact_numbers import total
from resolvers.quarters import label, last_day, quarter_of
from resolvers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from resolvers import csv_table

DESIGNER, OWNER, END, INCOMPLETE, COMPUTE = COLUMNS = (
    "Chip manufacturer",
    "Owner",
    "End date",
    "Incomplete",
    "Compute estimate in H100e (median)",
)
_SPELLINGS: Mapping[str, str] = {
    "Designer": DESIGNER,
    "H100e (median)": COMPUTE,
    "H100e compute power (median)": COMPUTE,
}
"""Names the makers of the file give the same columns elsewhere, or have said they will."""

CHINA = "China"
SMUGGLED = "China (smuggled)"
_OTHERS = ("Google", "Microsoft", "Meta", "Amazon", "Oracle", "xAI", "CoreWeave", "Other")
_OWNERS: Mapping[str, str] = {
    **{name.casefold(): name for name in (CHINA, SMUGGLED, *_OTHERS)},
    "china(smuggled)": SMUGGLED,
    "china (official)": CHINA,
    "china(official)": CHINA,
}
"""Every owner whose side is known, by its spelling in small letters, those that were given up too."""

_LOOKED_BACK = 12
"""Quarters among which the newest complete one is looked for."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One owner's stock of one designer's chips at a quarter's end, in H100 equivalents; None where the cell is blank.

    An owner that is known stands here by its spelling of today.
    """

    line: int
    owner: str
    designer: str
    quarter: date
    compute: Decimal | None
    incomplete: bool

    @property
    def pair(self) -> tuple[str, str]:
        """Owner and designer, to compare by."""
        return self.owner, self.designer.casefold()


@dataclass(frozen=True, slots=True)
class Stock:
    """Everything the file says, in the order of its rows."""

    rows: tuple[Holding, ...]

    def at(self, quarter: date) -> tuple[Holding, ...]:
        """The rows of a quarter's end."""
        return tuple(row for row in self.rows if row.quarter == quarter)

    def gap(self, quarter: date) -> str | None:
        """Why what is held at this quarter's end is not all there, in words; None where it is."""
        rows = self.at(quarter)
        for row in rows:
            if row.incomplete or row.compute is None:
                return f"Line {row.line}: {row.owner} with {row.designer} at the end of {label(quarter)} is not complete"
        there = {row.pair for row in rows}
        for row in self.rows:
            if row.quarter < quarter and row.pair not in there:
                return f"{row.owner} has no row with {row.designer} at the end of {label(quarter)}, and had one before"
        return None

    def newest_complete(self, *, until: date) -> date | None:
        """The newest quarter up to `until` at whose end everything is there; None where there is none."""
        quarters = sorted({row.quarter for row in self.rows if row.quarter <= until}, reverse=True)
        return next((quarter for quarter in quarters[:_LOOKED_BACK] if self.gap(quarter) is None), None)


def stock_in(body: bytes) -> Stock:
    """The stock in a file. Raises RefusedError where a row cannot be read or stands there twice."""
    table = table_in(body, COLUMNS, closed=True, spellings=_SPELLINGS)
    rows = tuple(_holding(row) for row in table.rows)
    seen: set[tuple[tuple[str, str], date]] = set()
    for row in rows:
        if (row.pair, row.quarter) in seen:
            detail = f"Line {row.line} has {row.owner} with {row.designer} at the end of {label(row.quarter)} again."
            raise RefusedError("shape_changed", detail)
        seen.add((row.pair, row.quarter))
    return Stock(rows)


def held(rows: Iterable[Holding]) -> Decimal:
    """The sum of some rows, in H100 equivalents."""
    return total(row.compute for row in rows if row.compute is not None)


def is_known(owner: str) -> bool:
    """Whether it is known on which side this owner stands."""
    return owner.casefold() in _OWNERS


def _holding(row: csv_table.Row) -> Holding:
    end, compute = day_us(row[END]), number(row[COMPUTE])
    if end is None:
        raise unreadable(row, END)
    if row[COMPUTE].strip() and (compute is None or compute < 0):
        raise unreadable(row, COMPUTE)
    quarter = quarter_of(end)
    # A running total up to some other day is not what was held at the quarter's end.
    incomplete = is_incomplete(row[INCOMPLETE]) or end != last_day(quarter)
    owner, designer = _named(row[OWNER]), _named(row[DESIGNER])
    return Holding(row.line, _OWNERS.get(owner.casefold(), owner), designer, quarter, compute, incomplete)


def _named(cell: str) -> str:
    return " ".join(cell.split())
