"""`epoch.chip_rows`: for how many quarters Epoch AI's file of chip sales has a figure of a maker.

It asks about the record, not about the chips: a quarter that Epoch never estimated is not a quarter without sales.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.epoch.sales import URL, Sales, sales_in
from resolvers.epoch.sold import newest_change
from resolvers.quarters import label, quarters_within
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class ChipRows:
    """How many of the span's whole calendar quarters have a complete row of the maker: a number, not marked incomplete.

    Zero is a reading: the file was read and has none. Covers the days of the span up to the fetch. Days before the maker's
    first row, and a maker without any row in the file, are refused, the latter with the names the file has. `as_of` is the newest `Last Modified` of the maker's rows.
    """

    maker: str

    name: ClassVar[str] = "epoch.chip_rows"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Epoch AI"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = "For how many quarters the file of chip sales has a complete row of a maker."
    home: ClassVar[str] = "https://epoch.ai/data/ai-chip-sales"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "quarters": Offer(
            "total",
            "quarters",
            never_falls=True,
            digits=0,
            about="whole quarters of the span with a complete row",
            revised=True,
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "maker": Param("Chip maker, such as Huawei, as the file names it"),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the file once and count."""
        page = yield Request(URL, accept="text/csv")
        return self._answer(page, span)

    def _answer(self, page: Evidence, span: Span) -> Answer:
        makers = sales_in(page.body, [self.maker])
        if isinstance(makers, Unusable):
            return makers
        covers = spoken_for(span, until=day_of(seen_at(page)))
        if isinstance(covers, NotYet):
            return covers
        [sales] = makers
        begins = min(row.quarter for row in sales.rows)
        if covers.last < begins:
            return Unusable(
                "incomplete",
                f"Rows of {self.maker} begin with {label(begins)}; of days before nothing is told.",
            )
        found = sales.complete(quarters_within(covers))
        return Reading(
            {"quarters": Decimal(len(found))},
            {"quarters": "quarters"},
            as_of=min(newest_change(sales.rows) or covers.last, day_of(page.fetched_at)),
            covers=covers,
            identity=f"Quarters with a complete row of {self.maker} in Epoch's chip sales",
            where={"quarters": _where(sales, found)},
        )


def _where(sales: Sales, found: Sequence[date]) -> str:
    if not found:
        return f"no row of {sales.maker} in these quarters; {sales.newest_complete()}"
    rows = [row for row in sales.of(found) if row.compute is not None and not row.incomplete]
    return f"lines {', '.join(str(row.line) for row in rows)}: {', '.join(map(label, found))}"
