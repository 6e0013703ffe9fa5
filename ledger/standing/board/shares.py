"""What a sum on a leaderboard is made of: question by question, what one forecaster's points add to it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING

from ledger.standing.board.parts import BILLION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.standing.board.contents import Contents
    from ledger.standing.board.parts import Part


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


def shares(contents: Contents, who: str) -> tuple[Share, ...]:
    """Every question somebody has a score on: those on the board first, by family, then the others.

    What the first add is the sum on the board, but for at most half a billionth of a point a family.
    """
    return tuple(sorted(_shares(contents, who), key=lambda one: (not one.of, one.family, one.question)))


def _shares(contents: Contents, who: str) -> Iterator[Share]:
    for part in contents.parts.values():
        if who in part.scored:
            of = len(contents.families[part.family]) if part.shared else 0
            yield Share(part.question, part.family, _points(part, who), of)


def _points(part: Part, who: str) -> float:
    return -inf if who in part.endless else part.points[who] / BILLION
