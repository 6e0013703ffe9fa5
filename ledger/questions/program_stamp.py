"""What a check's answer depends on besides the files: the program, and the packages that sources may come from."""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from ledger import __version__
from ledger.questions.standing_files import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOUSE = Path(__file__).parents[2]
_ROOMS = ("ledger", "ledger/questions", "resolvers")


def program_stamp() -> str:
    """A short text that changes when the code of a check does, or a package is installed, replaced or removed."""
    told = blake2b(f"{__version__} {sys.version}".encode(), digest_size=16)
    for path, found in sorted(_code()):
        told.update(f"{path} {stamp_of(found)}".encode())
    for folder in sys.path:
        if folder.endswith("-packages") and os.path.isdir(folder):  # noqa: PTH112 - a Path of each costs more
            told.update(f"{folder} {os.stat(folder).st_mtime_ns}".encode())  # noqa: PTH116
    return told.hexdigest()


def _code() -> Iterator[tuple[str, os.stat_result]]:
    """The program's own files: of `ledger` those at its top, of the other rooms all."""
    for room in _ROOMS:
        waiting = [str(_HOUSE / room)]
        while waiting:
            with os.scandir(waiting.pop()) as listed:
                for entry in listed:
                    if entry.is_file():
                        yield entry.path, entry.stat()
                    elif room != "ledger" and entry.name != "__pycache__":
                        waiting.append(entry.path)
