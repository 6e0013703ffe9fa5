"""Fetching from the server of these tests, with short limits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from resolvers.fetch import Fetcher, FetchSettings, Kept, Limits, request_key
from resolvers.source import Evidence, NotYet, Request, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.resolvers.conftest import Stage

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
QUICK = Limits(total=0.6, connect=0.3, read=0.2, wire=100_000, decoded=300_000)
PUBLISHER = "data.example.org"
OK = b"HTTP/1.1 200 OK\r\n"


@dataclass
class Shelf:
    """Kept bodies by key."""

    bodies: Mapping[str, Kept]

    def lookup(self, request_key: str) -> Kept | None:
        return self.bodies.get(request_key)


def settings(stage: Stage) -> FetchSettings:
    mirrors = {PUBLISHER: stage.url}
    return FetchSettings(contact="ops@example.org", version="0.1.0", mirrors=mirrors, limits=QUICK)


def ask(path: str = "/x", **more: str) -> Request:
    return Request(f"https://{PUBLISHER}{path}", accept=more.get("accept", "*/*"))


async def fetched(stage: Stage, request: Request, shelf: Shelf | None = None) -> Evidence | NotYet | Unusable:
    async with Fetcher(settings(stage), lambda: NOW, shelf) as fetcher:
        return await fetcher.fetch(request)


def reply(headers: bytes, body: bytes) -> bytes:
    return OK + headers + b"\r\n\r\n" + body


def kept(body: bytes = b"old", sha256: str | None = None, etag: str | None = '"1"') -> Shelf:
    digest = hashlib.sha256(body).hexdigest() if sha256 is None else sha256
    stamp = "Sun, 22 Nov 2026 08:00:00 GMT"
    return Shelf({request_key(ask()): Kept(etag, stamp, digest, body)})
