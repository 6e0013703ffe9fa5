"""`manifold.market`: a yes-or-no market of Manifold, where people trade in play money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from resolvers.days import seen_at
from resolvers.json_fields import Fields, shown
from resolvers.markets import (
    OFFERS,
    Settled,
    State,
    exactly_one,
    flag,
    named,
    price,
    reading,
    settled_day,
    the_market,
)
from resolvers.refusal import RefusedError
from resolvers.source import Evidence, Look, Offer, Param, Request, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.errors import ParamProblem

URL = "https://api.manifold.markets/v0"

RESOLUTIONS: Mapping[str, Settled] = {"YES": "yes", "NO": "no", "MKT": "split", "CANCEL": "cancelled"}
"""Manifold's word -> ours."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Market:
    """How a market stands and what its probability of yes is, as Manifold shows it when it is read.

    Only yes-or-no markets; one of several answers or of numbers is refused. `covers` is the day of the fetch, or the
    last one asked for where that is past; `as_of` is the day of the fetch. `resolved_yes_on` is left out while a market
    is closed and not settled, and where it was settled as neither. The identity holds the question's words, not its
    description.
    """

    slug: str | None = None
    id: str | None = None

    name: ClassVar[str] = "manifold.market"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Manifold"
    licence: ClassVar[str] = "Manifold's terms of service: show with a link; not for training commercial AI"
    about: ClassVar[str] = "Chance and standing of a yes-or-no market on Manifold (play money)."
    home: ClassVar[str] = "https://docs.manifold.markets/api"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, Offer]] = OFFERS
    params: ClassVar[Mapping[str, Param]] = {
        "slug": Param(
            "Last part of the market's address, such as will-it-rain", required=False, pattern="[a-z0-9-]+"
        ),
        "id": Param("The market's own id, where there is no slug", required=False, pattern="[A-Za-z0-9]+"),
    }
    secret: ClassVar[str | None] = None

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """That a market is named by its slug or its id."""
        return exactly_one(values, "slug", "id")

    def look(self, span: Span) -> Look:
        """Read the market."""
        place = f"slug/{self.slug}" if self.slug else f"market/{self.id}"
        page = yield Request(f"{URL}/{place}", accept="application/json")
        try:
            return reading(self._state(the_market(page.body), page), page, span)
        except RefusedError as refused:
            return refused.answer

    def _state(self, market: Fields, page: Evidence) -> State:
        self._check_identity(market)
        settled, where = _settled(market, page)
        return State(
            named(f"Manifold {market.text('id')}", market.text("question")),
            settled,
            where,
            price(market, "probability"),
            settled_day(market, "resolutionTime") if settled == "yes" else None,
        )

    def _check_identity(self, market: Fields) -> None:
        found = market.text("id") if self.id else _slug(market)
        if found != (asked := self.id or self.slug):
            raise RefusedError("identity_changed", f"The reply is of {shown(found)}, not of {asked}.")
        if (kind := market.text("outcomeType")) != "BINARY":
            raise RefusedError(
                "shape_changed", f"The market is of the kind {shown(kind)}; only yes-or-no markets are read."
            )


def _slug(market: Fields) -> str:
    """The slug, which short forms of a market hold in its address only."""
    return market.text("slug") if market.has("slug") else urlsplit(market.text("url")).path.rpartition("/")[2]


def _settled(market: Fields, page: Evidence) -> tuple[Settled, str]:
    if flag(market, "isResolved"):
        word = market.text("resolution")
        if word not in RESOLUTIONS:
            raise RefusedError("shape_changed", f"resolution is {shown(word)}, a word not known here.")
        return RESOLUTIONS[word], f"{market.at('resolution')} is {word}"
    closes = market.number("closeTime") if market.has("closeTime") else None
    milliseconds = (seen_at(page) - _EPOCH) // timedelta(milliseconds=1)
    is_closed = closes is not None and closes <= milliseconds
    return ("closed", market.at("closeTime")) if is_closed else ("open", market.at("isResolved"))
