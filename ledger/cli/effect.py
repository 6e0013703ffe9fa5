"""Who moves by how much, as a review shows it before anything is recorded and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.frame import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ledger.record.opening import Record
    from ledger.standing.moves import Move
    from ledger.standing.scores import Score

HEADERS = ("forecaster", "score", "now", "then", "moves by")
NOBODY = "Nobody has a score on it, now or then."


def effect(
    record: Record, question: str, outcome: Mapping[str, Any] | None, known_at: int | None
) -> tuple[Move, ...]:
    """Who would move if a question had this outcome (stored form), known then; None for no outcome that counts."""
    from ledger.standing.moves import becomes, moves

    return moves(record, question, becomes(outcome, known_at))


def effect_lines(found: Sequence[Move]) -> Iterator[str]:
    """The heading and a table, or that nobody moves."""
    if not found:
        yield NOBODY
        return
    yield "Who moves by how much"
    yield from (f"  {line}" for line in table(HEADERS, effect_rows(found), whole=HEADERS[1:]).splitlines())


def effect_rows(found: Sequence[Move]) -> Iterator[tuple[str, ...]]:
    """Who moves, in which score, from what to what, and by how much."""
    return map(_row, found)


def _row(move: Move) -> tuple[str, ...]:
    by = "none" if move.by is None else f"{move.by:+.4g}"
    return move.forecaster, move.rule.short, _number(move.now), _number(move.then), by


def _number(score: Score | None) -> str:
    return "none" if score is None else f"{score.value:.4g}"


def effect_data(found: Sequence[Move]) -> list[dict[str, object]]:
    """The same for programs; null where there is no score."""
    return [
        {
            "forecaster": move.forecaster,
            "now": None if move.now is None else move.now.value,
            "then": None if move.then is None else move.then.value,
            "rule": move.rule.name,
        }
        for move in found
    ]
