"""Which forecasts of a table are new: said by nobody before at that time, in the ledger or further up in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.canonical import canonical_text
from ledger.journal.recorded import is_recorded, spoken_on

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from ledger.journal.sayings import Saying

Key = tuple[str, str, int, str, int | None]


class Fresh:
    """Tells new forecasts from repeated ones: first by a hash of 64 bits for each, then for certain where two were alike."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._spoken = spoken_on(database)
        self._seen: set[int] = set()
        self._alike: set[int] = set()

    def looks_new(self, saying: Saying) -> bool:
        """Whether nothing was alike before: good enough to count by."""
        mark = hash(key_of(saying))
        if mark in self._seen or (saying.question in self._spoken and is_recorded(self._database, saying)):
            self._alike.add(mark)
            return False
        self._seen.add(mark)
        return True

    def all_seen(self) -> None:
        """Every forecast was looked at: from here on only those that had another alike are asked about."""
        self._seen.clear()

    def only_new(self, part: list[Saying]) -> list[Saying]:
        """Those of a part that are new for certain, each once; what was new in earlier parts must be recorded by now."""
        return list(self._new(part)) if self._alike else part

    def _new(self, part: Iterable[Saying]) -> Iterable[Saying]:
        waiting: set[Key] = set()
        for saying in part:
            key = key_of(saying)
            if hash(key) in self._alike:
                if key in waiting or is_recorded(self._database, saying):
                    continue
                waiting.add(key)
            yield saying


def key_of(saying: Saying) -> Key:
    """What makes two forecasts one: question, forecaster, time, what is said, and until when."""
    return saying.question, saying.by, saying.made_at, canonical_text(saying.says), saying.expires_at
