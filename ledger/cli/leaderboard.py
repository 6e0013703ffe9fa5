"""`fledger leaderboard`: who did better on shared questions, as far as it can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from ledger.cli.frame import Frame, Style, emit, emit_json, pass_frame, styles, table
from ledger.cli.reading import now_us, say

if TYPE_CHECKING:
    from ledger.standing.board.leaderboard import Kind, Method, Wanted
    from ledger.standing.board.parts import ScoreName

SCORES = ("peer", "baseline", "brier_points")
METHODS = ("time", "adjusted", "pairwise")
KINDS = ("binary", "multiple_choice")
SCORE = click.option(
    "--score",
    type=click.Choice(SCORES),
    help="By which score; else peer, or brier_points for pairwise.",
)
METHOD = click.option(
    "--method",
    type=click.Choice(METHODS),
    default="time",
    show_default=True,
    help="The sum over time; adjusted for how hard the questions were; or by pairs on common questions.",
)
KIND = click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="binary",
    show_default=True,
    help="Questions of which kind.",
)
TAG = click.option("--tag", help="Only questions with this tag.")


@click.command()
@SCORE
@METHOD
@KIND
@TAG
@click.option(
    "--claimed", is_flag=True, help="Take forecasts, too, whose time is only the forecaster's word."
)
@click.option("--imputed", is_flag=True, help="Take numbers added by us, too, as if they had been said.")
@click.option(
    "--anyway", is_flag=True, help="Means and values below ten families, where they are mostly luck."
)
@click.option("--beside", is_flag=True, help="Crowds and naive forecasts, too, without a rank (method time).")
@click.option("--of", "who", metavar="NAME", help="What each question adds to the sum of one forecaster.")
@styles
@pass_frame
def leaderboard(
    frame: Frame,
    score: str | None,
    method: str,
    kind: str,
    tag: str | None,
    *,
    claimed: bool,
    imputed: bool,
    anyway: bool,
    beside: bool,
    who: str | None,
    style: Style | None,
) -> None:
    """Who did better on questions that at least three people have a score on, and what each spoke on.

    A rank is given from ten families of questions. It stands beside the ranks that the intervals leave open.
    """
    from ledger.cli import leaderboard_page
    from ledger.cli.origin import origin, say_origin
    from ledger.cli.progress import counting
    from ledger.standing.board.beside import beside as nobodys
    from ledger.standing.board.board import leaderboard as read

    board = wanted(score, method, kind, tag, claimed=claimed, imputed=imputed, anyway=anyway)
    if who is not None:
        _show_shares(frame, board, who, style)
        return
    with frame.record() as record, counting("resamples") as told:
        found = read(record, board, now_us=now_us(frame), told=lambda done, _: told(done))
        head = origin(record)
        others = nobodys(record, board) if beside and board.method == "time" else ()
        simulated = record.simulated
    match style:
        case "json":
            emit_json({**head, **leaderboard_page.data(found, others)})
            return
        case "plain":
            rows = leaderboard_page.plain_rows(found, simulated=simulated)
            emit(style, headers=(), rows=rows, data=None)
        case _:
            say(leaderboard_page.lines(found, others, table, simulated=simulated))
    say_origin(head, style)


def _show_shares(frame: Frame, wanted: Wanted, who: str, style: Style | None) -> None:
    from ledger.cli import shares_page
    from ledger.cli.origin import origin, say_origin
    from ledger.cli.standing import scored_one
    from ledger.record.questions import pages
    from ledger.standing.board.board import Board

    now, board = now_us(frame), Board(wanted)
    with frame.record() as record:
        found, head = board.refresh(record, now_us=now), origin(record)
        name = scored_one(frame, record, who)
        shares, simulated = board.shares(name), record.simulated
        asked = {row.id: row for row in pages(record, [one.question for one in shares], now_us=now)}
    match style:
        case "json":
            emit_json({**head, **shares_page.data(shares, found, name)})
            return
        case "plain":
            emit(
                style, headers=(), rows=shares_page.plain_rows(shares, asked, simulated=simulated), data=None
            )
        case _:
            headers = shares_page.headers(found)
            rows = shares_page.rows(shares, asked, simulated=simulated)
            shown = table(headers, rows, whole=headers[1:]) if shares else None
            say(shares_page.lines(shares, found, name, shown, simulated=simulated))
    say_origin(head, style)


def wanted(
    score: str | None,
    method: str,
    kind: str,
    tag: str | None,
    *,
    claimed: bool = False,
    imputed: bool = False,
    anyway: bool = False,
) -> Wanted:
    """The leaderboard that the options ask for. Raises NoSuchBoardError."""
    from ledger.standing.board.leaderboard import Wanted
    from ledger.standing.histories import Choice

    usual = "brier_points" if method == "pairwise" else "peer"
    return Wanted(
        score=cast("ScoreName", score or usual),
        method=cast("Method", method),
        kind=cast("Kind", kind),
        tag=tag,
        choice=Choice(claimed=claimed),
        origin="both" if imputed else "said",
        anyway=anyway,
    )
