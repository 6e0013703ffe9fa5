"""`epoch.chip_multiple`: how many times the compute of some chip makers is that of others, as Epoch AI counts it sold.

Compute is in H100 equivalents (peak 8-bit operations), the median of Epoch's estimates, counted in the quarter a row
starts in. It is what was sold, wherever it went: chips of US makers sold to China stand on the side of their makers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.epoch.sales import URL, Sales, sales_in
from resolvers.epoch.sold import lacking, lines, newest_change
from resolvers.errors import ParamProblem
from resolvers.exact_numbers import ratio, total
from resolvers.quarters import not_whole, whole_quarters
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
    WindowForm,
)

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ChipMultiple:
    """The compute of the makers `above`, all together, over that of the makers `below`, in a span of whole quarters.

    Every maker must have every quarter, none of them marked incomplete. A maker without any row in the file is refused,
    with the names the file has. `as_of` is the newest `Last Modified` among the rows used.
    """

    above: Sequence[str]
    below: Sequence[str]

    name: ClassVar[str] = "epoch.chip_multiple"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Epoch AI"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = (
        "AI compute sold by some chip makers as a multiple of that of others, in H100 equivalents."
    )
    home: ClassVar[str] = "https://epoch.ai/data/ai-chip-sales"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"over"})
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "multiple": Offer(
            "level",
            "times",
            about="the makers above over those below, each summed over the span",
            revised=True,
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "above": Param(
            "Chip makers that are counted, such as Nvidia and Google, as the file names them", "list"
        ),
        "below": Param("Chip makers they are counted against, such as Huawei and Cambricon", "list"),
    }
    secret: ClassVar[str | None] = None

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """A side without makers, and a maker that would count twice."""
        return [*_empty(values), *_twice(values)]

    def look(self, span: Span) -> Look:
        """Read the file once, if the span is made of whole quarters."""
        quarters = whole_quarters(span)
        if quarters is None:
            return not_whole(span)
        page = yield Request(URL, accept="text/csv")
        return self._answer(page, span, quarters)

    def _answer(self, page: Evidence, span: Span, quarters: Sequence[date]) -> Answer:
        makers = sales_in(page.body, [*map(str, self.above), *map(str, self.below)])
        if isinstance(makers, Unusable):
            return makers
        covers = spoken_for(span, until=day_of(seen_at(page)))
        if isinstance(covers, NotYet):
            return covers
        if refusal := lacking(makers, quarters):
            return refusal
        above, below = makers[: len(self.above)], makers[len(self.above) :]
        if not _compute(below, quarters):
            names = " and ".join(maker.maker for maker in below)
            return Unusable("shape_changed", f"{names} sold nothing in that span; no multiple of it exists.")
        return Reading(
            {"multiple": ratio(_compute(above, quarters), _compute(below, quarters))},
            {"multiple": "times"},
            as_of=newest_change(row for maker in makers for row in maker.of(quarters)) or covers.last,
            covers=covers,
            identity=f"{_names(above)} over {_names(below)}: H100e median, by start quarter",
            where={"multiple": f"{lines(above, quarters)} over {lines(below, quarters)}"},
        )


def _compute(makers: Sequence[Sales], quarters: Sequence[date]) -> Decimal:
    return total(maker.compute(quarters) for maker in makers)


def _names(makers: Sequence[Sales]) -> str:
    return " + ".join(maker.maker for maker in makers)


def _makers(values: Mapping[str, object], side: str) -> list[str]:
    given = values.get(side)
    return [str(maker) for maker in given] if isinstance(given, Sequence) else []


def _empty(values: Mapping[str, object]) -> list[ParamProblem]:
    return [
        ParamProblem(side, "names no chip maker", "", "Give at least one, as the file names it.")
        for side in ("above", "below")
        if side in values and not _makers(values, side)
    ]


def _twice(values: Mapping[str, object]) -> list[ParamProblem]:
    seen: set[str] = set()
    problems = []
    for side in ("above", "below"):
        for maker in _makers(values, side):
            if maker.strip().casefold() in seen:
                problems.append(
                    ParamProblem(side, "names a chip maker a second time", repr(maker), "Name it once.")
                )
            seen.add(maker.strip().casefold())
    return problems
