"""The scores on a board as the rows that tournaments are computed from, with the families of their questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring import family_signs, family_weights, sign_flip_p_values
from ledger.standing.board.parts import BILLION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from ledger.standing.board.parts import Part

    Told = Callable[[int, int], None]

DRAWS_AT_A_TIME = 10
"""So few that whoever waits no more is heard at once; what a draw gives does not hang on how many are drawn with it."""


def nobody(done: int, whole: int) -> None:
    """Nobody hears how many of all resamples are done."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """One row per score: whose (`who`), on which question (`what`), how many `points`; all (cells,).

    `names` are the people in order; `family` (questions,) numbers the families in `families`; `weight` (questions,) is
    one over how many questions of its family are on the board. Scores of minus infinite are not in it.
    """

    names: tuple[str, ...]
    families: tuple[str, ...]
    family: NDArray[np.int64]
    weight: NDArray[np.float64]
    who: NDArray[np.int64]
    what: NDArray[np.int64]
    points: NDArray[np.float64]

    @classmethod
    def of(cls, families: Sequence[Sequence[Part]]) -> Cells:
        """The cells of families, each with all its parts on the board. A question nobody has points on is left out."""
        asked = [
            (nth, len(parts), part) for nth, parts in enumerate(families) for part in parts if part.points
        ]
        names = sorted({who for _, _, part in asked for who in part.points})
        place = {who: nth for nth, who in enumerate(names)}
        rows = [
            (place[who], what, points)
            for what, (_, _, part) in enumerate(asked)
            for who, points in part.points.items()
        ]
        who, what, points = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return cls(
            names=tuple(names),
            families=tuple(parts[0].family for parts in families),
            family=np.array([nth for nth, _, _ in asked], dtype=np.int64),
            weight=1.0 / np.array([size for _, size, _ in asked], dtype=np.float64),
            who=who,
            what=what,
            points=points / BILLION,
        )

    def without(self, name: str) -> Cells:
        """The same without one forecaster; questions only that one had points on are left out, too."""
        gone = self.names.index(name)
        kept = self.who != gone
        asked, what = np.unique(self.what[kept], return_inverse=True)
        who = self.who[kept]
        return Cells(
            names=self.names[:gone] + self.names[gone + 1 :],
            families=self.families,
            family=self.family[asked],
            weight=self.weight[asked],
            who=who - (who > gone),
            what=what,
            points=self.points[kept],
        )

    def resampled_weights(self, told: Told = nobody) -> Iterator[NDArray[np.float64]]:
        """(some draws, questions) at a time, what each question weighs in every resample of the families.

        `told` hears before each how many are done, and may raise to stop.
        """
        weights = family_weights(families=self.families)
        for start in range(0, weights.shape[1], DRAWS_AT_A_TIME):
            told(start, weights.shape[1])
            yield weights[self.family, start : start + DRAWS_AT_A_TIME].T * self.weight

    def against(self, leader: int) -> NDArray[np.float64]:
        """(people,) the p-values of the leader's points less each one's, on common questions, paired by family.

        1 for the leader and for those who share no question with the leader.
        """
        score, said = (np.zeros((len(self.names), self.weight.size)) for _ in range(2))
        score[self.who, self.what], said[self.who, self.what] = self.points, 1.0
        ahead = (score[leader] - score) * said[leader] * said * self.weight
        by_family = np.array(
            [np.bincount(self.family, weights=one, minlength=len(self.families)) for one in ahead]
        )
        flipped = family_signs(families=self.families).T @ by_family.T
        return sign_flip_p_values(difference=by_family.sum(axis=1), flipped=flipped)
