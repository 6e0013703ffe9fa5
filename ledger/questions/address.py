"""Whether a text is a web address that somebody else could open."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

WRITE = "write it as https://HOST/PATH"
"""What to do about a text that is none."""

_HOST = re.compile(r"[\w.:-]+")


def wrong_address(text: str) -> str | None:
    """What is wrong with a web address; None where nothing is. Whether anything is there, only asking shows.

    >>> wrong_address("https://example.org/table?of=2028"), wrong_address("http://[::1")
    (None, 'its host or its port cannot be read')
    """
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        return "there is white space in it"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "its host or its port cannot be read"
    if parts.scheme not in {"http", "https"}:
        return "it does not begin with https:// or http://"
    if not host:
        return "it names no host"
    named = _HOST.fullmatch(host) and all(host.removesuffix(".").split("."))
    return None if named else f"{host!r} is no host"
