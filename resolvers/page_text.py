"""The text of a page, in the encoding it says it has."""

from __future__ import annotations

import re

from resolvers.refusal import RefusedError

LARGEST = 1_000_000
"""Bytes of one page that are searched."""

_WITHIN = 1_024
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""")
_KNOWN = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso8859-15",
}


def page_text(body: bytes) -> str:
    """The text of at most `LARGEST` bytes. Raises `RefusedError` for more, and for bytes it cannot be sure of.

    UTF-8, else what the page declares in its first 1,024 bytes; a page that says ISO-8859-1 is read as
    windows-1252, as browsers do (https://encoding.spec.whatwg.org).
    """
    if len(body) > LARGEST:
        raise RefusedError(
            "shape_changed", f"The page has {len(body)} bytes; at most {LARGEST} are searched."
        )
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _as_declared(body, error.start)


def _as_declared(body: bytes, bad_at: int) -> str:
    declared = _DECLARED.search(body[:_WITHIN])
    name = declared[1].decode("ascii").lower() if declared else ""
    try:
        return body.decode(_KNOWN.get(name, "utf-8"))
    except UnicodeDecodeError:
        raise RefusedError(
            "shape_changed", f"The page is not UTF-8 at byte {bad_at}, and says no more."
        ) from None
