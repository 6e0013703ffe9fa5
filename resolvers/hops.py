"""Where the next request of a fetch may go. Pure: decides from the user's settings and the addresses alone.

A fetch is a chain of hops. The first goes to the publisher, or to the mirror the user put in its place; each
redirect is a further hop that is decided anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from resolvers.request_key import full_url
from resolvers.source import Unusable

if TYPE_CHECKING:
    from resolvers.fetch_settings import FetchSettings
    from resolvers.source import Request

_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f:.]+")
_PLAIN_TEXT = re.compile(r"[\x21-\x5b\x5d-\x7e]+")
_PORTS = {"http": 80, "https": 443}
_KEPT_SIGNS = "%/:=&?~+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Scheme, host in lower case and port: the three that must stay equal for a key to be sent again."""

    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """As a URL without a path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def place(self) -> str:
        """`host:port`, as the settings name it."""
        return self.origin.partition("://")[2]


@dataclass(frozen=True, slots=True)
class Hop:
    """One request of a fetch.

    `url` is what is asked, without keys. `publisher` is the host it is asked in place of. `mirrored` hops go to
    a mirror; `trusted` ones may reach a private address. `secure` says that the chain began or became https.
    """

    url: str
    to: Endpoint
    publisher: str
    mirrored: bool
    trusted: bool
    secure: bool
    redirects: int = 0


def first(request: Request, settings: FetchSettings) -> Hop | Unusable:
    """The hop a request begins with, or why it may not be made."""
    url = full_url(request)
    read = _read(url)
    if isinstance(read, Unusable):
        return read
    began = Hop(url, read, read.host, mirrored=False, trusted=False, secure=read.scheme == "https")
    return _placed(began, settings, may_be_private=True)


def following(hop: Hop, location: str, settings: FetchSettings) -> Hop | Unusable:
    """The hop a redirect leads to, or why it is not followed."""
    if hop.redirects >= settings.limits.redirects:
        return Unusable("shape_changed", f"more than {settings.limits.redirects} redirects")
    url = _joined(hop.url, location)
    read = _read(url)
    if isinstance(read, Unusable):
        return Unusable("shape_changed", f"a redirect that cannot be followed: {read.detail}")
    if read == hop.to:
        return replace(hop, url=url, redirects=hop.redirects + 1)
    if hop.secure and read.scheme != "https":
        return Unusable("shape_changed", f"a redirect from https to http, at {read.host}")
    secure = hop.secure or read.scheme == "https"
    moved = Hop(
        url, read, read.host, mirrored=False, trusted=False, secure=secure, redirects=hop.redirects + 1
    )
    return _placed(moved, settings, may_be_private=hop.trusted)


def place_of(url: str) -> str:
    """`host:port` of an address, as the settings name it; empty where it cannot be read."""
    read = _read(url)
    return "" if isinstance(read, Unusable) else read.place


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, quote(location.strip(), safe=_KEPT_SIGNS, errors="replace")).partition("#")[0]
    except ValueError:
        return location


def _placed(hop: Hop, settings: FetchSettings, *, may_be_private: bool) -> Hop | Unusable:
    """The hop with mirror, trust and port decided. A redirect from a public host never leads to a private one."""
    base = settings.mirrors.get(hop.publisher)
    if base is not None:
        return _mirrored(hop, base)
    named = hop.to.place in settings.private_hosts
    bare = hop.to.host in settings.private_hosts and hop.to.port in {80, 443}
    if may_be_private and (named or bare):
        return replace(hop, trusted=True)
    if hop.to.port not in settings.limits.ports:
        return Unusable("source_missing", f"port {hop.to.port} of {hop.to.host} is not one of the web's")
    return hop


def _mirrored(hop: Hop, base: str) -> Hop | Unusable:
    read = _read(base)
    if isinstance(read, Unusable):
        return Unusable(
            "source_missing", f"the mirror for {hop.publisher} has no usable address: {read.detail}"
        )
    parts = urlsplit(hop.url)
    query = f"?{parts.query}" if parts.query else ""
    url = base.rstrip("/") + (parts.path or "/") + query
    return replace(hop, url=url, to=read, mirrored=True, trusted=True)


def _read(url: str) -> Endpoint | Unusable:
    """Where an address leads, if it is one that every reader of addresses reads alike."""
    if not _PLAIN_TEXT.fullmatch(url):
        return Unusable("source_missing", "the address has characters an address has not")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Unusable("source_missing", "the address cannot be read")
    return _endpoint(parts, port)


def _endpoint(parts: SplitResult, port: int | None) -> Endpoint | Unusable:
    if parts.scheme not in _PORTS:
        return Unusable("source_missing", f"the address begins with {parts.scheme[:20]!r}, not http or https")
    if "@" in parts.netloc:
        return Unusable("source_missing", "the address carries a user name; keys go by their names only")
    host = (parts.hostname or "").lower()
    if not _HOST.fullmatch(host):
        return Unusable("source_missing", "the address names no host")
    return Endpoint(parts.scheme, host, _PORTS[parts.scheme] if port is None else port)
