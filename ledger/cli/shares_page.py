"""`fledger leaderboard --of`: what each question adds to one forecaster's sum."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.questions.outcome import outcome_from, outcome_words
from ledger.questions.units import counted
from ledger.standing.board.board_words import HIGHER, SCORES, on_board, title
from ledger.standing.score_words import number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.record.questions import QuestionRow
    from ledger.standing.board.leaderboard import Leaderboard
    from ledger.standing.board.shares import Share

PLAIN = ("question", "family", "outcome", "points", "of", "adds")


def headers(board: Leaderboard) -> tuple[str, ...]:
    """The columns for people."""
    return ("question", "outcome", f"{SCORES[board.wanted.score]} {HIGHER}", "weight", "adds")


def lines(
    shares: Sequence[Share], board: Leaderboard, who: str, table: str | None, *, simulated: bool
) -> Iterator[str]:
    """The page for people."""
    yield f"{words.sim(title(board.wanted), simulated=simulated)}: {on_board(board)}"
    if table is None:
        yield f"{who} has no score on them."
        return
    yield table
    families = counted(len({one.family for one in shares if one.of}), "family", "families")
    total = sum(one.adds or 0.0 for one in shares)
    yield f"{who}: adds up to {number(total)} over {families}; each family weighs one."
    if any(not one.of for one in shares):
        yield "Without a weight: questions that fewer than three people have a score on. They are not on the board."


def rows(
    shares: Sequence[Share], asked: Mapping[str, QuestionRow], *, simulated: bool
) -> Iterator[tuple[str, ...]]:
    """The columns of `headers`, the best first."""
    for one in sorted(shares, key=lambda one: (-one.points / (one.of or 1), one.question)):
        points = number(one.points) if isfinite(one.points) else "minus infinite"
        weight = f"1/{one.of}" if one.of > 1 else str(one.of or "")
        adds = "" if one.adds is None else signed(one.adds)
        yield one.question, _outcome(asked, one, simulated=simulated), points, weight, adds


def _outcome(asked: Mapping[str, QuestionRow], one: Share, *, simulated: bool) -> str:
    row = asked.get(one.question)
    if row is None or row.outcome is None:
        return ""
    return words.sim(outcome_words(outcome_from(row.outcome), row.unit), simulated=simulated)


def plain_rows(
    shares: Sequence[Share], asked: Mapping[str, QuestionRow], *, simulated: bool
) -> Iterator[tuple[object, ...]]:
    """The columns of PLAIN, for pipes; empty where there is no number."""
    for one in shares:
        points = repr(one.points) if isfinite(one.points) else "-inf"
        adds = "" if one.adds is None else repr(one.adds)
        yield one.question, one.family, _outcome(asked, one, simulated=simulated), points, one.of, adds


def data(shares: Sequence[Share], board: Leaderboard, who: str) -> dict[str, object]:
    """The page for programs; null where a number is not finite or there is none."""
    return {
        "score": board.wanted.score,
        "method": board.wanted.method,
        "kind": board.wanted.kind,
        "forecaster": who,
        "adds_up_to": sum(one.adds or 0.0 for one in shares),
        "shares": [
            {
                "question": one.question,
                "family": one.family,
                "points": one.points,
                "of": one.of,
                "adds": one.adds,
            }
            for one in shares
        ],
    }
