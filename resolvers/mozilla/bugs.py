"""`mozilla.bugs`: how many distinct security bugs Mozilla's advisories of a span say were fixed in Firefox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.mozilla.advisory import REPOSITORY, Advisory, advisory
from resolvers.mozilla.files import BEYOND, MOST_FILES, Files, listing, names_in, place
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span
from resolvers.zip_member import members

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

ARCHIVE = f"https://codeload.github.com/{REPOSITORY}/zip/refs/heads/master"
MONTH = timedelta(days=31)
"""A longer span has too many advisories to be read one by one."""

PUSHED_AFTER = timedelta(days=1)
"""An advisory is in the repository on the day it is announced; the day after, none is missing."""

_ENDED = f"; the search ended where {BEYOND} in a row by number, on either side, are of other days, or the list ends"
_ALONE, _AMONG = FIXED_IN = ("firefox alone", "firefox among others")


@dataclass(frozen=True, slots=True)
class Bugs:
    """Distinct bugs over all advisories announced in the span, each counted once however often it is named.

    The advisories of Firefox for desktops; ESR, Thunderbird, Android and iOS have their own. Covers the days up to the day
    before the fetch, which is also `as_of`. Old files are mended now and then, so a figure may still move.
    """

    fixed_in: str = _ALONE

    name: ClassVar[str] = "mozilla.bugs"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "Mozilla"
    licence: ClassVar[str] = "MPL 2.0"
    about: ClassVar[str] = "How many security bugs were fixed in Firefox, by Mozilla's advisories."
    home: ClassVar[str] = f"https://github.com/{REPOSITORY}"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    lag: ClassVar[timedelta] = PUSHED_AFTER
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "bugs": Offer(
            "total",
            "bugs",
            never_falls=True,
            digits=0,
            revised=True,
            about="distinct bugs named by the advisories announced in the span",
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "fixed_in": Param(
            "Which advisories count: those whose one product is Firefox, or also those that name others beside it",
            required=False,
            default=_ALONE,
            choices=FIXED_IN,
        ),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the lists of the years, then the advisories of the days; where they are many, all from one archive."""
        try:
            page, names = yield from _names(span)
            covers = spoken_for(span, until=day_of(seen_at(page), behind=PUSHED_AFTER), behind=PUSHED_AFTER)
            if isinstance(covers, NotYet):
                return covers
            advisories, ended = yield from _advisories(names, covers)
            return self._answer(advisories, covers, ended)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, advisories: Sequence[Advisory], covers: Span, ended: str) -> Answer:
        counted = [one for one in advisories if covers.first <= one.on <= covers.last and self._counts(one)]
        bugs = frozenset[str]().union(*(one.bugs() for one in counted))
        told = ", ".join(one.name for one in sorted(counted, key=lambda one: place(one.name)))
        return Reading(
            {"bugs": Decimal(len(bugs))},
            {"bugs": "bugs"},
            as_of=covers.last,
            covers=covers,
            identity=f"Mozilla advisories fixed in {self.fixed_in}: distinct bugs",
            where={"bugs": f"advisories.*.bugs[].url of {told or 'no advisory'}{ended}"},
        )

    def _counts(self, one: Advisory) -> bool:
        return one.in_firefox_alone if self.fixed_in == _ALONE else one.in_firefox


def _names(span: Span) -> Generator[Request, Evidence, tuple[Evidence, tuple[str, ...]]]:
    """The advisories of the years of a span, and the first page they were listed on."""
    pages: list[Evidence] = []
    names: tuple[str, ...] = ()
    for year in range(span.first.year, span.last.year + 1):
        page = yield listing(year)
        pages.append(page)
        names += names_in(page, year)
    return pages[0], names


def _advisories(
    names: Sequence[str], covers: Span
) -> Generator[Request, Evidence, tuple[Sequence[Advisory], str]]:
    """All advisories announced in the days, and some others; and where the search for them ended, if not every one was read."""
    files = Files(names)
    if len(names) <= MOST_FILES:
        yield from files.all()
        return tuple(files.found.values()), ""
    if timedelta(days=covers.days) <= MONTH:
        enough = yield from files.near(covers)
        if enough:
            return tuple(files.found.values()), _ENDED
    page = yield Request(ARCHIVE)
    return tuple(_unpacked(page, names)), ""


def _unpacked(page: Evidence, names: Sequence[str]) -> list[Advisory]:
    """The same advisories, from the archive. Raises RefusedError where one of them is not in it."""
    wanted = {f"{name}.yml" for name in names}
    found = members(page.body, wanted.__contains__)
    if missing := sorted(wanted - set(found)):
        raise RefusedError("incomplete", f"{missing[0]} is listed, and not in the archive.")
    return [advisory(name, found[f"{name}.yml"]) for name in names]
