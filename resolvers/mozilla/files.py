"""Which files of Mozilla's repository hold the advisories of a span of days, found with few requests.

Files are numbered in the order in which advisories are written, of all products. That is nearly the order in which
they are announced: the days of a month are found by halving the list, and looked for a little beyond both ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from resolvers.github.api import JSON, KEY
from resolvers.json_fields import documents
from resolvers.mozilla.advisory import REPOSITORY, Advisory, advisory, url_of
from resolvers.refusal import RefusedError
from resolvers.source import Evidence, Request, Span

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

LISTING = f"https://api.github.com/repos/{REPOSITORY}/contents/announce"
MOST_LISTED = 1000
"""GitHub lists so many files of a folder, and says nothing of the rest."""

MOST_FILES = 40
"""Advisories read one by one; a driver allows 50 requests, and there are listings beside them."""

BEYOND = 6
"""Advisories in a row, on either side, that must lie outside the span before the rest is taken to."""

_NAME = re.compile(r"(mfsa[0-9]{4}-[0-9]{2,3})\.yml")
_NUMBER = re.compile(r"mfsa([0-9]{4})-([0-9]{2,3})(?![0-9])")


def listing(year: int) -> Request:
    """Where the names of a year's advisories are read."""
    return Request(f"{LISTING}/{year}", accept=JSON, secret=KEY, secret_needed=False)


def names_in(page: Evidence, year: int) -> tuple[str, ...]:
    """The year's advisories, in the order of their numbers. Raises RefusedError where one may be missing."""
    entries = documents(page.body)
    if len(entries) >= MOST_LISTED:
        raise RefusedError("incomplete", f"{len(entries)} files are listed, which is where GitHub stops.")
    files = [entry.text("name") for entry in entries if entry.text("type") == "file"]
    found = [match[1] for name in files if (match := _NAME.fullmatch(name))]
    _check_spelling(files, set(found))
    if any(not name.startswith(f"mfsa{year}-") for name in found) or not found:
        raise RefusedError("identity_changed", f"The {len(files)} files listed are not advisories of {year}.")
    return tuple(sorted(found, key=place))


def place(name: str) -> tuple[int, int]:
    """Year and number of an advisory.

    >>> place("mfsa2026-100") > place("mfsa2026-99")
    True
    """
    return int(name[4:8]), int(name[9:])


def _check_spelling(files: Sequence[str], found: set[str]) -> None:
    """A file that stands there under a wrong name, such as `mfsa2025-17,yml`, must stand there under the right one too."""
    for name in files:
        match = _NUMBER.match(name)
        if name.startswith("mfsa") and (match is None or match[0] not in found):
            raise RefusedError(
                "shape_changed", f"A file is called {name[:40]!r}, which is no name of an advisory."
            )


@dataclass(slots=True)
class Files:
    """The advisories of some names, read as they are needed."""

    names: Sequence[str]
    found: dict[str, Advisory] = field(default_factory=dict)

    def all(self) -> Generator[Request, Evidence, None]:
        """Read every one."""
        for at in range(len(self.names)):
            yield from self._at(at)

    def near(self, span: Span) -> Generator[Request, Evidence, bool]:
        """Read those announced in the span; False, with some of them read, where they are too many."""
        start = yield from self._position(span.first)
        end = yield from self._position(span.last + timedelta(days=1))
        if end - start + len(self.found) > MOST_FILES:
            return False
        for at in range(start, end):
            yield from self._at(at)
        below = yield from self._outward(range(start - 1, -1, -1), span)
        above = yield from self._outward(range(end, len(self.names)), span)
        return below and above

    def _outward(self, places: range, span: Span) -> Generator[Request, Evidence, bool]:
        """Read on until enough in a row lie outside; False where that takes too many."""
        outside = 0
        for at in places:
            if len(self.found) == MOST_FILES:
                return False
            one = yield from self._at(at)
            outside = 0 if span.first <= one.on <= span.last else outside + 1
            if outside == BEYOND:
                break
        return True

    def _position(self, day: date) -> Generator[Request, Evidence, int]:
        """Where the first one announced on or after a day stands, were they in order."""
        low, high = 0, len(self.names)
        while low < high:
            middle = (low + high) // 2
            one = yield from self._at(middle)
            low, high = (middle + 1, high) if one.on < day else (low, middle)
        return low

    def _at(self, at: int) -> Generator[Request, Evidence, Advisory]:
        name = self.names[at]
        if name not in self.found:
            page = yield Request(url_of(name))
            self.found[name] = advisory(name, page.body)
        return self.found[name]
