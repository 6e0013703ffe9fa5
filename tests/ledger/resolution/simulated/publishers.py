"""The world a simulation looks at: what is true each day, and what the publishers make of it on their servers.

A value-level network: it answers the requests of the real sources with bodies in their true shape. In a *steady* world
nothing is revised and what was reached stays reached, so that there is one right outcome; a *wild* one does as it likes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from resolvers.source import Evidence, NotYet, Request, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

FIRST = date(2026, 1, 3)
ONE_DAY = timedelta(days=1)
NEVER = date(2099, 1, 1)
"""What the publisher of an event announces until it has happened."""
REGISTER = "www.federalregister.gov"
BROKEN = (b"<html>moved</html>", b'{"value": 1', b"{}", b'{"value": null, "as_of": null}', b"\xff\xfe")


@dataclass(frozen=True, slots=True)
class Served:
    """One good page that was handed out: where, when by our clock, what it said, and its stamp."""

    host: str
    fetched_at: datetime
    value: object
    as_of: date


@dataclass
class World:
    """What is so, and what is said of it. `now` is the true time; the ledger's clock may differ."""

    chance: Random
    steady: bool
    days: int = 5
    now: datetime = datetime(2026, 1, 3, 9, tzinfo=UTC)
    levels: dict[date, Decimal] = field(default_factory=dict)
    happened: date | None = None
    published_after: int = 0
    dead: frozenset[str] = frozenset()
    served: list[Served] = field(default_factory=list)
    waits: dict[str, datetime] = field(default_factory=dict)
    _last: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = self.chance
        self.days = chance.choice((2, 2, 3))
        reached = FIRST + timedelta(days=chance.randint(-1, 2 * self.days))
        self.happened = reached if chance.random() < 0.6 else None
        for back in range(40):
            day = FIRST + timedelta(days=back - 10)
            low, high = Decimal(chance.randint(20, 119)) / 10, Decimal(chance.randint(120, 200)) / 10
            rises = day >= reached if self.steady else chance.random() < 0.15
            self.levels[day] = high if rises else low
        self.published_after = chance.randint(0, 1)
        self.dead = frozenset({"whole.example.org"}) if chance.random() < 0.2 else frozenset()

    @property
    def last(self) -> date:
        """The last day of every window."""
        return FIRST + timedelta(days=self.days - 1)

    @property
    def total(self) -> Decimal:
        """What gathers over the window, and once published stays as it is in a steady world."""
        return sum((self.levels[FIRST + timedelta(days=n)] for n in range(self.days)), Decimal(0))

    # ---- the network -------------------------------------------------------------------------------------

    def fetch(self, request: Request, clock: datetime) -> Evidence | NotYet | Unusable:
        """What a request brings now."""
        host = urlsplit(request.url).hostname or ""
        if host in self.dead or self.now < self.waits.get(host, self.now):
            return Unusable("down", f"{host} answers with 503")
        trouble = self.chance.random()
        if trouble < 0.06:
            self.waits[host] = self.now + timedelta(hours=self.chance.randint(1, 20))
            return Unusable("down", f"{host} asked to be left alone")
        if trouble < 0.12:
            return Unusable("down", f"{host} does not answer")
        if trouble < 0.2:
            return self._evidence(request, self.chance.choice(BROKEN), clock)
        body = (
            self._register(request, clock)
            if host == REGISTER
            else self._page(host, urlsplit(request.url).path, clock)
        )
        same = self._last.get(request.url) == body
        self._last[request.url] = body
        return self._evidence(request, body, clock, unchanged=same)

    def _evidence(
        self, request: Request, body: bytes, clock: datetime, *, unchanged: bool = False
    ) -> Evidence:
        return Evidence(
            request=request,
            sha256=sha256(body).hexdigest(),
            body=body,
            status=200,
            fetched_at=clock,
            server_date=self._told(),
            etag='"e"' if self.chance.random() < 0.5 else None,
            unchanged=unchanged,
        )

    def _told(self) -> datetime | None:
        """The header Date: mostly right, sometimes missing, in a wild world sometimes wrong."""
        told = self.chance.random()
        if told < 0.05:
            return None
        wrong = not self.steady and told < 0.1
        return self.now + timedelta(hours=self.chance.randint(-30, 30)) if wrong else self.now

    def _page(self, host: str, path: str, clock: datetime) -> bytes:
        pages: dict[str, Callable[[], tuple[object, date] | None]] = {
            "/live": self._live,
            "/event": self._event,
            "/text": self._text,
        }
        said = pages.get(path, self._whole)()
        if said is None:
            return json.dumps({"value": None, "as_of": self.now.date().isoformat()}).encode()
        value, as_of = said
        self.served.append(Served(host + path, clock, value, as_of))
        return json.dumps({"value": _plain(value), "as_of": as_of.isoformat()}).encode()

    def _register(self, request: Request, clock: datetime) -> bytes:
        """One document for each day on which the level is high, from its own day on, as the Federal Register lists them."""
        asked = dict(request.query)
        first, last = (
            date.fromisoformat(asked[f"conditions[publication_date][{end}]"]) for end in ("gte", "lte")
        )
        days = [
            day
            for day in sorted(self.levels)
            if first <= day <= min(last, self.now.date()) and self.levels[day] >= 12
        ]
        listed = [
            {"document_number": f"D{day}", "publication_date": day.isoformat(), "type": "Rule"}
            for day in days
        ]
        self.served.append(Served(REGISTER, clock, len(days), self.now.date()))
        return json.dumps({"count": len(days), "results": listed}).encode()

    def _live(self) -> tuple[object, date]:
        day = self.now.date() if self.steady else self.now.date() - ONE_DAY * self.chance.choice((0, 0, 0, 1))
        return self.levels[day], day

    def _event(self) -> tuple[object, date]:
        today = self.now.date()
        known = self.happened is not None and self.happened <= today
        return (self.happened if known and self.happened else NEVER), today

    def _whole(self) -> tuple[object, date] | None:
        if self.now.date() <= self.last + self.published_after * ONE_DAY:
            return None
        revised = Decimal(0) if self.steady else Decimal(self.chance.choice((0, 0, 0, 9, -9)))
        return self.total + revised, self.now.date()

    def _text(self) -> tuple[object, date] | None:
        whole = self._whole()
        return (
            ("high" if isinstance(whole[0], Decimal) and whole[0] >= 30 else "low", whole[1])
            if whole
            else None
        )


def _plain(value: object) -> Any:
    match value:
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
        case _:
            return value
