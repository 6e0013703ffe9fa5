"""A question put to a person, for what no machine can read.

It makes no request and decides nothing: the answer comes through Review or `fledger answer`, with its receipt.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers.configured import OFFERED, OFFERS, as_configured, offered
from resolvers.source import Look, NotYet, Offer, Param
from resolvers.span_words import filled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolvers.source import Span


class Manual:
    """What a person is asked to find out, and what counts as a receipt."""

    name: ClassVar[str] = "manual"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = as_configured("as configured", lambda source: source.offered.publisher)
    licence: ClassVar[str] = "as the receipt says"
    about: ClassVar[str] = "An answer that a person looks up, with a receipt."
    home: ClassVar[str] = ""
    cadence: ClassVar[timedelta] = timedelta(days=7)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = as_configured(
        {"answer": OFFERS["value"]}, lambda source: source.offered.offers
    )
    params: ClassVar[Mapping[str, Param]] = {
        "ask": Param("what the person is to find out; may hold {first}, {last}, {first_year}, {last_year}"),
        "accept": Param("what counts as a receipt", kind="list", required=False),
        **OFFERED,
        "value": Param(
            OFFERED["value"].about, required=False, default="answer", pattern=OFFERED["value"].pattern
        ),
    }
    secret: ClassVar[str | None] = None

    def __init__(
        self,
        *,
        ask: str,
        accept: Sequence[str] = (),
        value: str = "answer",
        unit: str | None = None,
        nature: str = "level",
        publisher: str | None = None,
    ) -> None:
        self.offered = offered(value, unit, nature, publisher or "a person")
        self.ask = ask
        self.accept = tuple(map(str, accept))

    def look(self, span: Span) -> Look:
        """Nothing is asked of anybody's server; the answer is always `NotYet`."""
        yield from ()
        receipt = f" Receipt: {' or '.join(self.accept)}." if self.accept else ""
        return NotYet(f"a person answers this: {filled(self.ask, span)}{receipt}")
