"""`fledger rehearse` and `fledger try`: a question looked at without writing anything, and without a ledger."""

from __future__ import annotations

import asyncio
from itertools import chain
from typing import TYPE_CHECKING

import click

from ledger.cli.asking import (
    AS_OF,
    NEEDS_PERSON,
    UNAVAILABLE,
    asked_question,
    day_of_now,
    with_network,
)
from ledger.cli.frame import Frame, Style, emit_lines, finish, pass_frame, styles, talk
from ledger.cli.progress import counting
from ledger.cli.tried_page import tried, tried_rows
from ledger.questions.clean import clean_line
from ledger.questions.units import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ledger.resolution.looking.rehearsal import Rehearsal

EXIT_CODES = {"reading": 0, "not_yet": UNAVAILABLE, "unusable": UNAVAILABLE, "needs_person": NEEDS_PERSON}


@click.command()
@click.argument("question")
@AS_OF
@click.option(
    "--history", is_flag=True, help="What the ledger's looks gave so far, plotted; looks at nothing."
)
@styles
@pass_frame
def rehearse(
    frame: Frame, question: str, as_of: datetime | None, style: Style | None, *, history: bool
) -> None:
    """If it resolved today: read the sources of QUESTION (an id or a file) and evaluate its rule. Writes nothing."""
    from ledger.resolution.looking.rehearsal_json import rehearsal_json

    if history:
        _print_history(frame, question, style)
        return
    from ledger.resolution.looking.rehearse import rehearse as rehearse_now

    asked = asked_question(frame, question)
    day = day_of_now(frame, as_of)
    found = asyncio.run(with_network(frame, lambda fetch: rehearse_now(asked, day, fetch)))
    emit_lines(style, lines=_lines(found), rows=_rows(found), data=rehearsal_json(found))
    if style is None:
        _talk_troubles(found)
    finish(EXIT_CODES[found.state])


def _print_history(frame: Frame, typed: str, style: Style | None) -> None:
    from ledger.cli.history_page import history_cells, history_line, plot
    from ledger.cli.question_data import today_data
    from ledger.cli.question_page import PLOT_WIDTH
    from ledger.clock import microseconds
    from ledger.record.detail import detail
    from ledger.record.finding import find_question
    from ledger.record.rehearsals import history

    with frame.record() as record:
        found = detail(record, find_question(record, typed), now_us=microseconds(frame.clock.now()))
        points, simulated = history(record, found.row.id), record.simulated
    told = [today_data(one) for one in points]
    emit_lines(
        style,
        lines=chain(
            plot(found.question(), points, width=PLOT_WIDTH),
            (history_line(one, found.row.unit, simulated=simulated) for one in points),
        ),
        rows=(history_cells(one, found.row.unit, simulated=simulated) for one in points),
        data={"schema": 1, "question": found.row.id, "simulated": simulated, "history": told},
    )


def _lines(found: Rehearsal) -> Iterator[str]:
    value = with_unit(f"{found.value}", found.unit) if found.value is not None else "no value"
    would = f"would resolve {found.would_words}" if found.would_words else found.state.replace("_", " ")
    yield f"{found.question}  {clean_line(value)}  {clean_line(would)}"
    yield f"  {clean_line(found.reason)}"


def _talk_troubles(found: Rehearsal) -> None:
    for one in found.looked:
        said = tried(one)
        if said["reason"]:
            talk(f"  {one.use.name}  {said['state']}: {clean_line(str(said['reason']))}")


def _rows(found: Rehearsal) -> Iterator[tuple[object, ...]]:
    """For pipes: what it would resolve to, with the value, its unit, day and reason; then every source it was read from."""
    value = None if found.value is None else f"{found.value:f}"
    would = found.would_words or found.state.replace("_", " ")
    yield "question", found.question, would, value, found.unit, found.as_of, found.reason
    for one in found.looked:
        yield from tried_rows(one)


@click.command("try")
@click.argument("question", metavar="FILE")
@AS_OF
@styles
@pass_frame
def try_(frame: Frame, question: str, as_of: datetime | None, style: Style | None) -> None:
    """Try a question file (or an id) before it is asked: its value now, distance, base rate, end, the nearest question."""
    from ledger.cli.trial_page import trial_lines, trial_rows
    from ledger.resolution.looking_back.trial import try_question
    from ledger.resolution.looking_back.trial_json import trial_json
    from ledger.wiring import catalogue

    asked = asked_question(frame, question)
    others = catalogue(frame.settings).questions.values()
    day = day_of_now(frame, as_of)
    with counting("windows tried") as told:
        found = asyncio.run(
            with_network(frame, lambda fetch: try_question(asked, day, fetch, others=others, told=told))
        )
    emit_lines(style, lines=trial_lines(found), rows=trial_rows(found), data=trial_json(found))
    finish(EXIT_CODES[found.rehearsal.state])
