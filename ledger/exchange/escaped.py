r"""JSON Lines in which no sign acts on a terminal or hides: they stand as `\uXXXX`, and every value is the same.

Which signs those are is written down here and not asked of Python, so that what one version wrote every other takes.
"""

from __future__ import annotations

import re

import orjson

_ACTING = (
    "\x7f-\x9f\xad\u0600-\u0605\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_SIGNS = re.compile(f"[{_ACTING}]")
_ESCAPES = re.compile(rb"(?:\\u[0-9a-f]{4})+|\\.", re.DOTALL)
"""A run of `\\uXXXX`, or any other escape: what follows a backslash that is escaped itself is none."""


def escaped(line: bytes) -> bytes:
    r"""A line of JSON with what acts or hides in its texts written as `\uXXXX`.

    >>> escaped('{"a":"x\u202ey"}'.encode())
    b'{"a":"x\\u202ey"}'
    """
    text = line.decode(errors="surrogateescape")
    return line if text.isprintable() else _SIGNS.sub(_units, text).encode(errors="surrogateescape")


def unescaped(line: bytes) -> bytes:
    r"""The line before `escaped`; any other escape stays as it is written.

    >>> unescaped(b'{"a":"\\u202e\\u0041\\n"}')
    b'{"a":"\xe2\x80\xae\\u0041\\n"}'
    """
    return _ESCAPES.sub(_sign, line) if b"\\u" in line else line


def _units(found: re.Match[str]) -> str:
    r"""One `\uXXXX`, or two for a sign beyond U+FFFF."""
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _sign(found: re.Match[bytes]) -> bytes:
    run = found[0]
    if not run.startswith(b"\\u"):
        return run
    return b"".join(_one(each) for each in re.findall(rb"\\ud[89ab]..\\ud[c-f]..|\\u....", run))


def _one(escape: bytes) -> bytes:
    try:
        sign: str = orjson.loads(b'"%b"' % escape)
    except orjson.JSONDecodeError:  # half of a sign
        return escape
    return sign.encode() if _SIGNS.fullmatch(sign) else escape
