"""Sources in danger: the endangered looks of each together, as one mend often helps them all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.record.looks import Endangered


@dataclass(frozen=True, slots=True)
class Danger:
    """One source: how many of its looks have an alarm, what these say (each thing once), and the questions they endanger.

    `last_good_at` is when any of them last gave something, in microseconds UTC; None for never.
    """

    source: str
    looks: int
    said: tuple[str, ...]
    questions: tuple[str, ...]
    last_good_at: int | None


def by_source(endangered: Iterable[Endangered]) -> tuple[Danger, ...]:
    """The sources by name."""
    return tuple(
        _together(name, list(some)) for name, some in groupby(sorted(endangered, key=_source), _source)
    )


def _source(one: Endangered) -> str:
    return one.look.source


def _together(source: str, found: list[Endangered]) -> Danger:
    return Danger(
        source,
        len(found),
        tuple(dict.fromkeys("; ".join(alarm.words for alarm in one.alarms) for one in found)),
        tuple(dict.fromkeys(name for one in found for name in one.questions)),
        max((one.look.last_good_at for one in found if one.look.last_good_at), default=None),
    )
