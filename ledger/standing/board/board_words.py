"""A leaderboard in words: which one it is, what its numbers are, who has no rank and why. For every page that shows one."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.standing.score_words import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ledger.standing.board.adding_up import Total
    from ledger.standing.board.beside import Beside
    from ledger.standing.board.leaderboard import Kind, Leaderboard, Method, Place, Wanted
    from ledger.standing.board.parts import ScoreName

HIGHER, LOWER = "↑", "↓"
WAYS = f"{HIGHER} higher is better, {LOWER} lower is better."
"""What the signs in the headers mean; full words would not fit beside each other."""
SCORES: Mapping[ScoreName, str] = {
    "peer": "peer score",
    "baseline": "baseline score",
    "brier_points": "Brier points",
}
KINDS: Mapping[Kind, str] = {"binary": "yes/no", "multiple_choice": "multiple-choice"}
METHODS: Mapping[Method, str] = {
    "time": "summed over the scheduled time",
    "adjusted": "adjusted for how hard the questions were",
    "pairwise": "compared pair by pair on common questions",
}
VALUES: Mapping[Method, str] = {
    "time": f"sum {HIGHER}",
    "adjusted": f"adjusted {HIGHER}",
    "pairwise": f"relative skill {LOWER}",
}
WITHHELD: Mapping[Method, str] = {
    "time": "Nothing per family",
    "adjusted": "Nothing per family and no adjusted value",
    "pairwise": "Nothing per family and no relative skill",
}
"""What there is not below ten families."""


def title(wanted: Wanted) -> str:
    """Which board it is, in one line."""
    return f"{_points(wanted)}, {METHODS[wanted.method]}"


def points_title(wanted: Wanted) -> str:
    """Which points it is made of, whatever it ranks by."""
    return f"{_points(wanted)}, {METHODS['time']}"


def _points(wanted: Wanted) -> str:
    tag = f" tagged {wanted.tag}" if wanted.tag else ""
    return f"{SCORES[wanted.score]} on {KINDS[wanted.kind]} questions{tag}"


def points_words(points: float) -> str:
    """Points, where they may be minus infinite.

    >>> points_words(float("-inf")), points_words(29.314)
    ('minus infinite', '29.31')
    """
    return number(points) if isfinite(points) else "minus infinite"


def total_words(total: Total) -> tuple[str, str]:
    """The sum, and what it is over; minus infinite with what the others add up to."""
    over = f"over {counted(total.families, 'family', 'families')}; each family weighs one"
    if not total.endless:
        return number(total.finite), over
    lost = f"with 0 % for what happened, {counted(total.endless, 'time')}"
    return points_words(
        total.points
    ), f"{lost}; {number(total.finite)} without, {over}" if total.families else lost


ANOTHER_WAY = "The board ranks by another method, made from the same points."


def on_board(board: Leaderboard) -> str:
    """What is on it."""
    families = counted(board.families, "family", "families")
    return f"{counted(board.questions, 'question')} of {families} that three or more people have a score on"


def standing(one: Place, wanted: Wanted) -> str:
    """What the board ranks by; nothing where there is no number."""
    return value_words(one.total if wanted.method == "time" else one.value)


def value_words(value: float | None) -> str:
    """A number, or nothing."""
    return "" if value is None else number(value)


def interval_words(one: Place) -> str:
    """The ends of its interval; nothing where there is none."""
    return "" if one.low is None or one.high is None else f"{number(one.low)} to {number(one.high)}"


def open_ranks(one: Place) -> str:
    """The ranks its interval leaves open; nothing where it has no rank."""
    if one.best is None:
        return ""
    return str(one.best) if one.best == one.worst else f"{one.best} to {one.worst}"


def p_words(one: Place) -> str:
    """How likely chance alone puts the first so far ahead of it; nothing for the first."""
    return "" if one.adjusted_p is None else f"{one.adjusted_p:.3f}"


def without_rank(board: Leaderboard) -> Iterator[str]:
    """Why some have no rank, those with the same reason in one sentence."""
    found: dict[str, list[str]] = {}
    for one in board.places:
        lost = f"{counted(one.endless, 'score')} of minus infinite" if one.endless else ""
        if why := "; ".join(note for note in (one.why, lost) if note):
            found.setdefault(why, []).append(one.forecaster)
    for why, names in found.items():
        yield f"{', '.join(names)}: {why}."


def notes(board: Leaderboard) -> Iterator[str]:
    """What the columns mean."""
    wanted, tested = board.wanted, sum(one.adjusted_p is not None for one in board.places)
    silence = "silence counts as 50 %" if wanted.method == "pairwise" else "silence is worth 0"
    always = " Relative skill: always 50 % has 1." if wanted.method == "pairwise" else ""
    yield f"{WAYS}{always} A family weighs one; {silence}; per family: points divided by families."
    yield "open: the ranks that the intervals leave open. They resample families; whoever is minus infinite may stand anywhere."
    if tested:
        compared = counted(tested, "comparison")
        yield f"p: how likely chance alone would put the first so far ahead, adjusted for {compared}."
    if board.nought and wanted.score == "peer":
        where = counted(board.nought, "question")
        yield f"On {where} somebody gave 0 % to what happened and is nobody's peer here; by score and trace the others are plus infinite."


def held_back(shown: Iterable[Place | Beside], wanted: Wanted) -> Iterator[str]:
    """What is not shown below ten families, where somebody has fewer."""
    if any(one.families and not one.shown for one in shown):
        yield f"{WITHHELD[wanted.method]} below 10 families, where it is mostly luck."
