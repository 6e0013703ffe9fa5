"""Which forecasts of a table are new: said by nobody before at that time, in the ledger or further up in the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ledger.journal.recorded import SaidBefore, moment_of, spoken_on
from ledger.questions.says_alike import alike

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from ledger.journal.sayings import Saying

Key = tuple[object, ...]
BITS = 32
MASK = (1 << BITS) - 1


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The same person said something else at the same moment: what the ledger holds, None where it is further up."""

    says: dict[str, Any] | None


Met = Literal["new", "already"] | Otherwise


class Fresh:
    """Tells new forecasts from repeated ones: first by hashes for each, then for certain where two were alike."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._before = SaidBefore(database)
        self._spoken = spoken_on(database)
        self._seen: dict[int, int] = {}
        self._alike: set[int] = set()

    def met(self, saying: Saying) -> Met:
        """Whether nothing was alike before, or the same, or something else: good enough to count by."""
        moment, mark = hash(moment_of(saying)), _mark(saying)
        earlier = self._seen.get(moment)
        if earlier is None and saying.question not in self._spoken:
            self._seen[moment] = mark
            return "new"
        found = self._in_tables(saying, earlier, mark) if earlier is not None else self._in_ledger(saying)
        if found == "new" or earlier is None:
            self._seen[moment] = mark
        return found

    def _in_tables(self, saying: Saying, earlier: int, mark: int) -> Met:
        self._alike.add(hash(moment_of(saying)))
        if earlier >> BITS != mark >> BITS:
            return Otherwise(None)
        return "already" if earlier == mark or self._before.has(saying) else "new"

    def _in_ledger(self, saying: Saying) -> Met:
        found = self._before.at(moment_of(saying))
        if not found:
            return "new"
        self._alike.add(hash(moment_of(saying)))
        until = [one.until for one in found if alike(one.says) == alike(saying.says)]
        if not until:
            return Otherwise(found[0].says)
        return "already" if saying.expires_at in until else "new"

    def all_seen(self) -> None:
        """Every forecast was looked at: from here on only those that had another alike are asked about."""
        self._seen.clear()

    def only_new(self, part: list[Saying], *, alone: bool = True) -> list[Saying]:
        """Those of a part that are new for certain, each once; what was new in earlier parts must be recorded by now.

        Ask with the write lock held, and say whether the ledger is as it was looked at, but for these parts (`alone`).
        """
        return part if alone and not self._alike else list(self._new(part, alone=alone))

    def _new(self, part: Iterable[Saying], *, alone: bool) -> Iterable[Saying]:
        waiting: set[Key] = set()
        for saying in part:
            if not alone or hash(moment_of(saying)) in self._alike:
                key = (*moment_of(saying), alike(saying.says), saying.expires_at)
                if key in waiting or self._before.has(saying):
                    continue
                waiting.add(key)
            yield saying


def _mark(saying: Saying) -> int:
    """What is said in the upper half, and until when in the lower: a million fit in a hundred MB."""
    return (hash(alike(saying.says)) & MASK) << BITS | hash(saying.expires_at) & MASK
