"""What a sum on a leaderboard is made of: question by question, what one forecaster's points add to it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from ledger.standing.board.adding_up import Share
from ledger.standing.board.parts import BILLION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.standing.board.contents import Contents
    from ledger.standing.board.parts import Part


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
