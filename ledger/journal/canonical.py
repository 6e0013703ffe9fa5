"""Canonical JSON (RFC 8785) for bodies without floats: the bytes that are stored, and hashed as stored.

orjson sorts keys by their UTF-8 bytes. That is RFC 8785's order (UTF-16) for every key up to U+FFFF; keys with
characters beyond are sorted here.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from ledger.journal.refused import NotCanonicalError

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 2**53 - 1
PLAIN = frozenset({str, int, bool, type(None)})
NESTED = (dict, list, tuple)
OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER


def canonical(value: Mapping[str, Any]) -> bytes:
    """The canonical bytes of an object. Raises NotCanonicalError.

    Refused are floats, integers beyond 2^53-1, NUL, lone surrogates, keys that are no strings, and any other type.

    >>> canonical({"b": [1, None], "a": "x"})
    b'{"a":"x","b":[1,null]}'
    """
    _only_plain(value)
    try:
        body = orjson.dumps(value, option=OPTIONS)
        # Keys are written as they are, so bytes that are all ASCII hold no key whose place could differ.
        if not body.isascii() and _wants_own_order(value):
            body = orjson.dumps(_in_order(value), option=orjson.OPT_STRICT_INTEGER)
    except (TypeError, UnicodeError) as error:
        raise NotCanonicalError(str(error)) from error
    if b"\\u0000" in body and _has_nul(value):
        because = "a text holds NUL."
        raise NotCanonicalError(because)
    return body


def canonical_text(value: Any) -> str:
    """The canonical JSON of a part of a body, as text for a column."""
    return orjson.dumps(value, option=OPTIONS).decode()


def proposal_hash(data: Mapping[str, Any]) -> str:
    """The hash a person confirms: SHA-256 of a proposal's canonical body without `hash`; absent fields are left out."""
    pinned = {key: value for key, value in data.items() if key != "hash" and value is not None}
    return sha256(canonical(pinned)).hexdigest()


def _only_plain(value: Any) -> None:
    for part in value.values() if type(value) is dict else value:
        kind = type(part)
        if kind in PLAIN:
            continue
        if not issubclass(kind, NESTED):
            because = f"a value is of type {kind.__name__}; numbers are decimal strings or integers."
            raise NotCanonicalError(because)
        _only_plain(part)


def _wants_own_order(value: Any) -> bool:
    """Whether a key anywhere lies beyond U+FFFF."""
    if isinstance(value, dict):
        return any(map(_beyond, value)) or any(map(_wants_own_order, value.values()))
    return isinstance(value, list | tuple) and any(map(_wants_own_order, value))


def _beyond(key: str) -> bool:
    return bool(key) and max(key) > "\uffff"


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _in_order(value[key]) for key in keys}
    if isinstance(value, list | tuple):
        return [_in_order(part) for part in value]
    return value


def _has_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(key) or _has_nul(part) for key, part in value.items())
    if isinstance(value, list | tuple):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\x00" in value
