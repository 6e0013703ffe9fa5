"""JSON as a publisher must send it before anything is decided on it.

Python's own reader takes `NaN`, keeps the last of two equal keys, rounds numbers to binary floats, and can be
made to recurse without end. A number read here is the number that was written.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_DEPTH = 64
"""Lists and tables inside one another; public data needs fewer than ten."""

MOST_DIGITS = 100
"""Characters of one number."""

MOST_EXPONENT = 400
"""Powers of ten of one number, either way: a little beyond what a binary float can hold."""

# An unclosed string matches too, to the end: every character is looked at once, whatever was sent.
_MARKS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class BadJson(ValueError):  # noqa: N818 - the name says it: what came is bad JSON
    """The bytes are not JSON that may be decided on; the message says why."""


def parse(body: bytes) -> object:
    """The document: dict, list, str, bool, None, and every number, whole ones too, an exact `Decimal`.

    Raises `BadJson` for anything but UTF-8, for two equal keys in one table, `NaN` and `Infinity`, more than
    `MOST_DEPTH` levels, numbers beyond `MOST_DIGITS` or `MOST_EXPONENT`, and half a surrogate pair.

    >>> parse(b'{"a": [1.10, 215938000000]}')
    {'a': [Decimal('1.10'), Decimal('215938000000')]}
    """
    _check_depth(body)
    text = _text(body)
    try:
        document: object = _READER.decode(text)
    except json.JSONDecodeError as error:
        raise BadJson(f"not JSON: {error}") from None
    if _SURROGATE.search(text):
        _check_surrogates(document)
    return document


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadJson(f"not UTF-8 at byte {error.start}") from None


def _check_depth(body: bytes) -> None:
    if body.count(b"[") + body.count(b"{") <= MOST_DEPTH:
        return
    depth = 0
    for mark in _MARKS.finditer(body):
        if mark[0] in b"[{":
            depth += 1
        elif mark[0] in b"]}":
            depth -= 1
        if depth > MOST_DEPTH:
            raise BadJson(f"more than {MOST_DEPTH} levels deep")


def _number(written: str) -> Decimal:
    if len(written) > MOST_DIGITS:
        raise BadJson(f"a number of {len(written)} characters")
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise BadJson(f"a number out of range: {written}") from None
    if number.is_infinite() or abs(number.adjusted()) > MOST_EXPONENT:
        raise BadJson(f"a number out of range: {written}")
    return number


def _refuse(written: str) -> NoReturn:
    raise BadJson(f"{written} is not a number in JSON")


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for at, key in enumerate(keys) if key in keys[:at])
        raise BadJson(f"the key {twice[:80]!r} is there twice")
    return table


def _check_surrogates(document: object) -> None:
    for text in _strings(document):
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise BadJson("half a surrogate pair in a text")


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from _strings(item)
    elif isinstance(node, dict):
        yield from _strings([*node.keys(), *node.values()])


_READER = json.JSONDecoder(
    object_pairs_hook=_table, parse_float=_number, parse_int=_number, parse_constant=_refuse
)
