"""Who did better, as far as it can be told: what a leaderboard shows, and how its places are given.

A rank needs ten families. Below that a total is mostly luck, and no paired test could tell two forecasters apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ledger.errors import UsageError
from ledger.questions.units import counted
from ledger.scoring import adjusted_p_values, rank_range, ranks
from ledger.standing.board.parts import SHARED
from ledger.standing.histories import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ledger.standing.board.methods import Estimates
    from ledger.standing.board.parts import ScoreName
    from ledger.standing.denominator import Panel
    from ledger.standing.histories import Choice
    from ledger.standing.together import Origin

Method = Literal["time", "adjusted", "pairwise"]
"""The sum over the schedule; score less question effect; relative skill on common questions."""

Kind = Literal["binary", "multiple_choice"]
"""The kinds of question with a zero-centred score. Never on one board."""

FEWEST_FAMILIES = 10

ENDLESS = "gave 0 % to what happened: minus infinite"


class NoSuchBoardError(UsageError):
    """This score, method and kind of question make no leaderboard."""

    def __init__(self, why: str) -> None:
        super().__init__(f"There is no such leaderboard: {why}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which leaderboard. Raises NoSuchBoardError for what cannot be one.

    `choice` and `origin` say which forecasts are taken, `amended` whether those said of a question's earlier words are.
    `anyway` asks for means and values below ten families, too.
    """

    score: ScoreName = "peer"
    method: Method = "time"
    kind: Kind = "binary"
    tag: str | None = None
    choice: Choice = USUAL
    origin: Origin = "said"
    amended: bool = True
    anyway: bool = False

    def __post_init__(self) -> None:
        if self.score == "brier_points" and self.kind != "binary":
            raise NoSuchBoardError("Brier points are for yes/no questions; use peer or baseline.")
        if self.method == "pairwise" and self.score != "brier_points":
            raise NoSuchBoardError("pairwise compares ratios of losses; use it with brier_points.")


@dataclass(frozen=True, slots=True)
class Place:
    """One forecaster's line. `value` is what the board ranks by; None where the method can say nothing.

    Below ten families `shown` is False: the sum stands, but neither a mean nor a value that is no sum.

    `rank` is None with `why`; `best` to `worst` are the ranks that the 90 % intervals `low` to `high` leave open, and that
    those leave who have no rank for a single 0 %: each of them may be better or worse than anybody.
    `total` are the points of all families, of which there are `families` with a score, and `endless` counts scores of
    minus infinite. `p` and `adjusted_p` tell how likely chance alone puts the leader so far ahead; None for the leader.
    """

    forecaster: str
    panel: Panel
    families: int
    endless: int
    total: float | None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    rank: int | None = None
    best: int | None = None
    worst: int | None = None
    p: float | None = None
    adjusted_p: float | None = None
    why: str | None = None
    shown: bool = True

    @property
    def mean(self) -> float | None:
        """Points by family with a score: the divisor is `families`, and time of silence in them counts as 0."""
        return None if self.total is None or not self.shown else self.total / self.families


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """The ranked by rank, then everybody else who spoke, by name. `questions` and `families` are those on the board.

    On `nought` of the questions somebody is minus infinite, having given 0 % to what happened, and nobody's peer.
    `missing` says what is missing for a board at all; `size` is how many entries of the journal it was made from.
    """

    wanted: Wanted
    places: tuple[Place, ...]
    questions: int
    families: int
    nought: int
    missing: str | None
    size: int

    def place(self, forecaster: str) -> Place | None:
        """Somebody's line, or None for one who spoke on nothing."""
        return next((one for one in self.places if one.forecaster == forecaster), None)


def without_values(found: Estimates, lines: Iterable[Place]) -> Estimates:
    """What a method that sums nothing found, less the values of those who may have none: they stand apart, with why."""
    none = {one.forecaster: why for one in lines if one.families and (why := _why_no_value(one))}
    kept = {who: one for who, one in found.of.items() if who not in none}
    return replace(found, of=kept, apart={**found.apart, **none})


def _why_no_value(line: Place) -> str | None:
    if not line.shown:
        return f"{_families(line)}; a value and a rank need {FEWEST_FAMILIES}"
    return ENDLESS if line.endless else None


def placed(lines: Mapping[str, Place], found: Estimates) -> tuple[Place, ...]:
    """Everybody's place, from what a method found."""
    valued = [_valued(line, found) for line in lines.values()]
    ranked = [one for one in valued if one.why is None]
    others = sorted((one for one in valued if one.why is not None), key=lambda one: one.forecaster)
    endless = sum(bool(one.endless) and one.families >= FEWEST_FAMILIES for one in others)
    return (*_ranked(ranked, found.up, endless), *others)


def _valued(line: Place, found: Estimates) -> Place:
    if line.forecaster in found.apart:
        return replace(line, why=found.apart[line.forecaster])
    if (one := found.of.get(line.forecaster)) is None:
        return replace(line, why="has no score on a shared question")
    valued = replace(line, value=one.value, low=one.low, high=one.high, p=one.p)
    return valued if one.low is not None else replace(valued, why=_why_no_rank(line))


def _why_no_rank(line: Place) -> str:
    if line.families >= FEWEST_FAMILIES:
        return ENDLESS
    return f"{_families(line)}; a rank needs {FEWEST_FAMILIES}"


def _families(line: Place) -> str:
    return counted(line.families, "family", "families")


def _ranked(lines: list[Place], up: int, endless: int) -> list[Place]:
    """In the order of rank; equal ones by name. So many `endless` have no rank, and leave everybody's open downwards."""
    if not lines:
        return []
    ends = [sorted((up * (one.low or 0.0), up * (one.high or 0.0))) for one in lines]
    span = rank_range(low=[low for low, _ in ends], high=[high for _, high in ends])
    rank = ranks(score=[up * (one.value or 0.0) for one in lines])
    given = zip(lines, rank.tolist(), span.best.tolist(), span.worst.tolist(), strict=True)
    found = [replace(one, rank=nth, best=best, worst=worst + endless) for one, nth, best, worst in given]
    return sorted(_adjusted(found), key=lambda one: (one.rank, one.forecaster))


def _adjusted(lines: list[Place]) -> list[Place]:
    tested = {one.forecaster: one.p for one in lines if one.p is not None}
    adjusted = adjusted_p_values(p=list(tested.values())).tolist() if tested else []
    by_name = dict(zip(tested, adjusted, strict=True))
    return [replace(one, adjusted_p=by_name.get(one.forecaster)) for one in lines]


def missing(scored: int, most: int) -> str | None:
    """What is missing for a leaderboard where so many people have scores, at most `most` on one question; or None."""
    if most >= SHARED:
        return None
    if scored == 0:
        has = "nobody has a score yet"
    else:
        has = f"{scored} {'has' if scored == 1 else 'have'} scores, at most {most} on one question"
    return f"A leaderboard needs {SHARED} forecasters with a score on the same question: here {has}."
