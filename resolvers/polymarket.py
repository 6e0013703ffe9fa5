"""`polymarket.market`: a market of Polymarket, where people trade in a dollar coin and a vote settles what is disputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.cells import number
from resolvers.json_fields import Fields, shown
from resolvers.markets import (
    OFFERS,
    Price,
    Settled,
    State,
    checked_price,
    exactly_one,
    flag,
    named,
    reading,
    settled_day,
    the_market,
)
from resolvers.refusal import RefusedError
from resolvers.source import Look, Offer, Param, Request, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolvers.errors import ParamProblem

URL = "https://gamma-api.polymarket.com/markets"

WON = Decimal("0.99")
"""From this price on an outcome of a closed market has won: it pays 1, and is shown as 0.9999996."""


@dataclass(frozen=True, slots=True)
class Market:
    """How a market stands for one of its outcomes and what that costs, as Polymarket shows it when it is read.

    It is settled once it is closed, one outcome's price is at least 0.99, and the oracle says `resolved` where it says
    anything. `covers` is the day of the fetch, or the last one asked for where that is past; `as_of` is the day of the
    fetch. `resolved_yes_on` is the day of `closedTime`, or of `umaEndDate` where that is null; it is left out while a
    market is closed and not settled, and where it was split. The identity holds outcome and question.
    """

    id: str | None = None
    slug: str | None = None
    outcome: str = "Yes"

    name: ClassVar[str] = "polymarket.market"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Polymarket"
    licence: ClassVar[str] = "Polymarket's terms of use: show with a link"
    about: ClassVar[str] = "Chance and standing of an outcome of a market on Polymarket (dollar coin)."
    home: ClassVar[str] = "https://docs.polymarket.com"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, Offer]] = OFFERS
    params: ClassVar[Mapping[str, Param]] = {
        "id": Param("Number of the market", required=False, pattern="[0-9]+"),
        "slug": Param(
            "Last part of the market's address (not of its event), where there is no id",
            required=False,
            pattern="[A-Za-z0-9-]+",
        ),
        "outcome": Param("The outcome that is yes, as the market writes it", required=False, default="Yes"),
    }
    secret: ClassVar[str | None] = None

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """That a market is named by its id or its slug."""
        return exactly_one(values, "id", "slug")

    def look(self, span: Span) -> Look:
        """Read the market."""
        place = self.id or f"slug/{self.slug}"
        page = yield Request(f"{URL}/{place}", accept="application/json")
        try:
            return reading(self._state(the_market(page.body)), page, span)
        except RefusedError as refused:
            return refused.answer

    def _state(self, market: Fields) -> State:
        self._check_identity(market)
        prices = _prices(market)
        ours = _place(market, self.outcome)
        settled, where = _settled(market, prices, ours)
        return State(
            named(f"Polymarket {market.label('id')}, {self.outcome}", market.text("question")),
            settled,
            where,
            prices[ours] if prices else None,
            settled_day(market, "closedTime", "umaEndDate") if settled == "yes" else None,
        )

    def _check_identity(self, market: Fields) -> None:
        found = market.label("id") if self.id else market.text("slug")
        if found != (asked := self.id or self.slug):
            raise RefusedError("identity_changed", f"The reply is of {shown(found)}, not of {asked}.")


def _place(market: Fields, outcome: str) -> int:
    outcomes = market.texts_in_text("outcomes")
    if outcomes.count(outcome) != 1:
        told = ", ".join(outcomes)
        raise RefusedError("shape_changed", f"The outcomes are {shown(told)}; {outcome} was asked for.")
    return outcomes.index(outcome)


def _prices(market: Fields) -> tuple[Price, ...]:
    """A price for each outcome, in their order; none where the market has none yet."""
    if "outcomePrices" in market.values and not market.has("outcomePrices"):
        return ()
    where, outcomes = market.at("outcomePrices"), market.texts_in_text("outcomes")
    written = market.texts_in_text("outcomePrices")
    prices = tuple(found for text in written if (found := number(text)) is not None)
    if len(prices) != len(outcomes) or len(written) != len(outcomes):
        detail = f"{where} has {len(prices)} numbers in {len(written)} texts for {len(outcomes)} outcomes."
        raise RefusedError("shape_changed", detail)
    return tuple(checked_price(found, f"{where}[{place}]") for place, found in enumerate(prices))


def _settled(market: Fields, prices: Sequence[Price], ours: int) -> tuple[Settled, str]:
    if not flag(market, "closed"):
        return ("paused" if market.values.get("active") is False else "open"), market.at("closed")
    oracle = _oracle(market)
    if oracle not in {None, "resolved"}:
        return "closed", f"the oracle says {shown(oracle)}"
    won = [place for place, found in enumerate(prices) if found.price >= WON]
    if len(won) == 1:
        return ("yes" if won == [ours] else "no"), f"{market.at('closed')}, and {prices[won[0]].where}"
    return ("split" if oracle and prices else "closed"), market.at("closed")


def _oracle(market: Fields) -> str | None:
    """The oracle's newest word. Old markets have none, and the list of its words may lack the last one."""
    if market.has("umaResolutionStatus"):
        return market.text("umaResolutionStatus")
    words = market.texts_in_text("umaResolutionStatuses") if market.has("umaResolutionStatuses") else ()
    return words[-1] if words else None
