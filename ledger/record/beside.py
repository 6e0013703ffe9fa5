"""A file of ours beside a ledger, which may be lost at any time: read where it begins as ours, and put in no other's place."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def begins_so(path: Path, magic: bytes) -> bytes | None:
    """The bytes of a regular file that begins with `magic`; None where there is none, or it cannot be read."""
    with suppress(OSError), open(path, "rb", opener=_at_once) as file:
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode) and file.read(len(magic)) == magic:
            file.seek(0)
            return file.read()
    return None


def _at_once(path: str, flags: int) -> int:
    """A pipe of that name would wait for somebody to write into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def is_there(path: Path) -> bool:
    """Whether anything has that name, a link to nowhere too."""
    return os.path.lexists(path)


def put(path: Path, held: bytes, mode: int) -> None:
    """Put a file in its place at once, with these permissions. Where that fails there is none."""
    with suppress(OSError):
        number, making = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(number, "wb") as file:
                os.fchmod(number, mode)
                file.write(held)
            os.replace(making, path)  # noqa: PTH105 both are names
        except OSError:
            os.unlink(making)  # noqa: PTH108 a name
