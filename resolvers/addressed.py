"""The params that say what to ask for over the web, and the request they make for the days asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resolvers.secrets import PLACES
from resolvers.source import Param, Request
from resolvers.span_words import filled, has_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resolvers.source import Span

Query = Mapping[str, str | int | Sequence[str | int]]

ADDRESS = Param(
    "the address; may hold {first}, {last}, {first_year}, {last_year}", pattern="https?://[^\\s]+"
)
ADDRESSED: Mapping[str, Param] = {
    "url": ADDRESS,
    "query": Param(
        "what is added to the address after ?; may hold the same words", kind="table", required=False
    ),
    "secret": Param(
        "the name of a key to be sent, to its own host only", required=False, choices=tuple(sorted(PLACES))
    ),
}


@dataclass(frozen=True, slots=True)
class Address:
    """An address with its query, as a file gives them."""

    url: str
    query: Query | None
    accept: str
    secret: str | None = None

    @property
    def names_days(self) -> bool:
        """Whether what is asked for depends on the days."""
        return has_any([self.url, *(text for _, text in self._pairs())])

    def request(self, span: Span) -> Request:
        """The request for these days."""
        query = tuple((name, filled(text, span)) for name, text in self._pairs())
        return Request(filled(self.url, span), query, self.accept, self.secret)

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """A list gives one pair for each of its items."""
        for name, told in (self.query or {}).items():
            items = [told] if isinstance(told, str | int) else told
            yield from ((name, str(item)) for item in items)
