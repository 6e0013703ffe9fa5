"""Sums over families, kept so that a family can be taken out and put in again: exact, because all is whole numbers.

Each family weighs one: its points are the mean over its questions on the board, one not answered counting 0. Beside the
sums stand the same sums under every resample and with every family's sign drawn, for intervals and p-values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring import family_signs, family_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ledger.standing.board.parts import Part

    Whole = NDArray[np.int64]

FAMILIES_AT_A_TIME = 256


class Sums:
    """The sums of everybody over the families on a board. Costs what is put in or out, whatever is in it already.

    `names` are in the order of the columns: `total` (people,) billionths of a point, `spoke_in` (people,) families with
    a score, `endless` (people,) questions with a score of minus infinite, `resampled` and `flipped` (draws, people) the
    totals with every family's weights and signs; `weight` (draws,) is what all families weigh together. `nought` are the
    questions on which somebody is minus infinite.
    """

    def __init__(self, draws: int = 1000) -> None:
        self.families = self.questions = self.nought = 0
        self.names: list[str] = []
        self.total, self.spoke_in, self.endless = (np.zeros(0, dtype=np.int64) for _ in range(3))
        self.resampled, self.flipped = (np.zeros((draws, 0), dtype=np.int64) for _ in range(2))
        self.weight = np.zeros(draws, dtype=np.int64)
        self._place: dict[str, int] = {}

    def add(self, families: Sequence[Sequence[Part]], by: int = 1) -> None:
        """Put in families, each with all its parts on the board; or take them out, with `by` -1."""
        for start in range(0, len(families), FAMILIES_AT_A_TIME):
            self._add(families[start : start + FAMILIES_AT_A_TIME], by)

    def _add(self, families: Sequence[Sequence[Part]], by: int) -> None:
        self._make_room({who for parts in families for part in parts for who in part.scored})
        points, spoke, endless = self._rows(families)
        self.total += by * points.sum(axis=0)
        self.spoke_in += by * spoke.sum(axis=0)
        self.endless += by * endless.sum(axis=0)
        names, draws = [parts[0].family for parts in families], self.weight.size
        weights = family_weights(families=names, draws=draws)
        self.resampled += by * (weights.T @ points)
        self.flipped += by * (family_signs(families=names, draws=draws).T @ points)
        self.weight += by * weights.sum(axis=0)
        self.families += by * len(families)
        self.questions += by * sum(len(parts) for parts in families)
        self.nought += by * sum(bool(part.endless) for parts in families for part in parts)

    def of(self, who: str) -> tuple[int, int, int]:
        """Somebody's total in billionths, families with a score, and scores of minus infinite."""
        if (place := self._place.get(who)) is None:
            return 0, 0, 0
        return int(self.total[place]), int(self.spoke_in[place]), int(self.endless[place])

    def _rows(self, families: Sequence[Sequence[Part]]) -> tuple[Whole, Whole, Whole]:
        """(families, people) each: points, whether there is a score, how many are minus infinite."""
        points, spoke, endless = (
            np.zeros((len(families), len(self.names)), dtype=np.int64) for _ in range(3)
        )
        for nth, parts in enumerate(families):
            for who, given in family_points(parts).items():
                points[nth, self._place[who]] = given
            for part in parts:
                spoke[nth, [self._place[who] for who in part.scored]] = 1
                endless[nth, [self._place[who] for who in part.endless]] += 1
        return points, spoke, endless

    def _make_room(self, people: set[str]) -> None:
        new = sorted(people - self._place.keys())
        self._place |= {who: len(self.names) + nth for nth, who in enumerate(new)}
        self.names += new
        for name in ("total", "spoke_in", "endless", "resampled", "flipped") if new else ():
            column: Whole = getattr(self, name)
            wider = [(0, 0)] * (column.ndim - 1) + [(0, len(new))]
            setattr(self, name, np.pad(column, wider))


def family_points(parts: Sequence[Part]) -> Mapping[str, int]:
    """What a family gave each forecaster: the mean over its questions, in billionths, rounded half up."""
    total: dict[str, int] = {}
    for part in parts:
        for who, points in part.points.items():
            total[who] = total.get(who, 0) + points
    return {who: (2 * points + len(parts)) // (2 * len(parts)) for who, points in total.items()}
