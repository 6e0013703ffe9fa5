"""`fledger leaderboard` as lines, rows and data: the ranked, who has no rank and why, and everybody's denominator."""

from __future__ import annotations

from dataclasses import asdict, astuple
from typing import TYPE_CHECKING

from ledger.cli.score_page import panel_data
from ledger.standing.board.board_words import held_back, notes, on_board, title, without_rank
from ledger.standing.board.in_words import BESIDE_HEADS, beside_words, heads, place_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ledger.standing.board.beside import Beside
    from ledger.standing.board.leaderboard import Leaderboard, Place, Wanted

PANEL = ("asked", "due", "resolved", "scored", "annulled", "ambiguous", "late", "withdrawn")
PLAIN = (
    *("rank", "best", "worst", "forecaster", "value", "low", "high", "total", "mean", "families", "p"),
    *("adjusted_p", "endless", *PANEL, "score", "method", "kind", "simulated"),
)
"""The columns of `--plain`."""
BESIDE = astuple(BESIDE_HEADS)


def lines(
    board: Leaderboard, others: Sequence[Beside], table: Callable[..., str], *, simulated: bool
) -> Iterator[str]:
    """The page for people."""
    mark = "SIM " if simulated else ""
    yield f"{mark}{title(board.wanted)}: {on_board(board)}"
    if board.missing:
        yield board.missing
    else:
        columns = headers(board.wanted)
        numbers = [header for header in columns if header != "forecaster"]
        yield table(columns, [astuple(place_words(one, board.wanted)) for one in board.places], whole=numbers)
        yield from without_rank(board)
        yield from notes(board)
        for sentence in held_back([*board.places, *others], board.wanted):
            yield f"{sentence} With --anyway it is shown."
    if others:
        yield ""
        yield "Beside it, without a rank"
        yield table(BESIDE, [astuple(beside_words(one)) for one in others], whole=BESIDE[1:])
    if board.places:
        yield ""
        yield "What each spoke on"
        rows = [_panel_row(one) for one in board.places]
        yield table(("forecaster", *PANEL), rows, whole=PANEL)


def headers(wanted: Wanted) -> tuple[str, ...]:
    """The column headers; each number says which way is better."""
    return astuple(heads(wanted))


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
