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
    """Tells new forecasts from repeated ones. Asks the ledger only where one of two that look alike may be in it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._spoken = spoken_on(database)
        self._seen: set[int] = set()

    def looks_new(self, saying: Saying) -> bool:
        """Whether it is new, by a hash of 64 bits where the table repeats itself: good enough to count."""
        mark = hash(key_of(saying))
        if mark in self._seen or (saying.question in self._spoken and is_recorded(self._database, saying)):
            return False
        self._seen.add(mark)
        return True

    def only_new(self, part: Iterable[Saying]) -> list[Saying]:
        """Those of a part that are new for certain, each once; what was new in earlier parts must be recorded by now."""
        waiting: dict[Key, Saying] = {}
        for saying in part:
            key = key_of(saying)
            mark = hash(key)
            may_be = mark in self._seen or saying.question in self._spoken
            if key in waiting or (may_be and is_recorded(self._database, saying)):
                continue
            self._seen.add(mark)
            waiting[key] = saying
        return list(waiting.values())


def key_of(saying: Saying) -> Key:
    """What makes two forecasts one: question, forecaster, time, what is said, and until when."""
    return saying.question, saying.by, saying.made_at, canonical_text(saying.says), saying.expires_at
