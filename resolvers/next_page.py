"""Following a reply to its next page, as the publisher wrote the address, and only to that publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from resolvers.json_fields import Fields, shown
from resolvers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection

    from resolvers.source import Evidence

MOST_PAGES = 40
"""Pages of one look; a driver may allow fewer requests."""


def next_page(reply: Fields, key: str, *, within: str, seen: Collection[str]) -> str | None:
    """The address of the page after this one, verbatim; None after the last.

    `within` is an https address: same host and port, and the path begins alike. Raises `RefusedError` when
    it leads elsewhere, leads back to a page of `seen`, or when there are more than `MOST_PAGES`.
    """
    if not reply.has(key):
        return None
    return _followed(reply.text(key), reply.at(key), within, seen)


def linked_page(page: Evidence, *, within: str, seen: Collection[str]) -> str | None:
    """The same for the address in the `Link` header."""
    if page.next_url is None:
        return None
    return _followed(page.next_url, "The Link header", within, seen)


def _followed(url: str, where: str, within: str, seen: Collection[str]) -> str:
    if not _is_within(url, within):
        raise RefusedError("shape_changed", f"{where} leads to another place: {shown(url)}.")
    if url in seen:
        raise RefusedError("shape_changed", f"{where} leads back to a page already read: {shown(url)}.")
    if len(seen) >= MOST_PAGES:
        raise RefusedError(
            "incomplete", f"There are more than {MOST_PAGES} pages, which is no answer to this."
        )
    return url


def _is_within(url: str, within: str) -> bool:
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        return False
    home = urlsplit(within)
    try:
        there = urlsplit(url)
    except ValueError:
        return False
    same_place = (there.scheme, there.netloc) == (home.scheme, home.netloc)
    return same_place and there.path.startswith(home.path) and ".." not in there.path
