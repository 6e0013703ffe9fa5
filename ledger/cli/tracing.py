"""`fledger trace`: where a score comes from. numpy is loaded when it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, emit_json, pass_frame, styles, table
from ledger.cli.origin import origin, say_origin
from ledger.cli.reading import say
from ledger.cli.standing import choice_of, scored_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.standing.trace import ScoreTrace


@click.command()
@click.argument("question")
@click.option("--by", help="Whose score; else yours.")
@click.option(
    "--score",
    "rule",
    help="Only this score, by the beginning of its name: brier, peer, wis, ... Else the usual ones; --json has all.",
)
@click.option(
    "--claimed", is_flag=True, help="Take forecasts, too, whose time is only the forecaster's word."
)
@click.option("--imputed", is_flag=True, help="Show numbers added by us, too, apart from all others.")
@styles
@pass_frame
def trace(
    frame: Frame,
    question: str,
    by: str | None,
    rule: str | None,
    *,
    claimed: bool,
    imputed: bool,
    style: Style | None,
) -> None:
    """Where a score on QUESTION comes from: from when to when which forecast held, and what it added."""
    from ledger.cli import trace_page
    from ledger.record.finding import find_question
    from ledger.standing.trace import traces

    choice = choice_of(claimed=claimed, imputed=imputed)
    with frame.record() as record:
        who, only = scored_one(frame, record, by), find_question(record, question)
        found, carried = traces(record, only, who, rule=rule, choice=choice), origin(record)
        simulated = record.simulated
    if style == "json":
        emit_json({**carried, "traces": [trace_page.data(one, simulated=simulated) for one in found]})
        return
    _show([one for one in found if rule or one.rule.usual], style, simulated=simulated)
    say_origin(carried, style)


def _show(found: Sequence[ScoreTrace], style: Style | None, *, simulated: bool) -> None:
    from ledger.cli import trace_page

    for one in found:
        if style == "plain":
            emit(style, headers=(), rows=trace_page.plain_rows(one, simulated=simulated), data=None)
        else:
            say(trace_page.lines(one, _table(one), simulated=simulated))
    if style != "plain":
        say([trace_page.NUMBERS])


def _table(one: ScoreTrace) -> str:
    from ledger.cli import trace_page

    headers = trace_page.headers(one)
    return table(headers, trace_page.rows(one), whole=headers)
