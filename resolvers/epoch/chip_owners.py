"""`epoch.chip_owners`: how many times the AI compute others hold is that held in China, at a quarter's end.

From Epoch AI's data on chip owners: running totals in H100 equivalents, the median of its estimates. A chip is booked to
whoever owns it: what Chinese firms rent abroad is not China's here. What was smuggled into China is speculative, and
stands in a row of its own; Epoch's own chart takes it off `Other`, where those chips are counted as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at
from resolvers.epoch.stock import CHINA, SMUGGLED, Holding, Stock, held, is_known, stock_in
from resolvers.exact_numbers import difference, product, ratio, total
from resolvers.quarters import Asked, asked_at_end, label, last_day, not_whole, too_old
from resolvers.refusal import RefusedError
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
    from collections.abc import Iterable, Mapping, Sequence

URL = "https://epoch.ai/data/ai_chip_owners_cumulative_by_designer.csv"
_IDENTITY = "AI compute held, by owner: H100e median at a quarter's end"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class ChipOwners:
    """The stock of all other owners over that of China, at the end of the quarter that the span ends with.

    No row of the quarter may be incomplete, and no owner and designer of an earlier quarter may be missing there. An owner
    that is on neither side is refused. On a day within a quarter it is the newest complete quarter's, at most 400 days
    before: what was known of that day. `as_of` is the quarter's last day. Where the file has no smuggled chips, only
    `multiple_without_smuggled` is there.
    """

    name: ClassVar[str] = "epoch.chip_owners"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Epoch AI"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = (
        "AI compute held by all other owners as a multiple of China's, in H100 equivalents."
    )
    home: ClassVar[str] = "https://epoch.ai/data/ai-chip-owners"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"at", "over"})
    lag: ClassVar[timedelta] = timedelta(days=100)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "multiple": Offer(
            "level", "times", about="all others over China with the smuggled chips", revised=True
        ),
        "multiple_without_smuggled": Offer(
            "level", "times", about="the same with the smuggled chips left out of both sides", revised=True
        ),
        "multiple_each_once": Offer(
            "level",
            "times",
            about="the first with the smuggled chips taken off the others, where Epoch counts them as well",
            revised=True,
        ),
        "china_share_pct": Offer(
            "level", "percent", about="China with the smuggled chips, of all rows together", revised=True
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {}
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the file once, if the span asks for a quarter's end."""
        asked = asked_at_end(span)
        if asked is None:
            return not_whole(span)
        page = yield Request(URL, accept="text/csv")
        try:
            return _answer(page, span, asked)
        except RefusedError as refused:
            return refused.answer


def _answer(page: Evidence, span: Span, asked: Asked) -> Answer:
    stock = stock_in(page.body)
    if day_of(seen_at(page)) < span.last:
        return NotYet(f"{span.last} has not come yet.", look_again_on=span.last)
    quarter = _exact(stock, asked.quarter) if asked.exact else _newest(stock, span.last, asked.quarter)
    if not isinstance(quarter, date):
        return quarter
    return _reading(stock.at(quarter), quarter, span)


def _exact(stock: Stock, quarter: date) -> date | NotYet | Unusable:
    newest = stock.newest_complete(until=date.max)
    told = f"the newest complete quarter is {label(newest)}" if newest else "no quarter is complete"
    if not stock.at(quarter):
        return NotYet(f"No owner has a row at the end of {label(quarter)} yet; {told}.")
    gap = stock.gap(quarter)
    return Unusable("incomplete", f"{gap}; {told}.") if gap else quarter


def _newest(stock: Stock, day: date, before: date) -> date | Unusable:
    quarter = stock.newest_complete(until=before)
    if quarter is None:
        return Unusable("incomplete", f"No quarter that ended by {day} is complete.")
    return too_old(quarter, day) or quarter


def _reading(rows: Sequence[Holding], quarter: date, span: Span) -> Answer:
    sides = _sides(rows)
    if not held(sides[CHINA]):
        names = ", ".join(sorted({row.owner for row in rows}))
        return Unusable("identity_changed", f"China holds nothing at the end of {label(quarter)}: {names}.")
    values = _values(held(sides[CHINA]), held(sides[SMUGGLED]), held(sides[""]), bool(sides[SMUGGLED]))
    return Reading(
        values,
        {name: ChipOwners.offers[name].unit or "" for name in values},
        as_of=last_day(quarter),
        covers=span,
        identity=_IDENTITY,
        where=dict.fromkeys(values, f"end of {label(quarter)}: {_where(sides)}"),
    )


def _sides(rows: Iterable[Holding]) -> Mapping[str, list[Holding]]:
    """The rows of China, of the smuggled chips, and of all others. Raises RefusedError for an owner nobody placed."""
    sides: dict[str, list[Holding]] = {CHINA: [], SMUGGLED: [], "": []}
    for row in rows:
        if not is_known(row.owner):
            new = f"Line {row.line}: the owner '{row.owner[:40]}' is new, and on neither side yet."
            raise RefusedError("shape_changed", new)
        sides[row.owner if row.owner in sides else ""].append(row)
    return sides


def _values(china: Decimal, smuggled: Decimal, others: Decimal, is_told: bool) -> dict[str, Value]:
    without: dict[str, Value] = {"multiple_without_smuggled": ratio(others, china)}
    if not is_told:
        return without
    within = total([china, smuggled])
    return {
        "multiple": ratio(others, within),
        **without,
        "multiple_each_once": ratio(difference(others, smuggled), within),
        "china_share_pct": ratio(product(within, _HUNDRED), total([within, others])),
    }


def _where(sides: Mapping[str, Sequence[Holding]]) -> str:
    named = {CHINA: CHINA, SMUGGLED: "smuggled", "": "all others"}
    return "; ".join(
        f"lines {', '.join(str(row.line) for row in rows)} ({named[side]})"
        for side, rows in sides.items()
        if rows
    )
