"""`fledger today`, `questions`, `show`, `status`: reading the ledger. Everything heavy is loaded when it is used."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, emit_lines, finish, pass_frame, styles, talk, tell
from ledger.cli.turned_terms import TurnedTerms
from ledger.clock import microseconds, start_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.cli.question_page import QuestionPage
    from ledger.record.opening import Record
    from ledger.record.questions import Order

SHOWN = 100
ORDERS = ("ends", "id", "title", "asked", "changed", "state", "chance")


def now_us(frame: Frame) -> int:
    """The ledger's present moment, in microseconds UTC."""
    return microseconds(frame.clock.now())


def say(lines: Iterable[str]) -> None:
    """Print lines for people."""
    for line in lines:
        tell(line)


@click.command()
@click.option(
    "--since", metavar="DAY", help="What changed since this day (2026-11-02), else since you last looked."
)
@click.option("--by", help="Whose forecasts; else your name in the settings.")
@styles
@pass_frame
def today(frame: Frame, since: str | None, by: str | None, style: Style | None) -> None:
    """What changed, what moved past your forecasts, what ends next, what waits for you."""
    from ledger.cli import today_page
    from ledger.record.today import today as read

    with frame.record() as record:
        page = read(record, now_us=now_us(frame), me=frame.me(by), since_us=_since(since))
        simulated = record.simulated
        doing = today_page.doing(record, page, me=frame.me(by))
    emit_lines(
        style,
        lines=today_page.lines(page, doing, simulated=simulated),
        rows=today_page.rows(page, doing, simulated=simulated),
        data=today_page.data(page, doing, simulated=simulated),
    )


def _since(day: str | None) -> int | None:
    if day is None:
        return None
    try:
        return microseconds(start_of(date.fromisoformat(day)))
    except ValueError as error:
        raise click.BadParameter(f"{day!r} is no day; write 2026-11-02.", param_hint="--since") from error


@click.command(cls=TurnedTerms)
@click.argument("words", nargs=-1)
@click.option("--sort", type=click.Choice(ORDERS), help="Else by end, the next first.")
@click.option("--view", metavar="NAME", help="A saved view; WORDS narrow it further.")
@click.option("--views", "list_views", is_flag=True, help="List the saved views.")
@click.option("--save", metavar="NAME", help="Save WORDS and the order as a view.")
@click.option(
    "--limit", type=click.IntRange(min=1), help=f"At most so many; a table shows {SHOWN} unless told."
)
@click.option("--by", help="Whose forecasts; else your name in the settings.")
@styles
@pass_frame
def questions(
    frame: Frame,
    words: tuple[str, ...],
    sort: Order | None,
    view: str | None,
    save: str | None,
    limit: int | None,
    by: str | None,
    style: Style | None,
    *,
    list_views: bool,
) -> None:
    """List questions. WORDS narrow it: lead tag:eci state:open by:NAME source:epoch stance:asserts ends<30d p>80%.

    kind:date, family:ID and from:PUBLICATION narrow it, too. A dash turns a term round: -tag:imputed. A plain word is looked for in the title, the id, the tags, the statement, the
    claim and its objections, and the asides.
    """
    from ledger.cli import views_page
    from ledger.cli.question_data import row_data
    from ledger.cli.question_page import HEADERS, row_cells
    from ledger.record import questions as listed
    from ledger.record.filtering import filter_from

    if list_views:
        views_page.show(frame, style)
        return
    now, me = now_us(frame), frame.me(by)
    text, order = views_page.asked(frame, words, sort, view)
    only = filter_from(text, now_us=now)
    if save:
        views_page.save(frame, save, text, order)
    with frame.record() as record:
        found = listed.ids(record, now_us=now, me=me, only=only, order=order)
        shown = found[: limit or (SHOWN if style is None else None)]
        rows = listed.pages(record, shown, now_us=now, me=me)
        simulated = record.simulated
    emit(
        style,
        headers=HEADERS,
        rows=[row_cells(row, simulated=simulated) for row in rows],
        data={
            "schema": 1,
            "simulated": simulated,
            "count": len(found),
            "questions": [row_data(row, simulated=simulated) for row in rows],
        },
    )
    if len(shown) < len(found):
        talk(f"{len(shown)} of {len(found)} questions. More with --limit.")
    if style is None and (lost := [row.id for row in rows if row.heading]):
        talk(f"! is likely to be annulled, or to need a person; why: fledger show {lost[0]}")


@click.command()
@click.argument("question")
@click.option(
    "--all", "everything", is_flag=True, help="The publication's figure and others' forecasts, too."
)
@click.option("--by", help="Whose forecasts; else your name in the settings.")
@styles
@pass_frame
def show(frame: Frame, question: str, *, everything: bool, by: str | None, style: Style | None) -> None:
    """One question with its criteria, claim, history, evidence and trail. A unique beginning of its id suffices.

    What others said is hidden until you answered, or the question closed: in --json it is null, and `hidden` says so.
    """
    from ledger.cli.question_data import page_data

    with frame.record() as record:
        page = _question_page(record, question, now=now_us(frame), me=frame.me(by), everything=everything)
    data = page_data(page)
    rows = [(name, value) for name, value in data.items() if not isinstance(value, list | dict)]
    emit_lines(style, lines=page.lines(), rows=rows, data=data)


def _question_page(record: Record, typed: str, *, now: int, me: str, everything: bool) -> QuestionPage:
    from ledger.cli.question_page import QuestionPage
    from ledger.record import forecasts, looks, rehearsals
    from ledger.record.alarms import alarms
    from ledger.record.bound import bound
    from ledger.record.detail import detail
    from ledger.record.finding import find_question
    from ledger.record.hidden import is_hidden
    from ledger.record.markets import markets_of
    from ledger.record.trail import trail

    id_ = find_question(record, typed)
    found = detail(record, id_, now_us=now, me=me)
    return QuestionPage(
        found,
        trail(record, id_),
        forecasts.of_question(record, id_, limit=SHOWN),
        rehearsals.history(record, id_),
        looks.looks_of(record, id_),
        simulated=record.simulated,
        hidden=is_hidden(found.row, now_us=now, revealed=everything),
        bound=bound(record, id_, me),
        markets=markets_of(record, id_),
        alarms=alarms(record),
    )


@click.command()
@click.option(
    "--exit-code",
    is_flag=True,
    help="Exit 1 when a source fails that questions hang on, a last day is long past, the daemon is silent or a duty of its fails, "
    "the clock is in doubt or the disk low; else 6 when a question waits for a person.",
)
@styles
@pass_frame
def status(frame: Frame, *, exit_code: bool, style: Style | None) -> None:
    """Is the ledger well: head, questions by state, looks due and failing, the daemon, the clock, the disk."""
    from ledger.cli import status_page
    from ledger.record.status import status as read

    with frame.record() as record:
        every = frame.settings.sweep_every // timedelta(microseconds=1)
        found = read(record, now_us=now_us(frame), sweep_every_us=every)
    emit_lines(
        style, lines=status_page.lines(found), rows=status_page.rows(found), data=status_page.data(found)
    )
    finish(status_page.exit_code(found) if exit_code else 0)
