"""Takes one file out of a zip archive in memory, and refuses whatever an archive should not hold.

The member is found by its whole name, in whichever folder it lies: `supply_denominators.csv` is not
`cumulative_supply_denominators.csv`. Nothing is ever written to a disk, so a member's path can do nothing. What a
member unpacks to is bounded, and its checksum must hold: an archive that was cut short or changed gives nothing.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, TypeVar

from resolvers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

MOST_UNPACKED = 8_000_000
"""Bytes of one member."""

MOST_MEMBERS = 5_000
"""Members of one archive."""

_SHOWN = 120
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_READ = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
    OverflowError,
)
"""What the library raises over a body that is no archive, or no longer one."""


def member(body: bytes, name: str, *, most: int = MOST_UNPACKED) -> bytes:
    """The bytes of the one member called `name`, at most `most` of them. Raises RefusedError for anything else."""
    return _read(body, lambda archive: _unpacked(archive, _only(archive, name), most))


def members(body: bytes, is_wanted: Callable[[str], bool], *, most: int = MOST_UNPACKED) -> dict[str, bytes]:
    """The bytes of every member whose name is wanted, by name, at most `most` in all. Raises RefusedError as `member` does."""

    def all_wanted(archive: zipfile.ZipFile) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        left = most
        for entry in archive.infolist():
            name = _called(entry)
            if is_wanted(name):
                found[name] = _unpacked(archive, _only(archive, name), left)
                left -= len(found[name])
        return found

    return _read(body, all_wanted)


def _read(body: bytes, what: Callable[[zipfile.ZipFile], T]) -> T:
    """What is read from an archive, with everything that can be wrong with it as a RefusedError."""
    if not body.startswith(b"PK"):
        raise RefusedError("shape_changed", f"Something else came instead of a zip archive: {_start(body)}.")
    if body.count(_ENTRY) > MOST_MEMBERS:
        raise RefusedError("shape_changed", f"The zip archive has more than {MOST_MEMBERS} members.")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return what(archive)
    except RefusedError:
        raise
    except _BROKEN as error:
        raise RefusedError("shape_changed", f"The zip archive cannot be read: {_said(error)}.") from error


def _only(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    found = [entry for entry in archive.infolist() if _called(entry) == name]
    if not found:
        raise RefusedError(
            "shape_changed", f"No member of the zip archive is called '{name}'; it has {_names(archive)}."
        )
    if len(found) > 1:
        raise RefusedError(
            "shape_changed", f"{len(found)} members of the zip archive are called '{name}', not one."
        )
    return found[0]


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    name = _called(entry)
    if entry.flag_bits & _ENCRYPTED:
        raise RefusedError("shape_changed", f"The member '{name}' of the zip archive is encrypted.")
    if entry.compress_type not in _READ:
        raise RefusedError(
            "shape_changed",
            f"The member '{name}' is packed by method {entry.compress_type}; only deflate is read.",
        )
    if entry.file_size > most:
        raise RefusedError(
            "shape_changed", f"The member '{name}' unpacks to {entry.file_size} bytes, more than {most}."
        )
    # Asked for a size, the library unpacks no more than that, and compares the checksum once the stated size is there.
    # Asked for everything, it would unpack a bomb that states a small size whole before it cuts it.
    with archive.open(entry) as packed:
        found = packed.read(entry.file_size + 1)
    if len(found) != entry.file_size:
        raise RefusedError(
            "incomplete", f"The member '{name}' has {len(found)} bytes where {entry.file_size} are stated."
        )
    return found


def _called(entry: zipfile.ZipInfo) -> str:
    """The last part of a member's path; empty for a folder."""
    return entry.filename.rpartition("/")[2]


def _names(archive: zipfile.ZipFile) -> str:
    return _shortened(", ".join(_files(archive)) or "no member")


def _files(archive: zipfile.ZipFile) -> Iterator[str]:
    return (called for entry in archive.infolist() if (called := _called(entry)))


def _start(body: bytes) -> str:
    return _shortened(body[:200].decode("utf-8", "replace")) or "nothing"


def _said(error: BaseException) -> str:
    return _shortened(str(error).rstrip(".")) or type(error).__name__


def _shortened(text: str) -> str:
    """Outside text on one line, for a sentence."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
