"""Reads one value out of any JSON answer: an address and a path are enough.

For a question that needs no arithmetic and whose publisher answers in JSON. What needs completeness guards or several
answers deserves a source of its own.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers.addressed import ADDRESSED, Address
from resolvers.configured import MAX_AGE, OFFERED, OFFERS, When, as_configured, ill_matched, offered
from resolvers.days import day_of, read_between
from resolvers.errors import ParamProblem
from resolvers.exact_path import BadPathError, ExactPath, PathFailedError, compiled
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Look, NotYet, Offer, Param
from resolvers.span_words import ANY, filled, has_any
from resolvers.strict_json import BadJson, parse
from resolvers.typed_value import TYPE, as_day, shown, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from resolvers.addressed import Query
    from resolvers.source import Evidence, Span

_LONGEST_IDENTITY = 200


class HttpJson:
    """The value that `select` finds in the JSON at `url`."""

    name: ClassVar[str] = "http_json"
    version: ClassVar[int] = 3
    publisher: ClassVar[str] = as_configured("as configured", lambda source: source.offered.publisher)
    licence: ClassVar[str] = "as the publisher says"
    about: ClassVar[str] = "One value out of a JSON answer, found by a JMESPath."
    home: ClassVar[str] = ""
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = as_configured(default=False, known=lambda source: source.has_history)
    offers: ClassVar[Mapping[str, Offer]] = as_configured(OFFERS, lambda source: source.offered.offers)
    params: ClassVar[Mapping[str, Param]] = {
        **ADDRESSED,
        "select": Param("the JMESPath of the value; may hold the same words"),
        "type": TYPE,
        "as_of": Param("the JMESPath of the publisher's own stamp, a date or a time", required=False),
        "identity": Param("the JMESPath of what names series, unit or anchor", required=False),
        "max_age": MAX_AGE,
        **OFFERED,
    }
    secret: ClassVar[str | None] = as_configured(None, lambda source: source.address.secret)

    def __init__(
        self,
        *,
        url: str,
        select: str,
        query: Query | None = None,
        type: str = "number",  # noqa: A002 - the name of the param
        as_of: str | None = None,
        identity: str | None = None,
        max_age: int = 31,
        secret: str | None = None,
        value: str = "value",
        unit: str | None = None,
        nature: str = "level",
        publisher: str | None = None,
    ) -> None:
        self.offered = offered(value, unit, nature, publisher, url, max_age)
        self.address = Address(url, query, "application/json", secret)
        self.has_history = self.address.names_days or has_any([select])
        self._select, self._type, self._as_of, self._identity = select, type, as_of, identity

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """What is wrong with the paths, and with nature and type together."""
        paths = {name: values[name] for name in ("select", "as_of", "identity") if name in values}
        return [*_path_problems(paths), *ill_matched(values)]

    def look(self, span: Span) -> Look:
        """One request, one value. `NotYet` where nothing stands at the path."""
        page = yield self.address.request(span)
        try:
            return self._read(page, span)
        except RefusedError as refused:
            return refused.answer

    def _read(self, page: Evidence, span: Span) -> Answer:
        document = _document(page.body)
        path = filled(self._select, span)
        found = _found(path, document)
        if found is None or found == []:
            return NotYet(f"Nothing stands at {path} yet.")
        as_of = self._stamp(document, page, span)
        if as_of is None:
            return NotYet(f"Nothing stands at {self._as_of} yet.")
        value, stamped = typed(self._type, found, path), self._as_of is not None
        when = When(as_of, read_between(page, stamped=stamped), stamped, self.has_history)
        return self.offered.reading(value, span, when, where=path, identity=self._named(document))

    def _stamp(self, document: object, page: Evidence, span: Span) -> date | None:
        if self._as_of is None:
            return day_of(page.server_date or page.fetched_at)
        path = filled(self._as_of, span)
        found = _found(path, document)
        stamp = as_day(found)
        if stamp is None and found is not None:
            raise RefusedError("shape_changed", f"At {path} stands {shown(found)}, which is no date.")
        return stamp

    def _named(self, document: object) -> str:
        if self._identity is None:
            return self._select
        found = _found(self._identity, document)
        if found is None:
            raise RefusedError(
                "shape_changed", f"Nothing stands at {self._identity}, which names the series."
            )
        written = found if isinstance(found, str) else json.dumps(found, default=str, sort_keys=True)
        return f"{self._select}, {written[:_LONGEST_IDENTITY]}"


def _path_problems(paths: Mapping[str, object]) -> Iterator[ParamProblem]:
    for name, path in paths.items():
        try:
            compiled(filled(str(path), ANY))
        except BadPathError as error:
            yield ParamProblem(
                name, f"is no usable JMESPath: {error}", repr(path), "See https://jmespath.org"
            )


def _document(body: bytes) -> object:
    try:
        return parse(body)
    except BadJson as error:
        raise RefusedError("shape_changed", f"The answer cannot be read: {error}.") from None


def _found(path: str, document: object) -> object:
    try:
        usable: ExactPath = compiled(path)
        return usable.search(document)
    except (BadPathError, PathFailedError) as error:
        raise RefusedError("shape_changed", f"{error}.") from None
