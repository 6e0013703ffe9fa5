"""What contradicts among my forecasts, with the closest that go together, and what I saw of each question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.family.told import listed
from ledger.record.detail import detail
from ledger.record.seen import Seen
from ledger.standing.family import closest_together, held_together

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.family.closest import Together
    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class Group:
    """Forecasts of mine that contradict each other; `seen` has the version and the forecast of every one of them."""

    together: Together
    seen: Mapping[str, Seen]

    @property
    def reason(self) -> str:
        """What stands as the reason of the forecasts that mend it."""
        return f"moved to go together with what I said on {listed([each.question.id for each in self.together.answers])}"


def read_coherence(record: Record, *, now_us: int, me: str) -> tuple[Group, ...]:
    """Every group, the farthest off first; empty where all goes together."""
    found = closest_together(record, now_us=now_us, me=me)
    return tuple(Group(each, _seen(record, each, now_us=now_us, me=me)) for each in found)


def compared(record: Record, *, now_us: int, me: str) -> int:
    """How many forecasts of mine are on questions that one number decides, where there are two or more of them."""
    return held_together(record, now_us=now_us, me=me).together


def _seen(record: Record, together: Together, *, now_us: int, me: str) -> dict[str, Seen]:
    details = (detail(record, each.question.id, now_us=now_us, me=me) for each in together.answers)
    return {one.row.id: Seen(one.version, one.row.mine) for one in details}
