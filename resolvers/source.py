"""What passes between a source and whoever looks through it. Values only.

A source is a generator: it yields a `Request`, is sent the `Evidence`, and at its end returns a
`Reading`, `NotYet` or `Unusable`. It never opens a connection itself, so it can page, stays pure, and
can be run again years later over the bytes that were kept.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar, Literal, Protocol

Value = Decimal | str | date | None
"""One measured value. `None` only for an event proved absent on every day of `Reading.covers`."""

Why = Literal["down", "stale", "shape_changed", "identity_changed", "incomplete", "no_key", "source_missing"]
"""Why evidence could not be used; a closed list, so that every case is handled somewhere."""

Nature = Literal["level", "total", "event"]
"""A level holds on a day; a total gathers over a span; an event has a date or has not happened."""

WindowForm = Literal["at", "over", "any_day"]
"""What a question's window asks of a source: one day, a span as a whole, or each day of a span so far."""

ALL_WINDOWS: frozenset[WindowForm] = frozenset({"at", "over", "any_day"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` to `last`, both included. A question's window gives it; params never do."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days there are, at least 1 for a span in order."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Request:
    """One GET, as the publisher would see it: before mirrors, without secrets.

    `secret` is a name; the fetcher knows the host it is bound to and where it goes. With `secret_needed` false, the request
    goes without it where the user has set none. With `redirects` false, only the very address may answer: what another
    one says would be something else.
    """

    url: str
    query: tuple[tuple[str, str], ...] = ()
    accept: str = "*/*"
    secret: str | None = None
    secret_needed: bool = True
    redirects: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Bytes as they came, decoded from their transfer coding, with what is needed to prove them.

    `sha256` is the lower-case hex digest of `body`. `unchanged` says that the publisher answered 304 and
    `body` is the one kept before. Times are aware UTC. `next_url` is the page after this one, where the publisher's
    `Link` header names one; empty where what it names cannot be read.
    """

    request: Request
    sha256: str
    body: bytes
    status: int
    fetched_at: datetime
    server_date: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False
    next_url: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source read.

    `as_of` is the publisher's own stamp, else the newest row's date. `covers` are the days this answer
    speaks for. `identity` names series, unit and anchor: when it changes, old and new do not compare.
    `where` gives for each value the line, cell or JSON path it came from. `happened_on` is the event's own date, where
    the values tell of an event that has happened.
    """

    values: Mapping[str, Value]
    units: Mapping[str, str]
    as_of: date
    covers: Span
    identity: str
    where: Mapping[str, str]
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class NotYet:
    """Nothing is wrong; the answer is not published yet."""

    reason: str
    look_again_on: date | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """The answer came, or did not come, in a form nothing may be decided on. Never a NO."""

    why: Why
    detail: str


Answer = Reading | NotYet | Unusable
Look = Generator[Request, Evidence, Answer]
Fetch = Callable[[Request], Awaitable[Evidence | NotYet | Unusable]]
"""The network, the kept evidence (replay), or a folder of bodies: a source cannot tell which."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One value a source can give: its nature, unit, and how many decimals are worth showing.

    A value that is a text and no number says in `texts` which it can be, all of them. `jumpy` says that it may leap from one
    day to the next, so that a single day is luck; `revised` that the publisher changes figures it has published before.
    Both are for whoever words a question; no rule asks for them.
    """

    nature: Nature
    unit: str | None = None
    never_falls: bool = False
    digits: int = 2
    about: str = ""
    jumpy: bool = False
    revised: bool = False
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a source: text or a whole number, from a file or the command line.

    `choices` closes the list of values; `pattern` is a full match in RE2 syntax. Never a date.
    """

    about: str
    kind: Literal["text", "number", "list", "table"] = "text"
    required: bool = True
    default: object = None
    choices: tuple[str, ...] = ()
    pattern: str | None = None


class Source(Protocol):
    """One way of looking at one publisher. An instance is the class with its params.

    Constructed by `registry.make(name, params)`, which has checked the params against `params`. A source that cannot
    answer every window also has `windows: ClassVar[frozenset[WindowForm]]`; see `windows_of`. One whose publisher is known
    to be late also has `lag: ClassVar[timedelta]`; see `lag_of`.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    publisher: ClassVar[str]
    licence: ClassVar[str]
    about: ClassVar[str]
    home: ClassVar[str]
    cadence: ClassVar[timedelta]
    history: ClassVar[bool]
    offers: ClassVar[Mapping[str, Offer]]
    params: ClassVar[Mapping[str, Param]]
    secret: ClassVar[str | None]

    def look(self, span: Span) -> Look:
        """Read `span`: yield requests, return the answer. Pure; raises nothing on any body."""
        ...


def windows_of(source: Source | type[Source]) -> frozenset[WindowForm]:
    """Which windows a source can answer: what it declares as `windows`, else all."""
    declared: frozenset[WindowForm] = getattr(source, "windows", ALL_WINDOWS)
    return declared


def lag_of(source: Source | type[Source]) -> timedelta:
    """How long after a day its value may still be missing at the publisher: what a source declares as `lag`, else none."""
    declared: timedelta = getattr(source, "lag", timedelta(0))
    return declared
