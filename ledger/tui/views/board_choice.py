"""Which leaderboard somebody looks at, and the next one by each key. Loads nothing heavy: a key press waits for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.standing.board.leaderboard import Kind, Method, Wanted
    from ledger.standing.board.parts import ScoreName

METHODS: tuple[Method, ...] = ("time", "adjusted", "pairwise")
SCORES: tuple[ScoreName, ...] = ("peer", "baseline", "brier_points")
KINDS: tuple[Kind, ...] = ("binary", "multiple_choice")
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """Only what can be a leaderboard: pairs compare Brier points, which only yes/no questions have."""

    score: ScoreName = "peer"
    method: Method = "time"
    kind: Kind = "binary"
    others: bool = False
    anyway: bool = False

    def kept(self) -> dict[str, str]:
        """As it is kept between two runs."""
        return {"score": self.score, "method": self.method, "kind": self.kind}

    @classmethod
    def taken_up(cls, kept: Mapping[str, str]) -> BoardChoice:
        """The same again; the usual one where what was kept is none."""
        every = [cls(score, method, kind) for score in SCORES for method in METHODS for kind in KINDS]
        return next((one for one in every if one.kept() == kept and one.can_be), cls())

    @property
    def can_be(self) -> bool:
        """Whether there is such a leaderboard."""
        return self.kind == "binary" or (self.method != "pairwise" and self.score != "brier_points")

    @property
    def scored(self) -> ScoreName:
        """The score it goes by."""
        return "brier_points" if self.method == "pairwise" else self.score

    def wanted(self) -> Wanted:
        """The leaderboard itself. Loads numpy: for workers."""
        from ledger.standing.board.leaderboard import Wanted

        return Wanted(self.scored, self.method, self.kind, anyway=self.anyway)

    def next_method(self) -> BoardChoice:
        """Another way to compare the same."""
        return replace(self, method=_after(self.method, METHODS if self.kind == "binary" else METHODS[:2]))

    def next_score(self) -> BoardChoice:
        """Another score by the same method; there is no other by pairs."""
        return replace(self, score=_after(self.score, SCORES if self.kind == "binary" else SCORES[:2]))

    def next_kind(self) -> BoardChoice:
        """The other kind of question, by the nearest there is for it."""
        if self.kind == "multiple_choice":
            return replace(self, kind="binary")
        method, score = self.method, self.score
        return replace(
            self,
            kind="multiple_choice",
            method="time" if method == "pairwise" else method,
            score="peer" if score == "brier_points" else score,
        )


def _after(now: One, among: tuple[One, ...]) -> One:
    return among[(among.index(now) + 1) % len(among)]
