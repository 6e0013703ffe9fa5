"""The US Department of Justice's list of press releases, page by page, newest first.

The publisher filters by a part of the title only; its list reaches back to 2009. Dates are seconds since 1970, as texts. They
stand for a day, not for a moment: noon or midnight in Washington, or noon in Greenwich, have all been seen, and in
Greenwich each of them falls on the day the release names.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from resolvers.cells import number
from resolvers.days import seen_at
from resolvers.json_fields import Fields, document, shown
from resolvers.next_page import MOST_PAGES
from resolvers.refusal import RefusedError
from resolvers.source import Request

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from datetime import date, datetime

    from resolvers.source import Evidence, Span

URL = "https://www.justice.gov/api/v1/press_releases.json"
PER_PAGE = 50
"""The most the publisher sends at once; it cuts a larger number down to this without a word."""

_FIELDS = "title,uuid,date,component"


@dataclass(frozen=True, slots=True)
class Release:
    """One press release: its title in plain text, its day, and the rest of it as it came."""

    uuid: str
    title: str
    day: date
    entry: Fields

    @property
    def components(self) -> tuple[str, ...]:
        """The names of the offices it is from; the publisher writes an empty text where there is none.

        Raises RefusedError when it does not say, or says it otherwise.
        """
        if "component" in self.entry.values and not self.entry.values["component"]:
            return ()
        return tuple(html.unescape(office.text("name")) for office in self.entry.tables("component"))


@dataclass(frozen=True, slots=True)
class Listed:
    """The releases that were read, and the moment up to which the list can tell."""

    releases: tuple[Release, ...]
    seen: datetime

    @property
    def newest(self) -> date | None:
        """The newest day; None when there are none."""
        return max((release.day for release in self.releases), default=None)


def listed(span: Span, contains: str) -> Generator[Request, Evidence, Listed]:
    """Asks for releases until one is older than the span, or there are no more.

    Raises RefusedError for pages that are not of one list, newest first, and for more than `MOST_PAGES`.
    """
    seen: list[datetime] = []
    counts: list[int] = []
    releases: list[Release] = []
    while True:
        page = yield _request(len(seen), contains)
        reply = _usable(document(page.body), len(seen))
        rows = [_release(entry) for entry in reply.tables("results")]
        seen.append(seen_at(page))
        _check_new(rows, releases, len(seen))
        releases += rows
        counts += _stated(reply)
        distinct = len({release.uuid for release in releases})
        if _is_all(rows, distinct, counts) or _is_older(releases, span.first):
            return Listed(tuple(releases), min(seen))
        if len(seen) == MOST_PAGES:
            raise RefusedError(
                "incomplete",
                f"{MOST_PAGES} pages go back to {releases[-1].day} only; `contains` makes the list shorter.",
            )


def _request(page: int, contains: str) -> Request:
    query = [
        ("pagesize", str(PER_PAGE)),
        ("page", str(page)),
        ("sort", "date"),
        ("direction", "DESC"),
        ("fields", _FIELDS),
    ]
    query += [("parameters[title]", contains)] if contains else []
    return Request(URL, tuple(query), accept="application/json")


def _usable(reply: Fields, page: int) -> Fields:
    if reply.has("error"):
        raise RefusedError("down", f"The publisher refuses: {shown(reply.values['error'])}.")
    return Fields(reply.values, f"page[{page}]" if page else "")


def _release(entry: Fields) -> Release:
    title = " ".join(html.unescape(entry.text("title")).split())
    day = entry.unix_time("date").date()
    return Release(entry.text("uuid"), title, day, entry)


def _stated(reply: Fields) -> list[int]:
    """How many releases the list has in all; nothing where the publisher does not say."""
    about = _inside(_inside(reply, "metadata"), "resultset")
    if not about.has("count"):
        return []
    count = number(about.label("count"))
    if count is None or count != count.to_integral_value():
        raise RefusedError(
            "shape_changed", f"{about.at('count')} is {shown(about.values['count'])}, no count."
        )
    return [int(count)]


def _inside(table: Fields, key: str) -> Fields:
    """A table inside; an empty one where there is none."""
    return table.table(key) if table.has(key) else Fields({}, table.at(key))


def _check_new(rows: Sequence[Release], before: Sequence[Release], page: int) -> None:
    """Raises RefusedError for a page that was sent before. A release that moved down to the next page is no trouble."""
    known = {release.uuid for release in before}
    if rows and all(row.uuid in known for row in rows):
        raise RefusedError("incomplete", f"Page {page} has only releases of the pages before.")


def _is_all(rows: Sequence[Release], read: int, counts: Sequence[int]) -> bool:
    """Whether the list ends here, with so many distinct releases.

    Raises RefusedError when it changed between pages, so that one may have slipped to a page that was read before; when it ends
    before its stated end; and when nothing says that it is empty.
    """
    if len(set(counts)) > 1:
        stated = f"{counts[0]} releases were stated, then {counts[-1]}"
        raise RefusedError("incomplete", f"The list changed between pages: {stated}.")
    if counts and read >= counts[0]:
        return True
    if not rows and (counts or not read):
        there = f"{counts[0]} were stated" if counts else "nobody says how many there are"
        raise RefusedError("incomplete", f"{read} releases were listed where {there}.")
    return not rows


def _is_older(releases: Sequence[Release], first: date) -> bool:
    """Whether the list has come to a day before the first. Raises RefusedError when it is not newest first."""
    if releases[-1].day >= first:
        return False
    for one, after in pairwise(releases):
        if after.day > one.day:
            raise RefusedError(
                "shape_changed",
                f"The list is not newest first: {after.entry.path} is of {after.day}, after {one.day}.",
            )
    return True
