"""What changes of rule did to the past: a forecaster's numbers under an older version and now, by cause.

Causes are taken away one at a time, the newest first; what each moved stands from one number to the next, so that the
first is the older number, the last is today's, and together they are the whole difference.

Numbers that agree to twelve digits are the same: the last of the sixteen in a float may round otherwise when the
arithmetic is written otherwise, and no rule says how.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import isclose
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.standing.engine import ENGINE_VERSION
from ledger.standing.rule_changes import CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.record.opening import Record
    from ledger.standing.rule_changes import Change, Lines

TOLD = 1e-12
"""How much of a number two writings of the same arithmetic may differ by."""

Key = tuple[str, str, bool]
"""A question's id, a rule's name, and whether the number was added by us."""


class NoSuchVersionError(UsageError):
    """No version of the arithmetic goes by that number."""

    def __init__(self, version: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no engine version {version!r}. There are: {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class Moved:
    """What one cause did to one number; None where there is no number before it, or none after it."""

    cause: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Rescored:
    """One number that is another one now, or is there or not there since. `moves` are in the order of the versions.

    Each begins with what the one before it ended with, so they add up to the whole.
    """

    question: str
    rule: str
    imputed: bool
    moves: tuple[Moved, ...]

    @property
    def before(self) -> float | None:
        """The number by the older version."""
        return self.moves[0].before

    @property
    def after(self) -> float | None:
        """The number now."""
        return self.moves[-1].after

    @property
    def is_new(self) -> bool:
        """Whether there was no number."""
        return self.before is None


@dataclass(frozen=True, slots=True)
class VersionDiff:
    """What is different since a version. `same` counts the numbers that are what they were, to twelve digits."""

    since: str
    now: str
    same: int
    rescored: tuple[Rescored, ...]

    @property
    def changed(self) -> tuple[Rescored, ...]:
        """Older numbers that are others now, or gone."""
        return tuple(one for one in self.rescored if not one.is_new)

    @property
    def new(self) -> tuple[Rescored, ...]:
        """Numbers there were not."""
        return tuple(one for one in self.rescored if one.is_new)


def version_diff(
    record: Record, forecaster: str, since: str, lines: Lines, *, changes: Sequence[Change] = CHANGES
) -> VersionDiff:
    """What the changes after a version did to a forecaster's numbers, as `lines` gives them today.

    Raises NoSuchVersionError.
    """
    newer = [change for change in changes if int(change.version) > _known(since, changes)]
    states = list(_states(record, forecaster, lines, newer))
    keys = dict.fromkeys(key for state in states for key in state)
    found = [_rescored(key, states, newer) for key in keys]
    rescored = tuple(one for one in found if one.moves)
    return VersionDiff(since, ENGINE_VERSION, len(keys) - len(rescored), rescored)


def _known(since: str, changes: Sequence[Change]) -> int:
    known = sorted({"1", ENGINE_VERSION, *(change.version for change in changes)}, key=int)
    if since not in known:
        raise NoSuchVersionError(since, known)
    return int(since)


def _states(
    record: Record, forecaster: str, lines: Lines, newer: Sequence[Change]
) -> Iterator[Mapping[Key, float]]:
    """The numbers without any of the changes, with the oldest of them, and so on to today's."""
    ways = [lines]
    for change in reversed(newer):
        ways.append(change.before(ways[-1]))
    for way in reversed(ways):
        yield {
            (line.question.id, score.rule.name, line.imputed): score.value
            for line in way(record, forecaster)
            for score in line.scores
        }


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=TOLD, abs_tol=TOLD)


def _rescored(key: Key, states: Sequence[Mapping[Key, float]], newer: Sequence[Change]) -> Rescored:
    moves = (
        Moved(change.cause, one.get(key), other.get(key))
        for change, (one, other) in zip(newer, pairwise(states), strict=True)
        if not _same(one.get(key), other.get(key))
    )
    return Rescored(*key, tuple(moves))
