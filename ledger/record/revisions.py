"""What a source published later than a decision rests on: kept, shown, and moving nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.record.opening import Record
    from ledger.record.trail import ReadingRow


@dataclass(frozen=True, slots=True)
class Revision:
    """One value of the same days, read again and another: `was` before, `became` then. `as_of` is an ISO day."""

    seq: int
    source: str
    value: str
    was: str | None
    became: str | None
    as_of: str
    taken_at: int

    @property
    def words(self) -> str:
        """The revision in one line, without the day it was read."""
        return f"{self.source}, {self.value}: {self.was} -> {self.became}, as of {self.as_of}"


def revisions(record: Record, pinned: Sequence[ReadingRow], said: Mapping[str, Any]) -> tuple[Revision, ...]:
    """What became of the pinned values that the question (`said`) uses, oldest first."""
    names = set(_used(said["resolution"]))
    found = {(one.seq, one.value): one for each in pinned for one in _of(record, each, names)}
    return tuple(sorted(found.values(), key=lambda one: (one.seq, one.value)))


def _used(rule: Mapping[str, Any]) -> Iterator[str]:
    looks = [rule.get("source", ()), *(look["source"] for look in rule.get("look", {}).values())]
    return (use["value"] for uses in looks for use in uses)


def _of(record: Record, pinned: ReadingRow, names: set[str]) -> Iterator[Revision]:
    newest = dict(pinned.values)
    days = (pinned.look, pinned.covers_first, pinned.covers_last, pinned.seq)
    for seq, as_of, taken_at, said in record.rows(_LATER, days):
        values: dict[str, str | None] = json.loads(said)["values"]
        for name in sorted(names & values.keys() & newest.keys()):
            if values[name] != newest[name]:
                yield Revision(seq, pinned.source, name, newest[name], values[name], as_of, taken_at)
                newest[name] = values[name]


_LATER = """
SELECT seq, as_of, taken_at, said FROM now_readings
WHERE look = ? AND covers_first = ? AND covers_last = ? AND seq > ? ORDER BY seq
"""
