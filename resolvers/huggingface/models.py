"""`huggingface.models`: how many models an author put on the Hub in a span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.huggingface.hub import API, OnHub
from resolvers.json_fields import Fields, documents
from resolvers.next_page import linked_page
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Look, NotYet, Offer, Param, Reading, Request, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from resolvers.source import Evidence

DATED_SINCE = date(2022, 3, 3)
"""The Hub knows no day of what is older: all of it is dated the day before."""

_PER_PAGE = 100
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Models(OnHub):
    """Models that are public now, by the UTC day their place on the Hub was made.

    A place can be made long before there is anything in it or anybody can see it, and models can be deleted, so a count may
    move. Covers the days that were over at the fetch; `as_of` is the last of them.
    """

    author: str
    tag: str = ""

    name: ClassVar[str] = "huggingface.models"
    version: ClassVar[int] = 1
    about: ClassVar[str] = "How many models an author put on the Hugging Face Hub."
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "models": Offer("total", "models", digits=0, revised=True, about="put there in the span"),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "author": Param("User or organisation, as in the address of their page", pattern="[A-Za-z0-9._-]+"),
        "tag": Param(
            "A tag a model must have, such as license:apache-2.0 or text-generation",
            required=False,
            default="",
        ),
    }

    def look(self, span: Span) -> Look:
        """Read the author's models, newest first, as far as the span goes back."""
        if span.first < DATED_SINCE:
            return Unusable("incomplete", f"The Hub knows no days before {DATED_SINCE}.")
        try:
            page, models = yield from self._models(span)
            if not models:
                yield from self._check_author()
            return self._answer(page, span, models)
        except RefusedError as refused:
            return refused.answer

    def _models(self, span: Span) -> Generator[Request, Evidence, tuple[Evidence, list[Fields]]]:
        """The first page, and every model from the first day of the span on. Raises RefusedError."""
        first = page = yield self._request(self.tag)
        found: list[Fields] = []
        seen: list[str] = []
        while True:
            models = documents(page.body)
            found += models
            url = linked_page(page, within=API, seen=seen)
            if url is None or (models and models[-1].day("createdAt") < span.first):
                break
            seen.append(url)
            page = yield Request(url, accept="application/json")
        self._check(found)
        return first, found

    def _request(self, tag: str) -> Request:
        filtered = (("filter", tag),) if tag else ()
        order = (("sort", "createdAt"), ("direction", "-1"), ("limit", str(_PER_PAGE)))
        return Request(API, (("author", self.author), *filtered, *order), accept="application/json")

    def _check_author(self) -> Generator[Request, Evidence, None]:
        """The Hub lists nothing either for an author there is not: one must have a model, whatever its tags."""
        page = yield self._request("")
        models = documents(page.body)
        if not models:
            raise RefusedError(
                "incomplete", f"Nothing is listed for {self.author}, as for an author there is not."
            )
        self._check(models)

    def _check(self, models: Sequence[Fields]) -> None:
        """Raises RefusedError unless they are this author's, in order: else the end of the span may lie elsewhere."""
        for one in models:
            if not one.text("id").lower().startswith(f"{self.author}/".lower()):
                raise RefusedError(
                    "identity_changed", f"{one.at('id')} is {one.text('id')[:100]!r}, of another author."
                )
        days = [one.day("createdAt") for one in models]
        if days != sorted(days, reverse=True):
            raise RefusedError("shape_changed", "The models are not listed newest first.")

    def _answer(self, page: Evidence, span: Span, models: Sequence[Fields]) -> Answer:
        covers = spoken_for(span, until=day_of(seen_at(page), behind=_A_DAY), behind=_A_DAY)
        if isinstance(covers, NotYet):
            return covers
        inside = {one.text("id") for one in models if covers.first <= one.day("createdAt") <= covers.last}
        about = f" with tag {self.tag}" if self.tag else ""
        return Reading(
            {"models": Decimal(len(inside))},
            {"models": "models"},
            as_of=covers.last,
            covers=covers,
            identity=f"Hugging Face models of {self.author}{about}",
            where={"models": f"createdAt of {len(models)} models"},
        )
