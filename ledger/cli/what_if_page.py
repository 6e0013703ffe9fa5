"""`fledger what-if` as lines, rows and data: who moves on the question, the leaderboard then, your own means."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.effect import effect_data, effect_lines
from ledger.cli.leaderboard_page import row_data
from ledger.cli.score_page import mean_words, no_mean
from ledger.questions.outcome import outcome_words
from ledger.questions.units import counted
from ledger.standing.board.board_words import HIGHER, WAYS, title
from ledger.standing.score_words import KINDS, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ledger.record.ended import QuestionEnd
    from ledger.standing.board.leaderboard import Place
    from ledger.standing.moves import Becomes, Move
    from ledger.standing.summaries import Mean
    from ledger.standing.what_if import BoardIf, Cause, MeanIf, Otherwise, Shift

CAUSES: dict[Cause, str] = {
    "outcome": "by the outcome",
    "claimed": "by claimed times in",
    "imputed": "by numbers added by us in",
    "amended": "by forecasts of amended words out",
}
PLAIN = ("forecaster", "rank", "rank_then", "total", "total_then", "cause", "by", "simulated")
"""The columns of `--plain`: one row per forecaster and cause."""
MEANS = ("score", "now", "then", "moves by")
BILLIONTH = Decimal("0.000000001")


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is shown: the question, if one is supposed to end otherwise, and everything that follows."""

    question: QuestionEnd | None
    otherwise: Otherwise
    moves: tuple[Move, ...]
    board: BoardIf | None
    who: str
    means: tuple[MeanIf, ...]


def lines(found: Supposed, table: Callable[..., str], *, simulated: bool) -> Iterator[str]:
    """The page for people."""
    mark = "SIM " if simulated else ""
    yield f"{mark}What if {', '.join(_supposed(found))}: nothing of this is written."
    if found.question is not None:
        yield from effect_lines(found.moves)
    yield ""
    yield from _board_lines(found, table)
    yield ""
    yield f"Your means ({found.who})"
    yield from _mean_lines(found, table)


def _supposed(found: Supposed) -> Iterator[str]:
    if found.question is not None:
        becomes = found.otherwise.becomes[found.question.id]
        yield f"{found.question.id} ended {_end_words(becomes)} (now {_now_words(found.question)})"
    for cause in found.otherwise.causes:
        if cause != "outcome":
            yield CAUSES[cause].removeprefix("by ")


def _end_words(becomes: Becomes) -> str:
    from ledger.standing.moves import WithOutcome, WithoutOutcome

    match becomes:
        case WithOutcome(outcome):
            return words.outcome(outcome, None, simulated=False)
        case WithoutOutcome():
            return "without an outcome"


def _now_words(end: QuestionEnd) -> str:
    if end.outcome is None:
        return end.how or "without an outcome"
    return outcome_words(end.outcome, end.unit)


def _board_lines(found: Supposed, table: Callable[..., str]) -> Iterator[str]:
    board = found.board
    if board is None:
        yield "Numeric and date questions are on no leaderboard: they have no score in common."
        return
    yield f"Leaderboard, {title(board.now.wanted)}"
    if board.now.missing and board.then.missing:
        yield board.then.missing
    if board.shifts:
        headers = _headers(board)
        numbers = [header for header in headers if header != "forecaster"]
        yield table(headers, [_row(board, shift) for shift in board.shifts], whole=numbers)
        yield WAYS


def _headers(board: BoardIf) -> tuple[str, ...]:
    causes = tuple(CAUSES[cause] for cause in board.causes)
    return (
        "rank now",
        "rank then",
        "forecaster",
        f"sum now {HIGHER}",
        f"sum then {HIGHER}",
        "moves by",
        *causes,
    )


def _row(board: BoardIf, shift: Shift) -> tuple[str, ...]:
    now, then = (one.place(shift.forecaster) for one in (board.now, board.then))
    by = ("none",) * len(board.causes) if shift.by is None else tuple(_signed(one) for one in shift.by)
    whole = "none" if shift.whole is None else _signed(shift.whole)
    return _rank(now), _rank(then), shift.forecaster, _total(now), _total(then), whole, *by


def _rank(place: Place | None) -> str:
    return "" if place is None or place.rank is None else str(place.rank)


def _total(place: Place | None) -> str:
    return "" if place is None or place.total is None else number(place.total)


def _signed(billionths: int) -> str:
    return f"{billionths / 1e9:+.4g}" if billionths else "0"


def _mean_lines(found: Supposed, table: Callable[..., str]) -> Iterator[str]:
    usual = [one for one in found.means if one.rule.usual]
    rows = [_mean_row(one) for one in usual if one.shown]
    if not found.means:
        yield "You have no score, now or then."
    if rows:
        yield table(MEANS, rows, whole=MEANS)
    few = [one.families for one in usual if not one.shown]
    if few:
        yield no_mean(few, some=bool(rows))


def _mean_row(one: MeanIf) -> tuple[str, ...]:
    label = (
        one.rule.short
        + (f" in {one.unit}" if one.unit else "")
        + f", {KINDS[one.kind]}"
        + (" (numbers added by us)" if one.imputed else "")
    )
    now, then = _value(one.now), _value(one.then)
    from ledger.standing.moves import difference

    by = None if now is None or then is None else difference(now, then)
    return label, _mean(one.now), _mean(one.then), "none" if by is None else f"{by:+.4g}"


def _value(mean: Mean | None) -> float | None:
    return None if mean is None else mean.value


def _mean(mean: Mean | None) -> str:
    if mean is None:
        return "none"
    return mean_words(mean) if mean.shown else f"none ({counted(mean.families, 'family', 'families')})"


def plain_rows(found: Supposed, *, simulated: bool) -> Iterator[tuple[object, ...]]:
    """One row per forecaster and cause, for pipes: the columns of PLAIN; `by` has nine decimals and adds up."""
    if (board := found.board) is None:
        return
    for shift in board.shifts:
        now, then = (one.place(shift.forecaster) for one in (board.now, board.then))
        totals = [None if one is None or one.total is None else repr(one.total) for one in (now, then)]
        for nth, cause in enumerate(board.causes):
            by = None if shift.by is None else f"{shift.by[nth] * BILLIONTH:f}"
            yield shift.forecaster, _rank(now), _rank(then), *totals, cause, by, int(simulated)


def data(found: Supposed) -> dict[str, object]:
    """The page for programs."""
    question = found.question
    return {
        "question": None if question is None else question.id,
        "causes": list(found.otherwise.causes),
        "moves": effect_data(found.moves),
        "board": None if found.board is None else _board_data(found.board),
        "forecaster": found.who,
        "means": [_mean_data(one) for one in found.means],
    }


def _board_data(board: BoardIf) -> dict[str, object]:
    return {
        "score": board.now.wanted.score,
        "kind": board.now.wanted.kind,
        "tag": board.now.wanted.tag,
        "missing": {"now": board.now.missing, "then": board.then.missing},
        "rows": [_shift_data(board, one) for one in board.shifts],
    }


def _shift_data(board: BoardIf, shift: Shift) -> dict[str, object]:
    now, then = (one.place(shift.forecaster) for one in (board.now, board.then))
    causes: Sequence[int] | None = shift.by
    by = None if causes is None else dict(zip(board.causes, (one / 1e9 for one in causes), strict=True))
    return {
        "forecaster": shift.forecaster,
        "now": None if now is None else row_data(now),
        "then": None if then is None else row_data(then),
        "moves_by": None if shift.whole is None else shift.whole / 1e9,
        "by_cause": by,
    }


def _mean_data(one: MeanIf) -> dict[str, object]:
    return {
        "rule": one.rule.name,
        "kind": one.kind,
        "unit": one.unit,
        "imputed": one.imputed,
        "now": _value(one.now),
        "then": _value(one.then),
    }
