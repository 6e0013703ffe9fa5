"""`world_bank.indicator`: a yearly figure of a country or a group of countries, from the World Bank's indicators.

A reply is a list of two: what it says of itself, and the rows. Errors come with status 200, as a list of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers.configured import as_configured
from resolvers.json_fields import Fields, parsed, shown
from resolvers.next_page import MOST_PAGES
from resolvers.observations import Observation, Observations, twice
from resolvers.refusal import RefusedError
from resolvers.source import (
    Answer,
    Evidence,
    Look,
    Offer,
    Param,
    Request,
    Span,
    WindowForm,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

URL = "https://api.worldbank.org/v2/country"
_PER_PAGE = 1000
_YEARS_BEFORE = 5
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
_YEAR = re.compile(r"[0-9]{4}")


def _offers(unit: str | None) -> Mapping[str, Offer]:
    last = "of the year the last day is in"
    return {
        "value": Offer("level", unit, about=f"the figure {last}", revised=True),
        "mean": Offer("level", unit, about="mean of the years of the span", revised=True),
        "change": Offer("level", unit, about=f"the figure {last} less that of the first day's", revised=True),
    }


@dataclass(frozen=True, slots=True)
class _Page:
    """One reply: what it says of itself, and its rows."""

    meta: Fields
    rows: tuple[Fields, ...]

    def count(self, key: str) -> int:
        """A number of pages, which is a text in some replies. Raises RefusedError."""
        return int(self.meta.figure(key))


@dataclass(frozen=True, slots=True)
class Indicator:
    """The figure of the year the last day is in; of whole years also their mean, and the change between them.

    Covers the days up to the end of the newest year that has a figure; a year is over before its figure counts.
    `as_of` is the day the World Bank last updated the indicator's database. The unit that the indicator's name or a row states
    is in the identity. Refused: another indicator, no row of the country, rows of several units, an error.
    """

    country: str
    indicator: str
    unit: str | None = None

    name: ClassVar[str] = "world_bank.indicator"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "World Bank"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = (
        "A yearly figure of a country or group of countries, from the World Bank's indicators."
    )
    home: ClassVar[str] = "https://data.worldbank.org"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    lag: ClassVar[timedelta] = timedelta(days=365)
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"at", "over"})
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = as_configured(_offers(None), lambda source: _offers(source.unit))
    params: ClassVar[Mapping[str, Param]] = {
        "country": Param("Code of a country or group, such as CN, CHN, WLD", pattern="[A-Za-z0-9]{2,3}"),
        "indicator": Param("Code of the indicator, such as NY.GDP.MKTP.CD", pattern="[A-Za-z0-9._]{2,60}"),
        "unit": Param("The unit of the indicator, such as USD", required=False),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the years of the span, and some before it that tell how far the figures reach."""
        try:
            page, rows, updated = yield from self._read(span)
            return self._answer(page, span, self._mine(rows), updated)
        except RefusedError as refused:
            return refused.answer

    def _request(self, span: Span, number: int) -> Request:
        years = f"{max(span.first.year - _YEARS_BEFORE, 1)}:{span.last.year}"
        query = (("format", "json"), ("date", years), ("per_page", str(_PER_PAGE)), ("page", str(number)))
        return Request(f"{URL}/{self.country}/indicator/{self.indicator}", query, accept="application/json")

    def _read(self, span: Span) -> Generator[Request, Evidence, tuple[Evidence, list[Fields], date | None]]:
        """The first page, the rows of all pages, and the day of the update. Raises RefusedError."""
        first = yield self._request(span, 1)
        page = _page(first.body)
        pages, rows = page.count("pages"), [*page.rows]
        if pages > MOST_PAGES:
            raise RefusedError("incomplete", f"There are {pages} pages, which is no answer to this.")
        for number in range(2, pages + 1):
            answer = yield self._request(span, number)
            more = _page(answer.body)
            if more.count("page") != number:
                raise RefusedError(
                    "incomplete", f"Page {more.count('page')} came where {number} was asked for."
                )
            rows += more.rows
        updated = page.meta.day("lastupdated") if page.meta.has("lastupdated") else None
        return first, rows, updated

    def _mine(self, rows: Sequence[Fields]) -> list[Fields]:
        """The country's rows. Raises RefusedError where there are others only."""
        mine = [row for row in rows if self._is_mine(row)]
        if rows and not mine:
            first = shown(rows[0].table("country").text("id"))
            raise RefusedError(
                "identity_changed", f"No row is of {self.country}; the first one is of {first}."
            )
        return mine

    def _observations(self, mine: Sequence[Fields]) -> list[Observation]:
        """The country's years that have a figure. Raises RefusedError."""
        # A row without the key is not one without a figure, and is refused.
        found = [_observation(row) for row in mine if row.values.get("value", row) is not None]
        if day := twice(found):
            raise RefusedError("shape_changed", f"Two rows are of {self.country} in {day.year}.")
        return found

    def _is_mine(self, row: Fields) -> bool:
        """Whether a row is of the country. Raises RefusedError where it is of another indicator."""
        indicator = row.table("indicator").text("id")
        if indicator.casefold() != self.indicator.casefold():
            detail = f"{row.at('indicator')} is {shown(indicator)}, not {self.indicator}."
            raise RefusedError("identity_changed", detail)
        codes = (row.table("country").values.get("id"), row.values.get("countryiso3code"))
        return self.country.casefold() in {code.casefold() for code in codes if isinstance(code, str)}

    def _answer(self, page: Evidence, span: Span, mine: Sequence[Fields], updated: date | None) -> Answer:
        observations = Observations.of("annual", self._observations(mine), page)
        identity = f"World Bank {self.indicator}, {self.country}{_stated(mine)}"
        return observations.answer(span, identity=identity, unit=self.unit, as_of=updated)


def _stated(rows: Sequence[Fields]) -> str:
    """The unit these rows state, as an end of the identity; empty for none. Raises RefusedError for several."""
    units = sorted({_unit(row) for row in rows})
    if len(units) > 1:
        raise RefusedError(
            "identity_changed", f"The rows are in several units: {' and '.join(map(shown, units))}."
        )
    return next((f", in {unit}" for unit in units if unit), "")


def _unit(row: Fields) -> str:
    """What stands in brackets behind the indicator's name, as in `GDP (current US$)`, and in the row's own field, often blank."""
    name, own = row.table("indicator").values.get("value"), row.values.get("unit")
    in_name = _IN_BRACKETS.search(name) if isinstance(name, str) else None
    told = (in_name[1] if in_name else "", own if isinstance(own, str) else "")
    return ", ".join(" ".join(each.split()) for each in told if each.strip())


def _observation(row: Fields) -> Observation:
    year = row.text("date")
    if not _YEAR.fullmatch(year) or not int(year):
        raise RefusedError("shape_changed", f"{row.at('date')} is {shown(year)} where a year was expected.")
    first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    return Observation(first, last, row.figure("value"), f"{row.path} ({year})")


def _page(body: bytes) -> _Page:
    """A reply in its two parts. Raises RefusedError for an error, and for anything else."""
    match parsed(body):
        case [{"message": said}, *_]:
            raise RefusedError("source_missing", f"The World Bank refuses: {shown(said)}.")
        case [dict() as told, None, *_]:
            return _Page(Fields(told, "[0]"), ())
        case [dict() as told, list() as rows, *_] if all(isinstance(row, dict) for row in rows):
            paths = (f"[1][{place}]" for place in range(len(rows)))
            return _Page(Fields(told, "[0]"), tuple(map(Fields, rows, paths)))
        case found:
            raise RefusedError(
                "shape_changed", f"The reply is {shown(found)} where page and rows were expected."
            )
