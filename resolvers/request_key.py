"""One name for one request, so that what was kept can be found again whatever the order of its words."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resolvers.source import Request

_PORTS = {"http": 80, "https": 443}


def request_key(request: Request) -> str:
    """64 hex digits that name a request: host and scheme in lower case, query sorted, `accept`; no secret.

    Two requests that a publisher cannot tell apart have the same key. Raises nothing, whatever the address.

    >>> from resolvers.source import Request
    >>> request_key(Request("HTTPS://A.org:443/x?b=2&a=1")) == request_key(Request("https://a.org/x", (("a", "1"), ("b", "2"))))
    True
    """
    named = json.dumps([_canonical(request), request.accept])
    return hashlib.sha256(named.encode()).hexdigest()


def full_url(request: Request) -> str:
    """The whole address of a request: its URL with its query added, without a fragment."""
    return with_query(request.url.partition("#")[0], request.query)


def with_query(url: str, pairs: Sequence[tuple[str, str]]) -> str:
    """An address with further pairs at the end of its query."""
    if not pairs:
        return url
    joint = "&" if "?" in url else "?"
    return url + joint + urlencode(pairs, quote_via=quote, errors="replace")


def _canonical(request: Request) -> str:
    url = full_url(request)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").lower()
    place = host if port in {None, _PORTS.get(parts.scheme)} else f"{host}:{port}"
    query = sorted(parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape"))
    encoded = urlencode(query, quote_via=quote, errors="surrogateescape")
    return urlunsplit((parts.scheme, place, parts.path or "/", encoded, ""))
