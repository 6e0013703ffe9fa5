"""`fledger what-if`: the leaderboard and your own scores under another outcome, or with other forecasts counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, emit_json, pass_frame, styles, table
from ledger.cli.leaderboard import KINDS, SCORE, TAG, wanted
from ledger.cli.negative_numbers import NegativeNumbers
from ledger.cli.reading import now_us, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.cli.what_if_page import Supposed
    from ledger.record.ended import QuestionEnd
    from ledger.record.opening import Record
    from ledger.standing.moves import Becomes
    from ledger.standing.what_if import BoardIf, Otherwise

NO_OUTCOME = frozenset({"annulled", "not-yet"})


@click.command("what-if", cls=NegativeNumbers)
@click.argument("question", required=False)
@click.option(
    "--outcome", help="What it should be: yes, no, a number, a day, an option's label, or annulled."
)
@click.option("--claimed", is_flag=True, help="With forecasts whose time is only the forecaster's word.")
@click.option("--imputed", is_flag=True, help="With numbers added by us, as if they had been said.")
@click.option(
    "--amended",
    type=click.Choice(["in", "out"]),
    default="in",
    show_default=True,
    help="Forecasts said of words that meant something else.",
)
@SCORE
@TAG
@click.option("--by", help="Whose own scores; else yours.")
@styles
@pass_frame
def what_if(
    frame: Frame,
    question: str | None,
    outcome: str | None,
    score: str | None,
    tag: str | None,
    by: str | None,
    *,
    claimed: bool,
    imputed: bool,
    amended: str,
    style: Style | None,
) -> None:
    """What would be otherwise if QUESTION had another outcome, or other forecasts counted. Nothing is written.

    Causes are put on top of each other in this order: outcome, claimed times, numbers added by us, amended words. The
    differences by cause add up to the whole.
    """
    from ledger.cli import what_if_page
    from ledger.cli.origin import origin, say_origin
    from ledger.cli.standing import scored_one
    from ledger.standing.what_if import Otherwise

    _check(question, outcome, other=claimed or imputed or amended == "out")
    with frame.record() as record:
        who, end = scored_one(frame, record, by), _end(record, question)
        becomes = _becomes(record, end, outcome, now_us(frame))
        otherwise = Otherwise(becomes, claimed=claimed, imputed=imputed, amended_out=amended == "out")
        found = _supposed(
            record, end, otherwise, _board(record, end, otherwise, score, tag, now_us(frame)), who
        )
        head, simulated = origin(record), record.simulated
    match style:
        case "json":
            emit_json({**head, **what_if_page.data(found)})
            return
        case "plain":
            emit(style, headers=(), rows=what_if_page.plain_rows(found, simulated=simulated), data=None)
        case _:
            say(what_if_page.lines(found, table, simulated=simulated))
    say_origin(head, style)
    say_origin(head, style)


def _check(question: str | None, outcome: str | None, *, other: bool) -> None:
    if (question is None) != (outcome is None):
        raise click.UsageError("A QUESTION and --outcome go together.")
    if question is None and not other:
        raise click.UsageError(
            "Say what should be otherwise: QUESTION --outcome no, --claimed, --imputed, --amended out."
        )


def _end(record: Record, typed: str | None) -> QuestionEnd | None:
    from ledger.record.ended import question_ends
    from ledger.record.finding import find_question

    return None if typed is None else question_ends(record, only=find_question(record, typed))[0]


def _becomes(record: Record, end: QuestionEnd | None, typed: str | None, now: int) -> Mapping[str, Becomes]:
    """The end that was typed; known when the real one was, or now where there is none."""
    from ledger.questions.outcome import outcome_said
    from ledger.record.detail import detail
    from ledger.resolution.people.answer_forms import outcome_of
    from ledger.standing.moves import WithOutcome, WithoutOutcome

    if end is None or typed is None:
        return {}
    if typed in NO_OUTCOME:
        return {end.id: WithoutOutcome()}
    outcome = outcome_said(outcome_of(typed, detail(record, end.id, now_us=now).question()))
    return {end.id: WithOutcome(outcome, now if end.known_at is None else end.known_at)}


def _board(
    record: Record,
    end: QuestionEnd | None,
    otherwise: Otherwise,
    score: str | None,
    tag: str | None,
    now: int,
) -> BoardIf | None:
    """The leaderboard of the question's kind, or of yes/no questions; None for a kind that has none."""
    from ledger.standing.what_if import board_if

    kind = "binary" if end is None else end.kind
    if kind not in KINDS:
        return None
    return board_if(record, wanted(score, "time", kind, tag), otherwise, now_us=now)


def _supposed(
    record: Record, end: QuestionEnd | None, otherwise: Otherwise, board: BoardIf | None, who: str
) -> Supposed:
    from ledger.cli.what_if_page import Supposed
    from ledger.standing.moves import moves
    from ledger.standing.what_if import means_if

    moved = [move for name, becomes in otherwise.becomes.items() for move in moves(record, name, becomes)]
    return Supposed(end, otherwise, tuple(moved), board, who, means_if(record, who, otherwise))
