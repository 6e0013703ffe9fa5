"""How the logs of two files stand to each other: one goes on from the other, or they part at an entry."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from ledger.journal.file_check import wrong_with
from ledger.journal.peeking import reading

if TYPE_CHECKING:
    from pathlib import Path

LEAVES = "SELECT leaf FROM log_entries ORDER BY seq"


@dataclass(frozen=True, slots=True)
class NoneThere:
    """There is no second file."""


@dataclass(frozen=True, slots=True)
class Same:
    """Both have the same entries."""


@dataclass(frozen=True, slots=True)
class GoesOn:
    """The second begins with all of the first, and has so many entries more."""

    newer: int


@dataclass(frozen=True, slots=True)
class FallsShort:
    """The second is the beginning of the first, which has so many entries more."""

    missing: int


@dataclass(frozen=True, slots=True)
class Diverges:
    """They differ from this entry on; the second has so many entries from there."""

    at: int
    others: int


@dataclass(frozen=True, slots=True)
class CannotBeRead:
    """The second is no ledger that can be read, and why."""

    because: str


Comparison = NoneThere | Same | GoesOn | FallsShort | Diverges | CannotBeRead


def compare(first: Path, second: Path) -> Comparison:
    """How the log at `second` stands to the one at `first`, by the hashes of their entries. The first is known to be whole.

    Raises NotALedgerError where `second` may not be read at all.
    """
    if not second.exists():
        return NoneThere()
    if because := wrong_with(second):
        return CannotBeRead(because)
    try:
        with reading(first) as mine, reading(second) as theirs:
            return _compared(mine, theirs)
    except sqlite3.Error as error:
        return CannotBeRead(f"{error}.")


def _compared(mine: sqlite3.Connection, theirs: sqlite3.Connection) -> Comparison:
    pairs = enumerate(zip_longest(mine.execute(LEAVES), theirs.execute(LEAVES)))
    common = next((place for place, (one, other) in pairs if one != other), None)
    here, there = _size(mine), _size(theirs)
    if common is None:
        return Same()
    if common == here:
        return GoesOn(there - common)
    if common == there:
        return FallsShort(here - common)
    return Diverges(common + 1, there - common)


def _size(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM log_entries").fetchone()[0])
