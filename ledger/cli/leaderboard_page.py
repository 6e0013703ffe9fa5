"""`fledger leaderboard` as lines, rows and data: the ranked, who has no rank and why, and everybody's denominator."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ledger.cli.score_page import number, panel_data
from ledger.cli.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ledger.standing.board.beside import Beside
    from ledger.standing.board.leaderboard import Leaderboard, Place, Wanted

HIGHER, LOWER = "↑", "↓"
WAYS = f"{HIGHER} higher is better, {LOWER} lower is better."
"""What the signs in the headers mean; full words would not fit beside each other."""
SCORES = {"peer": "peer score", "baseline": "baseline score", "brier_points": "Brier points"}
KINDS = {"binary": "yes/no", "multiple_choice": "multiple-choice"}
METHODS = {
    "time": "summed over the scheduled time",
    "adjusted": "adjusted for how hard the questions were",
    "pairwise": "compared pair by pair on common questions",
}
VALUES = {
    "time": f"sum {HIGHER}",
    "adjusted": f"adjusted {HIGHER}",
    "pairwise": f"relative skill {LOWER}",
}
WITHHELD = {
    "time": "Nothing per family",
    "adjusted": "Nothing per family and no adjusted value",
    "pairwise": "Nothing per family and no relative skill",
}
"""What there is not below ten families."""
PANEL = ("asked", "due", "resolved", "scored", "annulled", "ambiguous", "late", "withdrawn")
PLAIN = (
    *("rank", "best", "worst", "forecaster", "value", "low", "high", "total", "mean", "families", "p"),
    *("adjusted_p", "endless", *PANEL, "score", "method", "kind", "simulated"),
)
"""The columns of `--plain`."""
BESIDE = ("crowd or reference", VALUES["time"], f"per family {HIGHER}", "families")


def lines(
    board: Leaderboard, others: Sequence[Beside], table: Callable[..., str], *, simulated: bool
) -> Iterator[str]:
    """The page for people."""
    mark = "SIM " if simulated else ""
    yield f"{mark}{title(board.wanted)}: {_on_board(board)}"
    if board.missing:
        yield board.missing
    else:
        columns = headers(board.wanted)
        numbers = [header for header in columns if header != "forecaster"]
        yield table(columns, [_row(one, board.wanted) for one in board.places], whole=numbers)
        yield from _without_rank(board)
        yield from _notes(board)
        yield from _held_back([*board.places, *others], board.wanted)
    if others:
        yield ""
        yield "Beside it, without a rank"
        yield table(BESIDE, [_beside_row(one) for one in others], whole=BESIDE[1:])
    if board.places:
        yield ""
        yield "What each spoke on"
        rows = [_panel_row(one) for one in board.places]
        yield table(("forecaster", *PANEL), rows, whole=PANEL)


def title(wanted: Wanted) -> str:
    """Which board it is, in one line."""
    tag = f" tagged {wanted.tag}" if wanted.tag else ""
    return f"{SCORES[wanted.score]} on {KINDS[wanted.kind]} questions{tag}, {METHODS[wanted.method]}"


def headers(wanted: Wanted) -> tuple[str, ...]:
    """The column headers; each number says which way is better."""
    return (
        *(f"rank {LOWER}", "open", "forecaster", VALUES[wanted.method], "90 % interval"),
        *(f"per family {HIGHER}", "families", "p"),
    )


def _on_board(board: Leaderboard) -> str:
    families = counted(board.families, "family", "families")
    return f"{counted(board.questions, 'question')} of {families} that three or more people have a score on"


def _row(one: Place, wanted: Wanted) -> tuple[str, ...]:
    ends = "" if one.low is None or one.high is None else f"{number(one.low)} to {number(one.high)}"
    p = "" if one.adjusted_p is None else f"{one.adjusted_p:.3f}"
    return (
        "" if one.rank is None else str(one.rank),
        _open(one),
        one.forecaster,
        _number(one.total if wanted.method == "time" else one.value),
        ends,
        _number(one.mean),
        str(one.families),
        p,
    )


def _without_rank(board: Leaderboard) -> Iterator[str]:
    """Why some have no rank, those with the same reason on one line."""
    found: dict[str, list[str]] = {}
    for one in board.places:
        lost = f"{counted(one.endless, 'score')} of minus infinite" if one.endless else ""
        if why := "; ".join(note for note in (one.why, lost) if note):
            found.setdefault(why, []).append(one.forecaster)
    for why, names in found.items():
        yield f"{', '.join(names)}: {why}."


def _open(one: Place) -> str:
    if one.best is None:
        return ""
    return str(one.best) if one.best == one.worst else f"{one.best} to {one.worst}"


def _number(value: float | None) -> str:
    return "" if value is None else number(value)


def _notes(board: Leaderboard) -> Iterator[str]:
    wanted, tested = board.wanted, sum(one.adjusted_p is not None for one in board.places)
    silence = "silence counts as 50 %" if wanted.method == "pairwise" else "silence is worth 0"
    always = " Relative skill: always 50 % has 1." if wanted.method == "pairwise" else ""
    yield f"{WAYS}{always} A family weighs one; {silence}; per family: points divided by families."
    yield "Intervals resample families; open: the ranks that they leave, and that those leave who are minus infinite."
    if tested:
        compared = counted(tested, "comparison")
        yield f"p: how likely chance alone would put the first so far ahead, adjusted for {compared}."

    if board.nought and wanted.score == "peer":
        where = counted(board.nought, "question")
        yield f"On {where} somebody gave 0 % to what happened and is nobody's peer here; by score and trace the others are plus infinite."


def _held_back(shown: Sequence[Place | Beside], wanted: Wanted) -> Iterator[str]:
    """What is not shown below ten families, where somebody has fewer."""
    if any(one.families and not one.shown for one in shown):
        what = WITHHELD[wanted.method]
        yield f"{what} below 10 families, where it is mostly luck. With --anyway it is shown."


def _beside_row(one: Beside) -> tuple[str, ...]:
    return one.name, _number(one.total), _number(one.mean), str(one.families)


def _panel_row(one: Place) -> tuple[str, ...]:
    counts = panel_data(one.panel)
    return one.forecaster, *(str(counts[name]) for name in PANEL)


def plain_rows(board: Leaderboard, *, simulated: bool) -> Iterator[tuple[object, ...]]:
    """One row per forecaster, for pipes: the columns of PLAIN; empty where there is no number."""
    wanted = board.wanted
    for one in board.places:
        numbers = (one.total, one.mean)
        yield (
            *(one.rank, one.best, one.worst, one.forecaster),
            *(_exact(value) for value in (one.value, one.low, one.high, *numbers)),
            *(one.families, _exact(one.p), _exact(one.adjusted_p), one.endless),
            *(panel_data(one.panel)[name] for name in PANEL),
            *(wanted.score, wanted.method, wanted.kind, int(simulated)),
        )


def _exact(value: float | None) -> str:
    return "" if value is None else repr(value)


def data(board: Leaderboard, others: Sequence[Beside]) -> dict[str, object]:
    """The page for programs; null where there is no number."""
    wanted = board.wanted
    return {
        "score": wanted.score,
        "method": wanted.method,
        "kind": wanted.kind,
        "tag": wanted.tag,
        "claimed": wanted.choice.claimed,
        "imputed": wanted.origin == "both",
        "better": "lower" if wanted.method == "pairwise" else "higher",
        "questions": board.questions,
        "families": board.families,
        "nought": board.nought,
        "missing": board.missing,
        "rows": [row_data(one) for one in board.places],
        "beside": [{**asdict(one), "mean": one.mean} for one in others],
    }


def row_data(one: Place) -> dict[str, object]:
    """One forecaster for programs."""
    plain = {name: value for name, value in asdict(one).items() if name != "panel"}
    return {**plain, "mean": one.mean, "panel": panel_data(one.panel)}
