"""Brings what a source asks for over the network, and turns everything that can go wrong on the way into a value.

The only importer of httpx, used below its client: a client would follow redirects, read proxies and passwords from
the environment, and write whole addresses, keys among them, to the log.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from collections import defaultdict
from dataclasses import dataclass, replace
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import httpx

from resolvers import replies
from resolvers.decoding import Body
from resolvers.errors import UnreadableKeyError
from resolvers.fetch_settings import FetchSettings, Kept, KeptBodies, Limits, NothingKept
from resolvers.guarded import RefusedAddressError
from resolvers.hops import Hop, first, following
from resolvers.line import Line
from resolvers.next_link import next_link
from resolvers.request_key import full_url, request_key, with_query
from resolvers.secrets import Credential, is_sendable
from resolvers.source import Evidence, NotYet, Request, Unusable
from resolvers.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from types import TracebackType

    from resolvers.backoff import Refusal

__all__ = ["FetchSettings", "Fetcher", "Kept", "KeptBodies", "Limits", "NothingKept", "request_key"]

Fetched = Evidence | NotYet | Unusable


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's own transport over one line to one place.

    Its constructor is not called: all it does is to make a pool, and the line stands where that would.
    """

    def __init__(self, line: Line) -> None:
        self._pool = line  # type: ignore[assignment]


@dataclass(slots=True)
class _Errand:
    """One fetch under way: what was asked, what was kept, the key that goes with it, the seconds left."""

    request: Request
    kept: Kept | None
    credential: Credential | None
    left: float

    @property
    def key(self) -> str | None:
        """The name of the key it goes with, or would have to."""
        needed = self.credential is not None or self.request.secret_needed
        return self.request.secret if needed else None

    def headers(self, agent: str) -> dict[str, str]:
        """What is sent with every hop."""
        sent = {"User-Agent": agent, "Accept": self.request.accept, "Accept-Encoding": "gzip, identity"}
        if self.kept is not None and self.kept.etag is not None:
            sent["If-None-Match"] = self.kept.etag
        if self.kept is not None and self.kept.last_modified is not None:
            sent["If-Modified-Since"] = self.kept.last_modified
        return sent | dict(self.credential.headers() if self.credential else ())

    def url(self, hop: Hop) -> httpx.URL:
        """What is asked at this hop, with the key where it goes into the query. Raises httpx.InvalidURL."""
        pairs = self.credential.query() if self.credential else ()
        return httpx.URL(with_query(hop.url, pairs))


class Fetcher:
    """Fetches for as long as it is open: `async with Fetcher(...) as fetcher: await fetcher.fetch(request)`.

    Works in the loop it is first used in. One request at a time goes to a host, with a pause between
    two; different hosts are asked at the same time. `now` gives aware UTC. `not_before` are waits that hosts asked for earlier.
    """

    def __init__(
        self,
        settings: FetchSettings,
        now: Callable[[], datetime],
        kept: KeptBodies | None = None,
        not_before: Mapping[str, datetime] | None = None,
    ) -> None:
        self._settings = settings
        self._now = now
        self._kept = kept or NothingKept()
        self._not_before = dict(not_before or {})
        self._refusals: dict[str, Refusal] = {}
        self._heard: dict[str, replies.Heard] = {}
        self._turns: defaultdict[str, Turn] = defaultdict(Turn)
        self._lines: dict[tuple[str, str, bool], _Transport] = {}
        self._tls: ssl.SSLContext | None = None
        self._agent = _agent(settings)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        lines = list(self._lines.values())
        self._lines.clear()
        for line in lines:
            await line.aclose()

    @property
    def backoff(self) -> Mapping[str, datetime]:
        """By host, the moment before which it asked not to be asked again. Until then `fetch` does not ask."""
        return MappingProxyType(self._not_before)

    @property
    def refusals(self) -> Mapping[str, Refusal]:
        """By host, the last time it asked to be left alone while this fetcher was open."""
        return MappingProxyType(self._refusals)

    @property
    def heard(self) -> Mapping[str, replies.Heard]:
        """By host, its last answer while this fetcher was open: also a 404 tells the time."""
        return MappingProxyType(self._heard)

    async def fetch(self, request: Request) -> Fetched:
        """The evidence a request brings, or why there is none. Raises nothing, whatever a server does."""
        hop = first(request, self._settings)
        if isinstance(hop, Unusable):
            return hop
        credential = self._credential(request, hop)
        if isinstance(credential, Unusable):
            return credential
        errand = _Errand(request, None, credential, self._settings.limits.total)
        return _without_key(await self._run(errand, hop), credential)

    async def _run(self, errand: _Errand, start: Hop) -> Fetched:
        hop, got = start, await self._visit(errand, start)
        while isinstance(got, replies.Moved):
            if not errand.request.redirects:
                return Unusable("shape_changed", "a redirect, where only the address asked may answer")
            onward = following(hop, got.location, self._settings)
            if isinstance(onward, Unusable):
                return onward
            if errand.request.secret is not None and not hop.mirrored and onward.to != hop.to:
                return Unusable("shape_changed", "a redirect to another place, where the key may not go")
            hop, got = onward, await self._visit(errand, onward)
        return got

    async def _visit(self, errand: _Errand, hop: Hop) -> Fetched | replies.Moved:
        """One hop, when the host's turn has come. Waiting for it does not use up the errand's seconds."""
        async with self._turns[hop.publisher] as turn:
            waiting = self._waiting(hop.publisher)
            if waiting is not None:
                return waiting
            await turn.pause(0 if hop.trusted else self._settings.spacing)
            if hop.redirects == 0:
                errand.kept = self._sound(errand.request)
            try:
                return await self._in_time(errand, hop)
            finally:
                turn.left()

    async def _in_time(self, errand: _Errand, hop: Hop) -> Fetched | replies.Moved:
        started = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(max(errand.left, 0)):
                return await self._try(errand, hop)
        except TimeoutError:
            return Unusable("down", f"no whole answer within {self._settings.limits.total:g} s")
        finally:
            errand.left -= asyncio.get_running_loop().time() - started

    async def _try(self, errand: _Errand, hop: Hop) -> Fetched | replies.Moved:
        try:
            return await self._ask(errand, hop)
        except RefusedAddressError as error:
            return Unusable("source_missing", str(error))
        except httpx.InvalidURL:
            return Unusable("source_missing", "the address cannot be read")
        except (httpx.ConnectError, httpx.ConnectTimeout):
            return Unusable("down", f"{hop.to.host} could not be reached")
        except (httpx.HTTPError, httpx.StreamError, OSError, UnicodeError) as error:
            # The name of the error, not its message: that may repeat what the server sent.
            return Unusable("down", f"{hop.to.host} did not answer as agreed ({type(error).__name__})")

    async def _ask(self, errand: _Errand, hop: Hop) -> Fetched | replies.Moved:
        url = errand.url(hop)
        if (url.scheme, url.raw_host.decode("ascii")) != (hop.to.scheme, hop.to.host):
            return Unusable("source_missing", "the address can be read in two ways")
        sent = httpx.Request(
            "GET", url, headers=errand.headers(self._agent), extensions={"timeout": self._timeout()}
        )
        response = await self._line(hop).handle_async_request(sent)
        try:
            return await self._understand(errand, hop, response)
        finally:
            await response.aclose()

    async def _understand(
        self, errand: _Errand, hop: Hop, response: httpx.Response
    ) -> Fetched | replies.Moved:
        status, headers, now = response.status_code, response.headers, self._now()
        self._heard[hop.publisher] = replies.Heard(status, replies.server_date(headers, now), now)
        refusal = replies.refusal(hop.publisher, status, headers, now)
        if refusal is not None:
            return self._note(refusal)
        if status in replies.MOVED and "location" in headers:
            return replies.Moved(headers["location"])
        if status == HTTPStatus.NOT_MODIFIED and errand.kept is not None:
            return self._evidence(errand, response, errand.kept.body, errand.kept)
        if status != HTTPStatus.OK:
            return replies.failure(status, errand.key, hop.to.host)
        body = await self._body(response)
        return body if isinstance(body, Unusable) else self._evidence(errand, response, body, None)

    async def _body(self, response: httpx.Response) -> bytes | Unusable:
        limits = self._settings.limits
        body = Body(response.headers.get("content-encoding", ""), limits.wire, limits.decoded)
        problem = body.start()
        if problem is not None:
            return problem
        async for chunk in response.aiter_raw():
            problem = body.add(chunk)
            if problem is not None:
                return problem
        return body.finish()

    def _evidence(
        self, errand: _Errand, response: httpx.Response, body: bytes, unchanged: Kept | None
    ) -> Evidence | Unusable:
        headers = response.headers
        named = (headers.get(name, "") for name in ("etag", "last-modified", "link"))
        told = "\n".join(named).encode() + body
        if errand.credential is not None and errand.credential.is_told_in(told):
            return Unusable("shape_changed", "the answer repeats the key, so it is not kept")
        now = self._now()
        return Evidence(
            errand.request,
            hashlib.sha256(body).hexdigest(),
            body,
            response.status_code,
            fetched_at=now,
            server_date=replies.server_date(headers, now),
            etag=replies.etag(headers) or (unchanged.etag if unchanged else None),
            last_modified=replies.last_modified(headers) or (unchanged.last_modified if unchanged else None),
            unchanged=unchanged is not None,
            next_url=_next_url(headers, errand.request, unchanged),
        )

    def _credential(self, request: Request, hop: Hop) -> Credential | Unusable | None:
        """The key a request names, if it may be sent at its first hop. A mirror is asked without it."""
        if request.secret is None or hop.mirrored:
            return None
        place = self._settings.places.get(request.secret)
        if place is None:
            return Unusable("no_key", f"no key is known by the name {request.secret!r}")
        if place.host != hop.to.host or not (hop.to.scheme == "https" or hop.trusted):
            return Unusable("no_key", f"the key {request.secret!r} goes to https://{place.host} only")
        try:
            value = (self._settings.secrets.get(request.secret, _nothing)() or "").strip()
        except UnreadableKeyError as error:
            return Unusable("no_key", str(error))
        if not value and not request.secret_needed:
            return None
        if not value:
            return Unusable(
                "no_key", f"the key {request.secret!r} is not set. {self._settings.hint(request.secret)}"
            )
        if not is_sendable(value):
            return Unusable("no_key", f"the key {request.secret!r} has characters that no key has")
        return Credential(request.secret, place, value)

    def _sound(self, request: Request) -> Kept | None:
        """What is kept for a request, if it is still what it was: only then 'unchanged' may stand for it."""
        kept = self._kept.lookup(request_key(request))
        if kept is None or hashlib.sha256(kept.body).hexdigest() != kept.sha256:
            return None
        known = {"etag": kept.etag or "", "last-modified": kept.last_modified or ""}
        kept = replace(kept, etag=replies.etag(known), last_modified=replies.last_modified(known))
        return kept if kept.etag is not None or kept.last_modified is not None else None

    def _waiting(self, host: str) -> NotYet | None:
        until = self._not_before.get(host)
        if until is None or until <= self._now():
            return None
        return NotYet(f"{host} asks not to be asked before {until:%Y-%m-%d %H:%M} UTC", until.date())

    def _note(self, refusal: Refusal) -> NotYet:
        self._refusals[refusal.host] = refusal
        self._not_before[refusal.host] = refusal.not_before
        until = refusal.not_before
        return NotYet(f"{refusal.host} asks not to be asked before {until:%Y-%m-%d %H:%M} UTC", until.date())

    def _line(self, hop: Hop) -> _Transport:
        key = (hop.publisher, hop.to.origin, hop.trusted)
        if key not in self._lines:
            tls = self._context() if hop.to.scheme == "https" else None
            self._lines[key] = _Transport(Line(tls, vet=not hop.trusted))
        return self._lines[key]

    def _context(self) -> ssl.SSLContext:
        """One for all: making it reads every authority's certificate, which takes longer than a request."""
        if self._tls is None:
            ca_file = self._settings.ca_file
            self._tls = (
                ssl.create_default_context(cafile=ca_file)
                if ca_file
                else httpx.create_ssl_context(trust_env=False)
            )
        return self._tls

    def _timeout(self) -> dict[str, float]:
        limits = self._settings.limits
        return {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.total}


def _nothing() -> None:
    return None


def _next_url(headers: Mapping[str, str], request: Request, unchanged: Kept | None) -> str | None:
    """The page after this one; where an unchanged page says nothing of it, the one it led to before."""
    told = next_link(headers.get("link", ""), full_url(request))
    return unchanged.next_url if unchanged is not None and told is None else told


def _agent(settings: FetchSettings) -> str:
    contact = "".join(sign for sign in settings.contact if sign.isascii() and sign.isprintable())
    name = f"forecast-ledger/{settings.version}" if settings.version else "forecast-ledger"
    return f"{name} (+{contact.strip()})" if contact.strip() else name


def _without_key(got: Fetched, credential: Credential | None) -> Fetched:
    """The answer, with a sentence that repeats the key left out: a redirect or a coding may carry it."""
    if credential is None or isinstance(got, Evidence | NotYet):
        return got
    if credential.is_told_in(got.detail.encode()):
        return Unusable(got.why, "the answer repeats the key, so it is not shown")
    return got
