"""Reads one value out of a page or a text file by a pattern.

The last resort among the sources that need no person: a page is written for people and changes without notice.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from resolvers.addressed import ADDRESS, Address
from resolvers.configured import OFFERED, OFFERS, When, as_configured, ill_matched, offered
from resolvers.days import day_of, read_between
from resolvers.errors import ParamProblem
from resolvers.page_text import page_text
from resolvers.patterns import LONGEST, SYNTAX, compiled, why_unreadable
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Look, NotYet, Offer, Param
from resolvers.span_words import ANY, filled, has_any
from resolvers.typed_value import TYPE, shown, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resolvers.source import Evidence, Span

MOST_MATCHES = 1_000
"""Matches in one page; a pattern that finds more does not mean one value."""

_PATTERN_FIX = f"Write it in RE2 syntax with one group, or one named 'value': {SYNTAX}"


class HttpText:
    """The text that `pattern` finds in the page at `url`."""

    name: ClassVar[str] = "http_text"
    version: ClassVar[int] = 3
    publisher: ClassVar[str] = as_configured("as configured", lambda source: source.offered.publisher)
    licence: ClassVar[str] = "as the publisher says"
    about: ClassVar[str] = "One value out of a page, found by a pattern."
    home: ClassVar[str] = ""
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = as_configured(default=False, known=lambda source: source.has_history)
    offers: ClassVar[Mapping[str, Offer]] = as_configured(OFFERS, lambda source: source.offered.offers)
    params: ClassVar[Mapping[str, Param]] = {
        "url": ADDRESS,
        "pattern": Param(
            "the pattern, in RE2 syntax, with one group or one named 'value'; may hold the same words"
        ),
        "type": Param(TYPE.about, required=False, default="number", choices=("number", "text", "date")),
        "take": Param(
            "which match counts where several differ",
            required=False,
            default="only",
            choices=("only", "first", "last"),
        ),
        **OFFERED,
    }
    secret: ClassVar[str | None] = None

    def __init__(
        self,
        *,
        url: str,
        pattern: str,
        type: str = "number",  # noqa: A002 - the name of the param
        take: str = "only",
        value: str = "value",
        unit: str | None = None,
        nature: str = "level",
        publisher: str | None = None,
    ) -> None:
        self.offered = offered(value, unit, nature, publisher, url)
        self.address = Address(url, None, "text/html, text/plain")
        self.has_history = self.address.names_days or has_any([pattern])
        self._pattern, self._type, self._take = pattern, type, take

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """What is wrong with the pattern, and with nature and type together."""
        pattern = values.get("pattern")
        told = _pattern_problems(pattern) if isinstance(pattern, str) else ()
        return [*told, *ill_matched(values)]

    def look(self, span: Span) -> Look:
        """One request, one value. `NotYet` where the pattern finds nothing."""
        page = yield self.address.request(span)
        try:
            return self._read(page, span)
        except RefusedError as refused:
            return refused.answer

    def _read(self, page: Evidence, span: Span) -> Answer:
        text = page_text(page.body)
        found = list(islice(_matches(filled(self._pattern, span), text), MOST_MATCHES + 1))
        if not found:
            return NotYet(f"Nothing on the page matches {self._pattern}.")
        if len(found) > MOST_MATCHES:
            raise RefusedError("shape_changed", f"More than {MOST_MATCHES} places match {self._pattern}.")
        told, at = self._one(found)
        line = text.count("\n", 0, at) + 1
        value = typed(self._type, told, f"line {line}")
        as_of = day_of(page.server_date or page.fetched_at)
        when = When(as_of, read_between(page, stamped=False), stamped=False, history=self.has_history)
        return self.offered.reading(value, span, when, where=f"line {line}", identity=self._pattern)

    def _one(self, found: list[tuple[str, int]]) -> tuple[str, int]:
        match self._take:
            case "first":
                return found[0]
            case "last":
                return found[-1]
            case _:
                return _the_only(found)


def _the_only(found: list[tuple[str, int]]) -> tuple[str, int]:
    different = Counter(text for text, _ in found)
    if len(different) > 1:
        some = ", ".join(shown(text) for text in list(different)[:3])
        raise RefusedError("shape_changed", f"{len(different)} different values match: {some}.")
    return found[0]


def _matches(pattern: str, text: str) -> Iterator[tuple[str, int]]:
    """The text and place of the group that counts, for every match in which it took part."""
    ready = compiled(pattern)
    group = ready.groupindex.get("value", 1)
    for match in ready.finditer(text):
        told = match.group(group)
        if told is not None:
            yield told, match.start(group)


def _pattern_problems(pattern: str) -> Iterator[ParamProblem]:
    if len(pattern) > LONGEST:
        fix = f"Give at most {LONGEST} characters."
        yield ParamProblem("pattern", "is too long", f"{len(pattern)} characters", fix)
        return
    ready = filled(pattern, ANY)
    if why := why_unreadable(ready):
        yield ParamProblem("pattern", f"cannot be read: {why}", repr(pattern), _PATTERN_FIX)
        return
    found = compiled(ready)
    if found.groups != 1 and "value" not in found.groupindex:
        yield ParamProblem("pattern", f"has {found.groups} groups", repr(pattern), _PATTERN_FIX)
