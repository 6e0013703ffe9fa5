"""A file's bytes as parsed TOML, or the one finding that says why not. Never raises on any bytes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import tomli

from ledger.nesting import DEEPEST, long_key, too_deep
from ledger.questions.toml_places import Places

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1_000_000
"""Bytes; a question fits in a hundredth of it."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file that is TOML: its content with decimal numbers, its text, and the SHA-256 of its bytes."""

    content: dict[str, Any]
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NotToml:
    """A file that cannot be read as TOML, and where; `line` and `column` count from 1."""

    rule: str
    wrong: str
    fix: str
    line: int = 1
    column: int = 1
    found: str = ""


def read_toml(path: Path) -> Parsed | NotToml:
    """The file at `path`."""
    body = body_of(path)
    return body if isinstance(body, NotToml) else parse_toml(body)


def body_of(path: Path) -> bytes | NotToml:
    """The bytes of the file at `path`."""
    try:
        if not path.is_file():
            return NotToml("unreadable", "this is no regular file", "name a TOML file")
        if (size := path.stat().st_size) > LARGEST:
            return _too_large(size)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        return NotToml(
            "unreadable", "this file cannot be read", "look at its permissions", found=str(error.strerror)
        )


def parse_toml(body: bytes) -> Parsed | NotToml:
    """The TOML in `body`."""
    if len(body) > LARGEST:
        return _too_large(len(body))
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(body, error.start)
    if not text.strip():
        return NotToml("empty-file", "this file is empty", "begin with: fledger new ID")
    if (at := long_key(text)) is not None:
        return _too_deep(*_place(text, at))
    try:
        content = tomli.loads(text, parse_float=_decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        return _broken(error)
    if (key := too_deep(content)) is not None:
        return _too_deep(*Places(text).of(key))
    return Parsed(content, text, sha256(body).hexdigest())


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        message = f"the number {text[:40]}... is too long"
        raise ValueError(message) from None


def _too_deep(line: int = 1, column: int = 1) -> NotToml:
    wrong = f"this is nested more than {DEEPEST} levels deep"
    return NotToml("too-deep", wrong, "make it flatter", line, column)


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _too_large(size: int) -> NotToml:
    fix = f"a question fits in {LARGEST:,} bytes; keep data elsewhere"
    return NotToml("too-large", "this file is too large and was not read", fix, found=f"{size:,} bytes")


def _not_utf8(body: bytes, at: int) -> NotToml:
    line = body.count(b"\n", 0, at) + 1
    column = at - body.rfind(b"\n", 0, at)
    fix = "save the file as UTF-8"
    return NotToml(
        "not-utf8", "this file is not UTF-8", fix, line, column, f"byte 0x{body[at]:02x} at offset {at}"
    )


def _broken(error: Exception) -> NotToml:
    """Tomli says where; an error of another kind (too deep, too long) says nothing of places."""
    if isinstance(error, RecursionError):
        return _too_deep()
    if isinstance(error, tomli.TOMLDecodeError):
        wrong = f"this is not valid TOML: {error.msg}"
        return NotToml("broken-toml", wrong, _TOML, error.lineno, error.colno)
    return NotToml("broken-toml", "this file is not valid TOML", "correct it", found=str(error))


_TOML = "correct it; texts need quotation marks, and top-level keys stand before tables"
