"""Ratios of mean losses among those who have any: one who was never wrong at all has no ratio to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ledger.scoring import ZeroMeanScoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.standing.board.cells import Cells

Found = TypeVar("Found")

NO_RATIO = "has a mean loss of 0 on common questions, so no ratio"


def with_ratios(cells: Cells, ratios: Callable[[Cells], Found]) -> tuple[Found | None, tuple[str, ...]]:
    """What `ratios` finds among those who lost anything, and the names of those who did not.

    `ratios` raises ZeroMeanScoreError for one who did not, and the others still compare. None where nobody is left.
    """
    apart: list[str] = []
    while cells.names:
        try:
            return ratios(cells), tuple(apart)
        except ZeroMeanScoreError as error:
            apart.append(cells.names[error.forecaster])
            cells = cells.without(apart[-1])
    return None, tuple(apart)
