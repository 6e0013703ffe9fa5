"""What one forecaster's points on each question add up to. Nothing is read here, so that pages load nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Share:
    """What one question gave a forecaster. `points` are minus infinite after 0 % for what happened.

    `of` is how many questions of its family are on the board, so that it weighs one over that; 0 for a question that is
    not on the board, as fewer than three people have a score on it.
    """

    question: str
    family: str
    points: float
    of: int

    @property
    def adds(self) -> float | None:
        """Its part of the sum; None where it adds nothing: off the board, or minus infinite."""
        return self.points / self.of if self.of and isfinite(self.points) else None


@dataclass(frozen=True, slots=True)
class Total:
    """What the shares on a board add up to: `finite` points over `families`, and `endless` scores of minus infinite."""

    finite: float
    families: int
    endless: int

    @property
    def points(self) -> float:
        """The sum: minus infinite with any such score."""
        return -inf if self.endless else self.finite


def total(some: Sequence[Share]) -> Total:
    """The sum of those on the board; 0 over none where there are none."""
    added = {one.question: one.adds for one in some if one.adds is not None}
    families = {one.family for one in some if one.question in added}
    endless = sum(bool(one.of) and not isfinite(one.points) for one in some)
    return Total(sum(added.values()), len(families), endless)


def best_first(some: Iterable[Share]) -> list[Share]:
    """By what each adds, then by question; those that are not on the board come last."""
    return sorted(some, key=lambda one: (not one.of, -one.points / (one.of or 1), one.question))
