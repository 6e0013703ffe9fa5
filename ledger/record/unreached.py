"""Hosts that nobody answered at: what the last looks of all sources say together, where each alone says only its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.units import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record

BEFORE, BEHIND = "down: ", " could not be reached"
"""Around the host, in what such a look says."""
ASKED_NOBODY = ("no_key", "source_missing")


@dataclass(frozen=True, slots=True)
class Unreached:
    """Hosts with the sources whose every last look failed to reach them. `all_of_them`: no look reached any host."""

    hosts: Mapping[str, tuple[str, ...]]
    all_of_them: bool

    @property
    def words(self) -> tuple[str, ...]:
        """A sentence where all hosts, or one host of several sources, could not be reached; of one source its alarm tells."""
        if self.all_of_them and len(self.hosts) > 1:
            return ("No host could be reached at the last looks: this machine seems to be offline.",)
        return tuple(
            f"{host}{BEHIND} at the last looks of {counted(len(sources), 'source')}."
            for host, sources in self.hosts.items()
            if len(sources) > 1
        )


def unreached(record: Record) -> Unreached:
    """What holds after the last look of each source, however long ago that was."""
    said: dict[str, set[str | None]] = {}
    for source, answer, words in record.rows(_LAST):
        if not (words or "").startswith(ASKED_NOBODY):
            said.setdefault(source, set()).add(_host(words) if answer == "unusable" else None)
    hosts: dict[str, tuple[str, ...]] = {}
    for source, found in said.items():
        for host in found if None not in found else ():
            hosts[str(host)] = (*hosts.get(str(host), ()), source)
    return Unreached(hosts, bool(said) and all(None not in found for found in said.values()))


def _host(said: str | None) -> str | None:
    """The host that could not be reached; None where something else is the matter."""
    known = said or ""
    down = known.startswith(BEFORE) and known.endswith(BEHIND)
    return known.removeprefix(BEFORE).removesuffix(BEHIND) if down else None


_LAST = "SELECT source, answer, said FROM run_looks WHERE answer IS NOT NULL ORDER BY source"
