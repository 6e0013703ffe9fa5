"""`fledger leaderboard --of`: what each question adds to one forecaster's sum."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.questions.outcome import outcome_from, outcome_words
from ledger.standing.board.adding_up import best_first, total
from ledger.standing.board.board_words import (
    ANOTHER_WAY,
    HIGHER,
    SCORES,
    on_board,
    points_title,
    points_words,
    total_words,
)
from ledger.standing.score_words import signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.record.questions import QuestionRow
    from ledger.standing.board.adding_up import Share
    from ledger.standing.board.leaderboard import Leaderboard

PLAIN = ("question", "family", "outcome", "points", "of", "adds")


def headers(board: Leaderboard) -> tuple[str, ...]:
    """The columns for people."""
    return ("question", "outcome", f"{SCORES[board.wanted.score]} {HIGHER}", "weight", "adds")


def lines(
    shares: Sequence[Share], board: Leaderboard, who: str, table: str | None, *, simulated: bool
) -> Iterator[str]:
    """The page for people."""
    yield f"{words.sim(points_title(board.wanted), simulated=simulated)}: {on_board(board)}"
    if table is None:
        yield f"{who} has no score on them."
        return
    yield table
    points, over = total_words(total(shares))
    yield f"{who}: adds up to {points} {over}."
    if board.wanted.method != "time":
        yield ANOTHER_WAY
    if any(not one.of for one in shares):
        yield "Without a weight: questions that fewer than three people have a score on. They are not on the board."


def rows(
    shares: Sequence[Share], asked: Mapping[str, QuestionRow], *, simulated: bool
) -> Iterator[tuple[str, ...]]:
    """The columns of `headers`, the best first."""
    for one in best_first(shares):
        weight = f"1/{one.of}" if one.of > 1 else str(one.of or "")
        adds = "" if one.adds is None else signed(one.adds)
        yield one.question, _outcome(asked, one, simulated=simulated), points_words(one.points), weight, adds


def _outcome(asked: Mapping[str, QuestionRow], one: Share, *, simulated: bool) -> str:
    row = asked.get(one.question)
    if row is None or row.outcome is None:
        return ""
    return words.sim(outcome_words(outcome_from(row.outcome), row.unit), simulated=simulated)


def plain_rows(
    shares: Sequence[Share], asked: Mapping[str, QuestionRow], *, simulated: bool
) -> Iterator[tuple[object, ...]]:
    """The columns of PLAIN, for pipes, the best first; empty where there is no number."""
    for one in best_first(shares):
        points = repr(one.points) if isfinite(one.points) else "-inf"
        adds = "" if one.adds is None else repr(one.adds)
        yield one.question, one.family, _outcome(asked, one, simulated=simulated), points, one.of, adds


def data(shares: Sequence[Share], board: Leaderboard, who: str) -> dict[str, object]:
    """The page for programs, the best first; null where a number is not finite or there is none. `method` is what the board
    ranks by: what is listed are the points it is made from.
    """
    whole = total(shares)
    return {
        "score": board.wanted.score,
        "method": board.wanted.method,
        "kind": board.wanted.kind,
        "forecaster": who,
        "adds_up_to": whole.points,
        "adds_up_to_without_infinite": whole.finite,
        "shares": [
            {
                "question": one.question,
                "family": one.family,
                "points": one.points,
                "of": one.of,
                "adds": one.adds,
            }
            for one in best_first(shares)
        ],
    }
