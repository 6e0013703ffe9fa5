"""A folder of bodies by the day they were published or kept, for reading a source as it could be read then.

Two layouts, which may stand side by side in one folder:

    DIR/2025-12-19.csv               one body of that day, for a source that makes one request
    DIR/2025-12-19/eci_scores.csv    bodies of that day, each named as the last part of its address
    DIR/2025-12-19/requests.json     where the name is not enough (a query, pages): [{"url": ..., "query": [[k, v]], "body": FILE}]

A body is known from the end of its day (23:59:59 UTC) and speaks for no later look: what a publisher said on a day without a
body is not known. Names that are no day are passed over.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from resolvers.request_key import full_url, request_key
from resolvers.source import Evidence, Request, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

INDEX = "requests.json"
END = time(23, 59, 59, tzinfo=UTC)


@dataclass(slots=True)
class DatedBodies:
    """The bodies of a folder. `missing` gathers, by address, the days on which it was asked for and not there."""

    days: Mapping[date, Path]
    missing: dict[str, list[date]] = field(default_factory=dict)
    _single: str | None = None
    """The one request that bodies without a name of their own answer: the first that was made."""

    def moments(self) -> tuple[datetime, ...]:
        """When bodies became known, oldest first; aware UTC."""
        return tuple(datetime.combine(day, END) for day in sorted(self.days))

    def kept(self, request: Request, moment: datetime) -> Evidence | Unusable:
        """What a request brought on the day of `moment`; Unusable, and remembered, where no body is there."""
        day = moment.date()
        body = self._body(self.days[day], request)
        if body is None:
            address = full_url(request)
            self.missing.setdefault(address, []).append(day)
            return Unusable("source_missing", f"no body of {day} was found for {address}")
        return Evidence(request, hashlib.sha256(body).hexdigest(), body, 200, moment)

    def _body(self, place: Path, request: Request) -> bytes | None:
        if not place.is_dir():
            return self._the_single(place, request)
        if (place / INDEX).is_file():
            return _indexed(place, request)
        named = place / _last_part(request)
        return named.read_bytes() if named.is_file() and not request.query else None

    def _the_single(self, place: Path, request: Request) -> bytes | None:
        """One body cannot answer two different requests, so it answers the first only."""
        key = request_key(request)
        self._single = self._single or key
        return place.read_bytes() if self._single == key else None


def dated_bodies(folder: Path) -> DatedBodies:
    """The dated bodies below a folder; none where no name is a day. Raises OSError for a folder that cannot be read."""
    found = sorted(folder.iterdir())
    return DatedBodies({day: path for path in found if (day := _day(path)) is not None})


def _day(path: Path) -> date | None:
    name = path.name if path.is_dir() else path.name.partition(".")[0]
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _last_part(request: Request) -> str:
    """The name of a body, as its address ends; never a way out of the folder."""
    name = unquote(urlsplit(request.url).path.rpartition("/")[2])
    return name if name not in {"", ".", ".."} and "/" not in name and "\0" not in name else "index"


def _indexed(place: Path, request: Request) -> bytes | None:
    for told in json.loads((place / INDEX).read_text(encoding="utf-8")):
        query = tuple((str(name), str(value)) for name, value in told.get("query", ()))
        if request_key(Request(told["url"], query, request.accept)) == request_key(request):
            return _inside(place, told["body"])
    return None


def _inside(place: Path, name: str) -> bytes | None:
    """A file of this very folder; a name that leads out of it is no file of it."""
    path = place / name
    return path.read_bytes() if path.resolve().parent == place.resolve() and path.is_file() else None
