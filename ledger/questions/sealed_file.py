"""What is kept in a file that tells by itself whether its bytes are still those that were written."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_sealed(path: Path) -> dict[str, Any]:
    """What was written at `path`; nothing where there is no file, or any byte of it has changed since."""
    try:
        seal, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    kept: dict[str, Any] = orjson.loads(body) if seal == _seal(body) else {}
    return kept


def write_sealed(path: Path, kept: Mapping[str, object]) -> None:
    """All of it or nothing, also when two write at once. Raises OSError, and TypeError for what JSON cannot say."""
    body = orjson.dumps(kept)
    new = path.with_suffix(f".{os.getpid()}")
    new.write_bytes(b"%b\n%b" % (_seal(body), body))
    new.replace(path)


def _seal(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode()
