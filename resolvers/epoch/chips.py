"""`epoch.chip_ratio`: one chip maker's compute sold as a share of another's, from Epoch AI's AI Chip Sales data.

Compute is in H100 equivalents (peak 8-bit operations), the median of Epoch's estimates, counted in the
quarter a row starts in. Epoch estimates anew after each quarter's filings, so figures of past quarters move.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.epoch.sales import URL, Sales, sales_in
from resolvers.epoch.sold import lacking, lines, newest_change
from resolvers.exact_numbers import difference, product, ratio
from resolvers.quarters import not_whole, whole_quarters, year_before
from resolvers.source import (
    Answer,
    Evidence,
    Look,
    NotYet,
    Offer,
    Param,
    Reading,
    Request,
    Span,
    Unusable,
    Value,
    WindowForm,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class ChipRatio:
    """`numerator`'s compute in percent of `denominator`'s, over a span of whole quarters.

    Every quarter must be there on both sides and none marked incomplete. The same share one year earlier and
    the change, in percentage points, are left out when that year is not complete. `as_of` is the newest
    `Last Modified` among the rows used.
    """

    numerator: str = "Huawei"
    denominator: str = "Nvidia"

    name: ClassVar[str] = "epoch.chip_ratio"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "Epoch AI"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = "AI compute sold by one chip maker as a share of another's, in H100 equivalents."
    home: ClassVar[str] = "https://epoch.ai/data/ai-chip-sales"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"over"})
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "ratio_pct": Offer(
            "level", "percent", about="numerator over denominator, both summed over the span", revised=True
        ),
        "previous_ratio_pct": Offer(
            "level", "percent", about="the same over the span one year earlier", revised=True
        ),
        "change_pct_points": Offer(
            "level", "percentage points", about="the share less that of the year before", revised=True
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "numerator": Param(
            "Chip maker whose share it is, as the file names it", required=False, default="Huawei"
        ),
        "denominator": Param("Chip maker it is a share of", required=False, default="Nvidia"),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the file once, if the span is made of whole quarters."""
        quarters = whole_quarters(span)
        if quarters is None:
            return not_whole(span)
        page = yield Request(URL, accept="text/csv")
        return self._answer(page, span, quarters)

    def _answer(self, page: Evidence, span: Span, quarters: Sequence[date]) -> Answer:
        sides = sales_in(page.body, (self.numerator, self.denominator))
        if isinstance(sides, Unusable):
            return sides
        covers = spoken_for(span, until=day_of(seen_at(page)))
        if isinstance(covers, NotYet):
            return covers
        if refusal := lacking(sides, quarters):
            return refusal
        if not sides[1].compute(quarters):
            return Unusable(
                "shape_changed", f"{self.denominator} sold nothing in that span; no share of it exists."
            )
        return self._reading(sides, quarters, covers)

    def _reading(self, sides: Sequence[Sales], quarters: Sequence[date], covers: Span) -> Reading:
        used = [row for side in sides for row in side.of(quarters)]
        values: dict[str, Value] = {"ratio_pct": _percent(sides, quarters)}
        where = {"ratio_pct": _where(sides, quarters)}
        earlier = _earlier(sides, quarters)
        if earlier:
            values["previous_ratio_pct"] = _percent(sides, earlier)
            values["change_pct_points"] = _change(sides, quarters, earlier)
            where["previous_ratio_pct"] = _where(sides, earlier)
            where["change_pct_points"] = f"{where['ratio_pct']}; less {where['previous_ratio_pct']}"
        return Reading(
            values,
            {name: self.offers[name].unit or "" for name in values},
            as_of=newest_change(used) or covers.last,
            covers=covers,
            identity=f"{self.numerator} over {self.denominator}: H100e median, by start quarter",
            where=where,
        )


def _earlier(sides: Sequence[Sales], quarters: Sequence[date]) -> tuple[date, ...]:
    """The same quarters one year earlier; empty when anything of them is missing, incomplete or zero."""
    earlier = tuple(before for quarter in quarters if (before := year_before(quarter)))
    if len(earlier) < len(quarters) or lacking(sides, earlier):
        return ()
    return earlier if sides[1].compute(earlier) else ()


def _percent(sides: Sequence[Sales], quarters: Sequence[date]) -> Decimal:
    return ratio(product(sides[0].compute(quarters), _HUNDRED), sides[1].compute(quarters))


def _change(sides: Sequence[Sales], now: Sequence[date], earlier: Sequence[date]) -> Decimal:
    # Over one denominator, so that two rounded shares are never subtracted.
    above, below = sides
    crossed = difference(
        product(above.compute(now), below.compute(earlier)),
        product(above.compute(earlier), below.compute(now)),
    )
    return ratio(product(crossed, _HUNDRED), product(below.compute(now), below.compute(earlier)))


def _where(sides: Sequence[Sales], quarters: Sequence[date]) -> str:
    return " over ".join(lines([side], quarters) for side in sides)
