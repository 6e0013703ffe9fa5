"""The alarms of looks that hold: kind, since when, what was and what is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class Alarm:
    """A look is not as it was. `since` is in microseconds UTC; `was` is None where nothing better is known."""

    kind: str
    since: int
    was: str | None
    became: str

    @property
    def words(self) -> str:
        """The alarm in one line."""
        was = f"{self.was} -> " if self.was and self.kind in COMPARED else ""
        return f"{self.kind.replace('_', ' ')}: {was}{self.became}"

    @property
    def acceptable(self) -> bool:
        """Whether a person can take what is as right."""
        return self.kind in COMPARED


COMPARED = frozenset({"identity_changed", "jumped", "restated"})
"""The kinds in which what was stands beside what is: the look reads well, but something else, which a person can accept."""


def alarms(record: Record) -> dict[str, tuple[Alarm, ...]]:
    """Every alarm that holds, by the key of its look, the longest first."""
    found: dict[str, tuple[Alarm, ...]] = {}
    for look, *rest in record.rows(
        "SELECT look, kind, since, was, became FROM run_alarms ORDER BY since, kind"
    ):
        found[look] = (*found.get(look, ()), Alarm(*rest))
    return found
