"""`kalshi.market`: a yes-or-no market of Kalshi, an exchange under US law, where people trade in dollars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.exact_numbers import difference, mean
from resolvers.json_fields import Fields, document, shown
from resolvers.markets import OFFERS, Price, Settled, State, named, price, price_if_any, reading, settled_day
from resolvers.refusal import RefusedError
from resolvers.source import Look, Offer, Param, Request, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

URL = "https://api.elections.kalshi.com/trade-api/v2/markets"

UNSETTLED: Mapping[str, Settled] = {
    "initialized": "paused",
    "unopened": "paused",
    "inactive": "paused",
    "active": "open",
    "open": "open",
    "closed": "closed",
    "determined": "closed",
    "disputed": "closed",
    "amended": "closed",
}
"""Kalshi's status -> ours. What is determined may still be disputed, and then amended."""

FINAL = frozenset({"finalized", "settled"})
RESULTS: Mapping[str, Settled] = {"yes": "yes", "no": "no", "scalar": "split"}

WIDEST = Decimal("0.10")
"""Dollars between bid and ask up to which their midpoint is an opinion; beyond it, the last trade is the better one."""


@dataclass(frozen=True, slots=True)
class Market:
    """How a market stands and what yes costs, as Kalshi shows it when it is read.

    While it is traded, the chance is the midpoint of bid and ask for yes, where both are there and at most 10 cents
    apart; else the price of the last trade; without a trade there is none. `covers` is the day of the fetch, or the
    last one asked for where that is past; `as_of` is the day of the fetch. `resolved_yes_on` is the day of
    `settlement_ts`; it is left out while a market is closed and not final. The identity holds the question's words, not
    its rules.
    """

    ticker: str

    name: ClassVar[str] = "kalshi.market"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Kalshi"
    licence: ClassVar[str] = "Kalshi's terms of service and data terms: show with a link, do not pass on"
    about: ClassVar[str] = "Chance and standing of a yes-or-no market on Kalshi (dollars)."
    home: ClassVar[str] = "https://docs.kalshi.com"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, Offer]] = OFFERS
    params: ClassVar[Mapping[str, Param]] = {
        "ticker": Param(
            "Ticker of the market (not of its event), such as KXGDP-27-T3.0",
            pattern="[A-Za-z0-9][A-Za-z0-9._-]*",
        ),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the market."""
        page = yield Request(f"{URL}/{self.ticker}", accept="application/json")
        try:
            return reading(self._state(document(page.body).table("market")), page, span)
        except RefusedError as refused:
            return refused.answer

    def _state(self, market: Fields) -> State:
        self._check_identity(market)
        settled, where = _settled(market)
        return State(
            named(f"Kalshi {self.ticker}", _words(market)),
            settled,
            where,
            _price(market, is_traded=settled == "open"),
            settled_day(market, "settlement_ts") if settled == "yes" else None,
        )

    def _check_identity(self, market: Fields) -> None:
        if (found := market.text("ticker")) != self.ticker:
            raise RefusedError("identity_changed", f"The reply is of {shown(found)}, not of {self.ticker}.")
        if market.has("market_type") and (kind := market.text("market_type")) != "binary":
            raise RefusedError(
                "shape_changed", f"The market is of the kind {shown(kind)}; only yes-or-no markets are read."
            )
        if market.has("notional_value_dollars") and price(market, "notional_value_dollars").price != 1:
            paid = shown(market.values["notional_value_dollars"])
            raise RefusedError("shape_changed", f"A yes pays {paid} dollars, so that its price is no chance.")


def _words(market: Fields) -> str:
    """The question, with what tells it from others of its event where that is not in it."""
    asked = market.text("title")
    about = market.text("yes_sub_title") if market.has("yes_sub_title") else ""
    return asked if about in asked else f"{asked} {about}"


def _settled(market: Fields) -> tuple[Settled, str]:
    status = market.text("status")
    if status in UNSETTLED:
        return UNSETTLED[status], f"{market.at('status')} is {status}"
    if status not in FINAL:
        raise RefusedError(
            "shape_changed", f"{market.at('status')} is {shown(status)}, a status not known here."
        )
    result = market.values.get("result")
    if not isinstance(result, str) or result not in RESULTS:
        raise RefusedError(
            "shape_changed", f"The market is {status}, and {market.at('result')} is {shown(result)}."
        )
    return RESULTS[result], f"{market.at('result')} is {result}"


def _price(market: Fields, *, is_traded: bool) -> Price | None:
    midpoint = _midpoint(market) if is_traded else None
    last = price_if_any(market, "last_price_dollars")
    return midpoint or (last if last and last.price > 0 else None)


def _midpoint(market: Fields) -> Price | None:
    """None where a side is missing, which Kalshi writes as 0 or 1 dollar, or where they are too far apart."""
    bid, ask = price_if_any(market, "yes_bid_dollars"), price_if_any(market, "yes_ask_dollars")
    if bid is None or ask is None or bid.price <= 0 or ask.price >= 1:
        return None
    is_narrow = 0 <= difference(ask.price, bid.price) <= WIDEST
    found = Price(mean((bid.price, ask.price)), f"midpoint of {bid.where} and {ask.where}")
    return found if is_narrow else None
