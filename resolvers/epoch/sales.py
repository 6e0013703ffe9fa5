"""One maker's chip sales by calendar quarter, as Epoch AI's file of sales by chip gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resolvers import csv_table
from resolvers.cells import day_us, number
from resolvers.epoch.marks import is_incomplete
from resolvers.epoch.tables import unreadable
from resolvers.exact_numbers import total
from resolvers.quarters import label, quarter_of
from resolvers.source import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

URL = "https://epoch.ai/data/ai_chip_sales_timelines_by_chip.csv"
MAKER, START, INCOMPLETE, COMPUTE = COLUMNS = (
    "Chip manufacturer",
    "Start date",
    "Incomplete",
    "Compute estimate in H100e (median)",
)
_CHANGED = "Last Modified"
_SPELLINGS: Mapping[str, str] = {"Designer": MAKER, "H100e (median)": COMPUTE}
"""Names that Epoch has said it will give the same columns."""


@dataclass(frozen=True, slots=True)
class Sale:
    """What of one chip was sold in one quarter, in H100 equivalents (median); None where the cell is blank."""

    line: int
    quarter: date
    compute: Decimal | None
    incomplete: bool
    changed_on: date | None


@dataclass(frozen=True, slots=True)
class Sales:
    """Everything the file says of one maker."""

    maker: str
    rows: tuple[Sale, ...]

    def of(self, quarters: Sequence[date]) -> tuple[Sale, ...]:
        """The rows of these quarters."""
        return tuple(row for row in self.rows if row.quarter in quarters)

    def missing(self, quarters: Sequence[date]) -> tuple[date, ...]:
        """Those of the quarters the file has no row of."""
        there = {row.quarter for row in self.rows}
        return tuple(quarter for quarter in quarters if quarter not in there)

    def unfinished(self, quarters: Sequence[date]) -> Sale | None:
        """The first row of these quarters that is marked incomplete or has no number."""
        return next((row for row in self.of(quarters) if row.incomplete or row.compute is None), None)

    def newest_complete(self) -> str:
        """A clause that names the newest complete quarter, for a sentence."""
        unfinished = {row.quarter for row in self.rows if row.incomplete or row.compute is None}
        complete = [row for row in self.rows if row.quarter not in unfinished]
        if not complete:
            return f"no quarter of {self.maker} is complete"
        newest = max(row.quarter for row in complete)
        changed = max((row.changed_on for row in complete if row.changed_on), default=None)
        when = f", last changed on {changed}" if changed else ""
        return f"the newest complete quarter of {self.maker} is {label(newest)}{when}"

    def complete(self, quarters: Sequence[date]) -> tuple[date, ...]:
        """Those of the quarters with a row that has a number and is not marked incomplete."""
        there = {row.quarter for row in self.rows if row.compute is not None and not row.incomplete}
        return tuple(quarter for quarter in quarters if quarter in there)

    def compute(self, quarters: Sequence[date]) -> Decimal:
        """The sum over these quarters, in H100 equivalents."""
        return total(row.compute for row in self.of(quarters) if row.compute is not None)


def sales_in(body: bytes, makers: Sequence[str]) -> tuple[Sales, ...] | Unusable:
    """The sales of each of these makers, in their order, from the file of sales by chip."""
    table = csv_table.read(body, needed=COLUMNS, closed=True, spellings=_SPELLINGS)
    if isinstance(table, Unusable):
        return table
    found: list[Sales] = []
    for maker in makers:
        sales = sales_of(maker, table)
        if isinstance(sales, Unusable):
            return sales
        found.append(sales)
    return tuple(found)


def sales_of(maker: str, table: csv_table.Table) -> Sales | Unusable:
    """The rows of one maker, compared without regard to case; none of them may be unreadable."""
    rows: list[Sale] = []
    for row in _rows_of(maker, table):
        sale = _sale(row)
        if isinstance(sale, Unusable):
            return sale
        rows.append(sale)
    if not rows:
        named = ", ".join(sorted({" ".join(row[MAKER].split())[:30] for row in table.rows})[:12])
        return Unusable("identity_changed", f"No row is of '{maker}'; the column '{MAKER}' has: {named}.")
    return Sales(maker, tuple(rows))


def _rows_of(maker: str, table: csv_table.Table) -> Iterator[csv_table.Row]:
    wanted = maker.strip().casefold()
    return (row for row in table.rows if row[MAKER].strip().casefold() == wanted)


def _sale(row: csv_table.Row) -> Sale | Unusable:
    start = day_us(row[START])
    if start is None:
        return unreadable(row, START).answer
    compute = number(row[COMPUTE])
    if row[COMPUTE].strip() and (compute is None or compute < 0):
        return unreadable(row, COMPUTE).answer
    changed_on = day_us(row.cells.get(_CHANGED, "").strip().split(" ")[0])
    return Sale(row.line, quarter_of(start), compute, is_incomplete(row[INCOMPLETE]), changed_on)
