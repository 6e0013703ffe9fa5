"""Questions, readings and a small world to look at: a real server on loopback, a real ledger, a clock that is set."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import SetClock, microseconds
from ledger.journal.append import Journal
from ledger.journal.entries import QuestionAsked
from ledger.journal.work import KeptInLedger, waiting
from ledger.questions.reading import question_from_said
from ledger.questions.rule import SourceUse
from ledger.resolution.looking.register import Register
from ledger.resolution.looking.sweep import Sweeping, sweep
from ledger.resolution.rule.taken import Seen, Taken
from resolvers.fetch import Fetcher, FetchSettings
from resolvers.source import NotYet, Offer, Reading, Span, Unusable, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from ledger.questions.question import Question
    from ledger.resolution.looking.sweep_report import SweepReport

HOST = "data.example.org"
SHA = "0" * 64


def at(text: str) -> datetime:
    """A UTC moment."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def http_source(path: str = "/value", **params: Any) -> dict[str, Any]:
    """A source that reads `value` and `as_of` from a small JSON answer, as a question file names it."""
    said = {"url": f"https://{HOST}{path}", "select": "value", "as_of": "as_of", "max_age": 365, **params}
    return {"name": "http_json", "value": "value", "params": said}


BINARY: dict[str, Any] = {
    "format": 1,
    "kind": "binary",
    "title": "A value of 12",
    "statement": "Will the value reach 12?",
    "criteria": "The value as published.",
    "opens_at": "2026-01-01",
    "closes_at": "2026-03-31",
    "resolves_at": "2026-04-10",
    "gives_up_at": "2026-06-30",
    "by": "this project",
    "resolution": {
        "window": {"over": ["2026-01-01", "2026-03-31"]},
        "yes_if": {"at_least": "12"},
        "source": [http_source()],
    },
}


def said_of(resolution: Mapping[str, Any] | None = None, **head: Any) -> dict[str, Any]:
    """The stored content of a question; `resolution` changes keys of its table, None removes one."""
    table = {**BINARY["resolution"], **(resolution or {})}
    said = {**BINARY, **head, "resolution": table}
    said["resolution"] = {key: value for key, value in table.items() if value is not None}
    return {key: value for key, value in said.items() if value is not None}


def any_day(
    first: str = "2026-01-01", last: str = "2026-01-31", max_gap: str = "3d", **more: Any
) -> dict[str, Any]:
    """Changes for an `any_day` window that may be decided from its first day."""
    return {"window": {"any_day": [first, last], "max_gap": max_gap}, **more}


@dataclass
class Makes:
    """Makes questions and what was seen of them, without a journal."""

    numbers: int = 0

    def question(self, resolution: Mapping[str, Any] | None = None, **head: Any) -> Question:
        return question_from_said("q", said_of(resolution, **head))

    def taken(
        self,
        value: Value | float | str,
        covers: tuple[str, str] | str,
        taken_at: str,
        **more: Any,
    ) -> Taken:
        """A reading of one value; a plain day covers itself."""
        self.numbers += 1
        first, last = covers if isinstance(covers, tuple) else (covers, covers)
        exact = Decimal(str(value)) if isinstance(value, int | float) else value
        span = Span(day(first), day(last))
        reading = Reading(
            values={more.get("name", "value"): exact},
            units={more.get("name", "value"): more["unit"]} if "unit" in more else {},
            as_of=day(more.get("as_of", last)),
            covers=span,
            identity=more.get("identity", "series"),
            where={},
            happened_on=exact if isinstance(exact, date) else None,
        )
        publisher = more.get("publisher", "Example")
        return Taken("http_json", 1, publisher, span, reading, at(taken_at), self.numbers, (self.numbers,))

    def seen(self, *taken: Taken, trouble: NotYet | Unusable | None = None, **more: Any) -> Seen:
        """One source with what it gave."""
        offer = Offer(
            more.get("nature", "level"), more.get("unit"), never_falls=more.get("never_falls", False)
        )
        use = SourceUse(more.get("source", "http_json"), "value", {}, more.get("fallback", False))
        publisher = more.get("publisher", "Example")
        mine = tuple(
            replace(each, publisher=publisher) if each.publisher == "Example" else each for each in taken
        )
        return Seen(use, offer, publisher, mine, trouble)


@pytest.fixture
def makes() -> Makes:
    return Makes()


# ---- the world -----------------------------------------------------------------------------------------


@dataclass
class Page:
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class World:
    """Pages on a real server; `asked` are the paths that were requested, in order. `date` is what it says the time is."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    conditional: list[str] = field(default_factory=list)
    date: str | None = None
    clock: SetClock | None = None
    """What tells the time where `date` says nothing; `date = ""` tells none."""

    def says(self, value: object, as_of: str, path: str = "/value", **headers: str) -> None:
        body = json.dumps({"value": value, "as_of": as_of}).encode()
        self.pages[path] = Page(body, headers=headers)

    def breaks(
        self, body: bytes = b"<html>moved</html>", status: int = 200, path: str = "/value", **headers: str
    ) -> None:
        self.pages[path] = Page(body, status, headers)

    def told(self) -> str:
        """The header `Date`, or nothing."""
        if self.date is not None or self.clock is None:
            return self.date or ""
        return format_datetime(self.clock.at, usegmt=True)

    @property
    def mirrors(self) -> dict[str, str]:
        hosts = (
            HOST,
            "other.example.org",
            "www.federalregister.gov",
            "api.github.com",
            "api.manifold.markets",
        )
        return dict.fromkeys(hosts, f"http://127.0.0.1:{self.port}")


def _handler(world: World) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            world.asked.append(path)
            page = world.pages.get(path, Page(b"nothing here", 404))
            etag = page.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                world.conditional.append(path)
                page = Page(b"", 304, {"ETag": etag})
            self.send_response_only(page.status)
            if date := world.told():
                self.send_header("Date", date)
            for name, value in page.headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Answers


@pytest.fixture
def world() -> Iterator[World]:
    made = World(0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


# ---- a ledger that looks at it -------------------------------------------------------------------------


@dataclass
class Ledger:
    """A real ledger with a set clock, that sweeps the world through the real fetcher."""

    journal: Journal
    clock: SetClock
    world: World
    register: Register = field(default_factory=Register)
    hears: bool = False
    """Whether a host that had nothing for us tells the time, too."""

    def ask(self, name: str = "q", resolution: Mapping[str, Any] | None = None, **head: Any) -> None:
        self.journal.append(
            QuestionAsked(question=name, version=1, file_sha256=SHA, said=said_of(resolution, **head))
        )

    def now(self, text: str) -> None:
        self.clock.at = at(text)

    def sweep(self, only: set[str] | None = None, *, dry_run: bool = False) -> SweepReport:
        return asyncio.run(self._sweep(only, dry_run))

    async def _sweep(self, only: set[str] | None, dry_run: bool) -> SweepReport:
        with self.journal.transaction() as tx:
            not_before = waiting(tx.connection, self.clock.now())
        settings = FetchSettings(mirrors=self.world.mirrors)
        async with Fetcher(settings, self.clock.now, KeptInLedger(self.journal.path), not_before) as network:
            chance = Random(1)  # noqa: S311 - when to try again, no secret
            how = Sweeping("me", only, self.register, chance, lambda: network.backoff, dry_run=dry_run)
            if self.hears:
                how = replace(how, heard=lambda: network.heard)
            return await sweep(self.journal, network.fetch, how)

    def daily(self, until: str, value: Callable[[date], object]) -> list[SweepReport]:
        """Sweep once a day up to and with `until`; the world says `value(day)` as of that day."""
        reports = []
        while self.clock.at.date() <= day(until):
            today = self.clock.at.date()
            self.world.says(value(today), today.isoformat())
            reports.append(self.sweep())
            self.clock.move(timedelta(days=1))
        return reports

    def state(self, name: str = "q") -> str:
        return str(self.one("SELECT state FROM now_questions WHERE question = ?", name)[0])

    def one(self, sql: str, *values: object) -> tuple[Any, ...]:
        with self.journal.transaction() as tx:
            return tuple(tx.database.execute(sql, values).fetchone())

    def all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self.journal.transaction() as tx:
            return [tuple(row) for row in tx.database.execute(sql, values)]

    def us(self) -> int:
        return microseconds(self.clock.at)


@pytest.fixture
def ledger(tmp_path: Path, world: World) -> Iterator[Ledger]:
    clock = SetClock(at("2026-01-01T12:00"))
    with Journal.create(tmp_path / "home" / "ledger.db", clock=clock, opened_by="me") as journal:
        world.clock = clock
        yield Ledger(journal, clock, world)
