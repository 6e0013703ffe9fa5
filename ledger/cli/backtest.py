"""`fledger backtest`: what a rule would have said of the past. Writes nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.cli.asking import AS_OF, DAY, UNAVAILABLE, asked_question, day_of_now, with_network
from ledger.cli.frame import Frame, Style, emit, finish, pass_frame, styles, talk, tell
from ledger.cli.progress import counting
from ledger.errors import LedgerError, UsageError
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from datetime import date, datetime

    from ledger.questions.question import Question
    from ledger.resolution.looking_back.backtest import Backtest, From
    from ledger.resolution.looking_back.backtest_course import Past
    from resolvers.dated_bodies import DatedBodies


class NoPastError(LedgerError):
    """There is nothing of the past to run the rule over."""

    exit_code = UNAVAILABLE

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}. Try --kept, or --bodies DIR with the publisher's older files.")


class NothingTriedError(LedgerError):
    """That past tells of no window like the question's, nor of its own."""

    exit_code = UNAVAILABLE

    def __init__(self, source: From) -> None:
        told = {
            "history": "No window like it is over in the days asked for",
            "vintages": "Nothing that this ledger kept tells of this question's window, or of one like it",
            "bodies": "No body of that folder tells of this question's window, or of one like it",
        }
        super().__init__(f"{told[source]}.")


@click.command()
@click.argument("question", metavar="QUESTION|FILE")
@click.option("--kept", is_flag=True, help="Over the bytes this ledger kept, each from when it was fetched.")
@click.option(
    "--bodies",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Over a folder of dated bodies: DIR/2025-12-19.csv, or DIR/2025-12-19/NAME.",
)
@click.option("--since", type=DAY, metavar="DAY", help="No window that begins before this day.")
@AS_OF
@styles
@pass_frame
def backtest(
    frame: Frame,
    question: str,
    *,
    kept: bool,
    bodies: Path | None,
    since: datetime | None,
    as_of: datetime | None,
    style: Style | None,
) -> None:
    """What the rule of QUESTION (an id or a file) would have said of earlier windows, and when it first could.

    Without --kept or --bodies it reads the past in what its sources publish now.
    """
    if kept and bodies:
        raise UsageError("--kept and --bodies are two different pasts; choose one.")
    asked = asked_question(frame, question)
    today = day_of_now(frame, as_of)
    folder = _folder(bodies) if bodies else None
    if folder is not None:
        found = _over(asked, folder, "bodies", today, since)
    elif kept:
        found = _over_kept(frame, asked, today, since)
    else:
        found = _over_history(frame, asked, today, since)
    if not found.all:
        raise NothingTriedError(found.source)
    _print(style, asked, found, simulated=frame.simulated)
    _talk_missing(folder)
    finish(0 if any(one.outcome is not None for one in found.all) else UNAVAILABLE)


def _folder(path: Path) -> DatedBodies:
    from resolvers.dated_bodies import dated_bodies

    found = dated_bodies(path)
    if not found.days:
        raise UsageError(f"{path} holds no dated body; name them 2025-12-19.csv or 2025-12-19/NAME.")
    return found


def _over(question: Question, past: Past, source: From, today: date, since: datetime | None) -> Backtest:
    from ledger.clock import end_of
    from ledger.resolution.looking_back.backtest_course import over_past

    first = since.date() if since else None
    with counting("windows tried") as told:
        return asyncio.run(over_past(question, past, source, end_of(today), since=first, told=told))


def _over_kept(frame: Frame, question: Question, today: date, since: datetime | None) -> Backtest:
    from ledger.resolution.looking_back.backtest_vintages import KeptVintages

    names = {use.name for uses in question.rule.looks.values() for use in uses}
    with frame.record() as record:
        return _over(question, KeptVintages(record, names), "vintages", today, since)


def _over_history(frame: Frame, question: Question, today: date, since: datetime | None) -> Backtest:
    from ledger.resolution.looking_back.backtest_history import MOST_ASKED, Reach, no_history, over_history

    if why := no_history(question):
        raise NoPastError(why)
    reach = Reach(requests=MOST_ASKED, since=since.date() if since else None)
    if since:
        reach = Reach(windows=600, requests=MOST_ASKED, days=10_000, readings=10_000, since=since.date())
    with counting("windows tried") as told:
        return asyncio.run(
            with_network(frame, lambda fetch: over_history(question, today, fetch, reach=reach, told=told))
        )


def _print(style: Style | None, question: Question, found: Backtest, *, simulated: bool) -> None:
    from ledger.cli.backtest_page import HEADERS, cells, lines
    from ledger.resolution.looking_back.backtest_json import backtest_json

    if style is None:
        tell("\n".join(lines(question, found, simulated=simulated)))
        return
    rows = [cells(question, one, simulated=simulated) for one in found.all]
    emit(style, headers=HEADERS, rows=rows, data=backtest_json(question, found))


def _talk_missing(folder: DatedBodies | None) -> None:
    """Name each request that some day of the folder had no body for."""
    for address, days in (folder.missing if folder else {}).items():
        first, several = min(days), len(set(days))
        talk(clean_line(f"No body for {address} on {several} of the folder's days, the first {first}."))
