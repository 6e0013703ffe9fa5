"""Which keys there are, which host each is bound to, and where in a request it goes. No value is ever here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST = 8
"""Characters below which a value is too common in ordinary text to be looked for in an answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key goes: to `host` only, as the query parameter or header `name`, after `prefix`."""

    host: str
    where: Literal["query", "header"]
    name: str
    prefix: str = ""


PLACES: Mapping[str, Place] = {
    "congress": Place("api.congress.gov", "query", "api_key"),
    "fred": Place("api.stlouisfed.org", "query", "api_key"),
    "github": Place("api.github.com", "header", "Authorization", "Bearer "),
    "metaculus": Place("www.metaculus.com", "header", "Authorization", "Token "),
    "openrouter": Place("openrouter.ai", "header", "Authorization", "Bearer "),
}


@dataclass(frozen=True, slots=True, repr=False)
class Credential:
    """A key and its place, ready to be sent. It prints as its name, so that no message gives it away."""

    name: str
    place: Place
    value: str

    def __repr__(self) -> str:
        return f"Credential({self.name})"

    def query(self) -> tuple[tuple[str, str], ...]:
        """What it adds to the query."""
        return ((self.place.name, self._written),) if self.place.where == "query" else ()

    def headers(self) -> tuple[tuple[str, str], ...]:
        """What it adds to the headers."""
        return ((self.place.name, self._written),) if self.place.where == "header" else ()

    def is_told_in(self, text: bytes) -> bool:
        """Whether `text` gives the key away, as it is or as it stands in an address, in any case of letters."""
        if len(self.value) < SHORTEST:
            return False
        forms = {self.value, quote(self.value, safe=""), quote_plus(self.value)}
        lowered = text.lower()
        return any(form.lower().encode() in lowered for form in forms)

    @property
    def _written(self) -> str:
        return self.place.prefix + self.value


def is_sendable(value: str) -> bool:
    """Whether a key can stand in a header: printable ASCII without spaces, not empty."""
    return value.isascii() and value.isprintable() and bool(value) and " " not in value
