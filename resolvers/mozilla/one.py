"""`mozilla.advisory`: one advisory of Mozilla, when it was announced and how many bugs it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.mozilla.advisory import REPOSITORY, advisory, url_of
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class OneAdvisory:
    """One advisory, of whatever product. Speaks for the days up to the fetch; `as_of` is the last of them.

    `bugs` is what the file names when it is read. A span that ends before the advisory was announced has no value.
    """

    advisory: str

    name: ClassVar[str] = "mozilla.advisory"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "Mozilla"
    licence: ClassVar[str] = "MPL 2.0"
    about: ClassVar[str] = (
        "How many bugs one of Mozilla's security advisories names, and when it was announced."
    )
    home: ClassVar[str] = f"https://github.com/{REPOSITORY}"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "bugs": Offer("level", "bugs", digits=0, revised=True, about="distinct bugs it names"),
        "announced_on": Offer("event", about="the day it was announced"),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "advisory": Param("Year and number, joined as in the file's name", pattern="[0-9]{4}-[0-9]{2,3}"),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the advisory's file."""
        page = yield Request(url_of(f"mfsa{self.advisory}"))
        try:
            return self._answer(page, span)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, page: Evidence, span: Span) -> Answer:
        one = advisory(f"mfsa{self.advisory}", page.body)
        covers = spoken_for(span, until=day_of(seen_at(page)))
        if isinstance(covers, NotYet):
            return covers
        if one.on > covers.last:
            return Unusable("incomplete", f"{one.name} was announced on {one.on}, after {covers.last}.")
        return Reading(
            {"bugs": Decimal(len(one.bugs())), "announced_on": one.on},
            {"bugs": "bugs"},
            as_of=covers.last,
            covers=covers,
            identity=f"Mozilla advisory {one.name}",
            where={"bugs": "advisories.*.bugs[].url", "announced_on": "announced"},
            happened_on=one.on,
        )
