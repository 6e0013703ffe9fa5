"""`federal_register.count`: how many documents of a kind US agencies published in the Federal Register.

Documents never change; a correction is a document of its own. So a count over days gone by is final. The
publisher states no count above 10,000, and pages by a cursor in `next_page_url`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.json_fields import Fields, document, shown
from resolvers.next_page import next_page
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

URL = "https://www.federalregister.gov/api/v1/documents.json"
PAGES = "https://www.federalregister.gov/api/v1/documents"
MOST_STATED = 10_000
"""From here on the publisher's count is only a lower bound."""

EDITION_IS_OUT = timedelta(hours=14)
"""A day's edition is out by 8:45 in Washington, before 14:00 UTC."""

TYPES: Mapping[str, str] = {
    "RULE": "Rule",
    "PRORULE": "Proposed Rule",
    "NOTICE": "Notice",
    "PRESDOCU": "Presidential Document",
}
"""Type as it is asked for -> as the documents carry it."""

_FIELDS = ("document_number", "title", "publication_date", "type", "html_url")
_PER_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Count:
    """How many documents of a type the agencies published in the span, counted by document number.

    With `term`, only those the publisher's full text search finds it in; quotes make it a phrase. Covers the
    days whose edition was out at the fetch, which is also `as_of`.
    """

    agencies: Sequence[str]
    type: str
    term: str = ""

    name: ClassVar[str] = "federal_register.count"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "Office of the Federal Register"
    licence: ClassVar[str] = "public domain (US government work)"
    about: ClassVar[str] = "How many rules, proposed rules, notices or presidential documents were published."
    home: ClassVar[str] = "https://www.federalregister.gov/developers/documentation/api/v1"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "documents": Offer("total", "documents", never_falls=True, digits=0, about="published in the span"),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "agencies": Param("Agencies by their short names, such as industry-and-security-bureau", kind="list"),
        "type": Param("Type of document", choices=tuple(TYPES)),
        "term": Param("Words to search for; in quotes, a phrase", required=False, default=""),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read every page of the list and count."""
        try:
            pages = yield from self._pages(span)
            return self._answer(pages, span)
        except RefusedError as refused:
            return refused.answer

    def _request(self, span: Span) -> Request:
        query = [("conditions[agencies][]", str(agency)) for agency in self.agencies]
        query += [
            ("conditions[type][]", self.type),
            ("conditions[publication_date][gte]", span.first.isoformat()),
            ("conditions[publication_date][lte]", span.last.isoformat()),
        ]
        query += [("conditions[term]", self.term)] if self.term else []
        query += [("fields[]", field) for field in _FIELDS]
        query += [("per_page", str(_PER_PAGE)), ("order", "newest")]
        return Request(URL, tuple(query), accept="application/json")

    def _pages(self, span: Span) -> Generator[Request, Evidence, list[tuple[Evidence, Fields]]]:
        """Every page, the first one first. Raises RefusedError when they are not pages of one list."""
        request, seen = self._request(span), list[str]()
        pages: list[tuple[Evidence, Fields]] = []
        while True:
            page = yield request
            reply = document(page.body)
            if reply.has("errors"):
                raise RefusedError(
                    "shape_changed", f"The publisher refused: {shown(reply.values['errors'])}."
                )
            pages.append((page, reply))
            url = next_page(reply, "next_page_url", within=PAGES, seen=seen)
            if url is None:
                return pages
            seen.append(url)
            request = Request(url, accept="application/json")

    def _answer(self, pages: Sequence[tuple[Evidence, Fields]], span: Span) -> Answer:
        stated = _stated([reply for _, reply in pages])
        numbers = {self._number(entry, span) for _, reply in pages for entry in _results(reply)}
        if len(numbers) != stated:
            raise RefusedError(
                "incomplete", f"{len(numbers)} documents were listed where {stated} were stated."
            )
        covers = spoken_for(span, until=day_of(seen_at(pages[0][0]), behind=EDITION_IS_OUT))
        if isinstance(covers, NotYet):
            return covers
        return Reading(
            {"documents": Decimal(stated)},
            {"documents": "documents"},
            as_of=covers.last,
            covers=covers,
            identity=self._identity,
            where={"documents": f"results of {len(pages)} pages" if len(pages) > 1 else "results"},
        )

    def _number(self, entry: Fields, span: Span) -> str:
        """The document's number. Raises RefusedError for one that was not asked for."""
        number, on, kind = entry.text("document_number"), entry.day("publication_date"), entry.text("type")
        if kind != TYPES.get(self.type):
            raise RefusedError(
                "shape_changed", f"{entry.at('type')} is {shown(kind)}; {self.type} was asked for."
            )
        if not span.first <= on <= span.last:
            detail = f"{entry.at('publication_date')} is {on}, outside {span.first} to {span.last}."
            raise RefusedError("shape_changed", detail)
        return number

    @property
    def _identity(self) -> str:
        about = f" matching {self.term}" if self.term else ""
        return (
            f"Federal Register documents: {self.type} of {', '.join(sorted(map(str, self.agencies)))}{about}"
        )


def _stated(replies: Sequence[Fields]) -> int:
    """The count all pages state. Raises RefusedError when they differ or it is only a lower bound."""
    counts = sorted({reply.whole("count") for reply in replies})
    if len(counts) > 1:
        raise RefusedError(
            "incomplete", f"The count changed between pages, from {counts[0]} to {counts[-1]}."
        )
    if counts[0] >= MOST_STATED:
        raise RefusedError(
            "incomplete", f"The publisher states {counts[0]} documents, which is a lower bound only."
        )
    return counts[0]


def _results(reply: Fields) -> tuple[Fields, ...]:
    if "results" in reply.values and not reply.has("results") and reply.whole("count") == 0:
        return ()
    return reply.tables("results")
