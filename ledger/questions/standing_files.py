"""How the files of some folders stand: what the system says of each, without reading any.

A file whose stamps have not changed has not changed, with one exception that every program which trusts them knows: a file
written again within the same tick of the clock looks the same (git calls it racily clean). So a stamp is trusted only
once it is `SETTLED` old when it is taken.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.folders import toml_entries

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

SETTLED_NS = 2_000_000_000
"""Nanoseconds; longer than a tick of any file system's clock (FAT counts in twos of seconds)."""

_63_BITS = 2**63 - 1

Stamp = tuple[int, int, int, int]
"""Size, time of the last change of the content, time of the last change of anything, and number of the file."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The stamps by path, and when they were begun to be taken, in nanoseconds since 1970."""

    stamps: Mapping[str, Stamp]
    taken_ns: int

    def settled(self, path: str) -> bool:
        """Whether nobody can have written the file since without its stamp telling."""
        _, modified, changed, _ = self.stamps[path]
        return max(modified, changed) < self.taken_ns - SETTLED_NS

    def unsettled(self) -> list[str]:
        """The files of which that cannot be said."""
        limit = self.taken_ns - SETTLED_NS
        return [path for path, stamp in self.stamps.items() if stamp[1] >= limit or stamp[2] >= limit]


def standing(places: Iterable[str]) -> Standing | None:
    """How the TOML files under some folders stand; None where one of them is no folder, or anything cannot be seen."""
    taken_ns = time.time_ns()
    unseen = list[OSError]()
    stamps = dict[str, Stamp]()
    try:
        for place in places:
            for entry in toml_entries(place, unseen.append):
                stamps[entry.path] = stamp_of(entry.stat())
    except OSError:
        return None
    return Standing(stamps, taken_ns) if not unseen else None


def stamp_of(found: os.stat_result) -> Stamp:
    """The stamp in what the system says of a file."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _63_BITS
