"""The address of the next page in an answer's `Link` header, as GitHub and Hugging Face send it."""

from __future__ import annotations

import re
from urllib.parse import urljoin

UNREADABLE = ""
"""A next page is announced, and nobody can tell where: an address that leads nowhere, so that no list ends early."""

_LONGEST = 8_000
_LINK = re.compile(r'<([^<>]*)>((?:[^",<]|"[^"]*")*)')
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)
_ANNOUNCED = re.compile(r'rel\s*=\s*"?\s*next\b', re.IGNORECASE)


def next_link(header: str, asked: str) -> str | None:
    """The address with the relation `next`, whole; None where there is none, `UNREADABLE` where it cannot be read.

    `asked` is the address that was asked, from which a short one goes on.

    >>> next_link('<https://a.org/x?page=1>; rel="prev", </x?page=3>; rel="next"', "https://a.org/x?page=2")
    'https://a.org/x?page=3'
    """
    if len(header) > _LONGEST:
        return UNREADABLE
    for target, about in _LINK.findall(header):
        relation = _REL.search(about)
        if relation and "next" in (relation[1] or relation[2] or "").lower().split():
            return _whole(target, asked)
    return UNREADABLE if _ANNOUNCED.search(header) else None


def _whole(target: str, asked: str) -> str:
    if not target.isascii() or not target.isprintable() or " " in target:
        return UNREADABLE
    try:
        return urljoin(asked, target)
    except ValueError:
        return UNREADABLE
