"""`fledger relative-skill`: losses on numbers and dates, compared pair by pair on common questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, emit_json, pass_frame, styles, table
from ledger.cli.reading import say
from ledger.questions.units import counted
from ledger.standing.board.board_words import LOWER, WAYS
from ledger.standing.score_words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.standing.board.relative import RelativeBoard, RelativeLine

HEADERS = ("forecaster", "90 % interval", f"mean loss {LOWER}", "questions", "families")
PLAIN = (
    *("rule", "unit", "forecaster", "skill", "low", "high", "mean", "questions", "families"),
    *("baseline", "simulated"),
)
"""The columns of `--plain`."""


@click.command("relative-skill")
@click.option(
    "--kind",
    type=click.Choice(["numeric", "date"]),
    default="numeric",
    show_default=True,
    help="Questions of which kind.",
)
@click.option("--baseline", metavar="NAME", help="Scale so that this forecaster has 1.")
@click.option(
    "--claimed", is_flag=True, help="Take forecasts, too, whose time is only the forecaster's word."
)
@click.option("--imputed", is_flag=True, help="Take numbers added by us, too, as if they had been said.")
@click.option(
    "--anyway", is_flag=True, help="Means and skills below ten families, where they are mostly luck."
)
@styles
@pass_frame
def relative_skill(
    frame: Frame,
    kind: str,
    baseline: str | None,
    *,
    claimed: bool,
    imputed: bool,
    anyway: bool,
    style: Style | None,
) -> None:
    """Weighted interval scores and CRPS on questions of one unit: the geometric mean of the ratios to everybody else.

    The losses are averaged over the time covered, so they compare those who speak at the same times, and rank nobody.
    """
    from ledger.cli.origin import origin, say_origin
    from ledger.standing.board.relative import relative_boards
    from ledger.standing.histories import Choice

    with frame.record() as record:
        boards = relative_boards(
            record,
            kind,
            baseline=baseline,
            choice=Choice(claimed=claimed),
            origin="both" if imputed else "said",
            anyway=anyway,
        )
        head, simulated = origin(record), record.simulated
    match style:
        case "json":
            emit_json({**head, "kind": kind, "boards": [_data(one) for one in boards]})
            return
        case "plain":
            emit(style, headers=(), rows=_plain_rows(boards, simulated=simulated), data=None)
        case _:
            say(_lines(boards, kind, simulated=simulated))
    say_origin(head, style)


def _lines(boards: Sequence[RelativeBoard], kind: str, *, simulated: bool) -> Iterator[str]:
    from ledger.standing.board.leaderboard import FEWEST_FAMILIES

    mark = "SIM " if simulated else ""
    if not boards:
        yield f"Nobody has a loss over quantiles on a resolved {kind} question."
    for board in boards:
        unit = f" in {board.unit}" if board.unit else ""
        yield f"{mark}{board.rule.label}{unit}, {counted(board.questions, 'question')}; compared, nobody is ranked"
        if board.lines:
            headers = _headers(board)
            yield table(headers, [_row(one) for one in board.lines], whole=headers[1:])
            yield from (f"{one.forecaster}: {one.why}." for one in board.lines if one.why)
            yield f"{WAYS} Intervals from {FEWEST_FAMILIES} families on."
            if any(one.mean is None for one in board.lines):
                yield "No mean and no skill below 10 families, where they are mostly luck. With --anyway they are shown."
        else:
            yield "Three people with a loss on the same question are needed."


def _headers(board: RelativeBoard) -> tuple[str, ...]:
    whose = f"1 is {board.baseline}" if board.baseline else "1 is like the rest"
    return (HEADERS[0], f"relative skill {LOWER} ({whose})", *HEADERS[1:])


def _row(one: RelativeLine) -> tuple[str, ...]:
    ends = "" if one.low is None or one.high is None else f"{number(one.low)} to {number(one.high)}"
    skill, mean = ("" if value is None else number(value) for value in (one.skill, one.mean))
    return one.forecaster, skill, ends, mean, str(one.questions), str(one.families)


def _plain_rows(boards: Sequence[RelativeBoard], *, simulated: bool) -> Iterator[tuple[object, ...]]:
    for board in boards:
        for one in board.lines:
            values = (one.skill, one.low, one.high, one.mean)
            numbers = ("" if value is None else repr(value) for value in values)
            yield (
                *(board.rule.name, board.unit, one.forecaster, *numbers),
                *(one.questions, one.families, board.baseline, int(simulated)),
            )


def _data(board: RelativeBoard) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "rule": board.rule.name,
        "unit": board.unit,
        "baseline": board.baseline,
        "better": "lower",
        "questions": board.questions,
        "rows": [asdict(one) for one in board.lines],
    }
