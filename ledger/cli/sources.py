"""`fledger sources`: the health of every look, one look whole, and taking what a source gives now as right."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from ledger.cli.asking import UNAVAILABLE
from ledger.cli.frame import Frame, Style, emit, emit_json, emit_lines, finish, pass_frame, styles, talk
from ledger.cli.reading import now_us, say
from ledger.errors import UsageError
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from ledger.cli.sources_page import LookPage
    from ledger.record.looks import LookRow
    from ledger.record.opening import Record

HISTORY = 20
REQUESTS = 6


class UnknownLookError(UsageError):
    """No look has this source or begins with this key, or several do where one is meant."""

    def __init__(self, typed: str, keys: tuple[str, ...]) -> None:
        which = (
            f"Several looks are meant by {typed!r}: {', '.join(key[:12] for key in keys)}." if keys else ""
        )
        super().__init__(which or f"No look is of a source {typed!r}, or begins so. See: fledger sources")


@click.group(invoke_without_command=True)
@click.option(
    "--looks", "by_look", is_flag=True, help="A line a look, with its latency, bytes and failures in a row."
)
@styles
@click.pass_context
@pass_frame
def sources(frame: Frame, context: click.Context, style: Style | None, *, by_look: bool) -> None:
    """How the sources are, a line each: looks, how many fail, questions, last good and next look, newest row, alarms.

    --looks tells every look of them, as --json always does.
    """
    if context.invoked_subcommand is not None:
        return
    from ledger.cli import sources_page
    from ledger.record.alarms import alarms
    from ledger.record.looks import endangered, hanging_by_source, hanging_counts, looks
    from ledger.record.unreached import unreached

    with frame.record() as record:
        found, held, simulated = looks(record), alarms(record), record.simulated
        hanging, counts = hanging_by_source(record), hanging_counts(record)
        danger = {one.look.look: len(one.questions) for one in endangered(record)}
        nobody = unreached(record).words
    emit(
        style,
        headers=sources_page.LOOK_HEADERS if by_look else sources_page.HEADERS,
        rows=[
            sources_page.cells(
                *(look, held.get(look.look, ())), counts.get(look.look, 0), danger.get(look.look, 0)
            )
            for look in found
        ]
        if by_look
        else sources_page.together(found, held, hanging),
        data={
            "schema": 1,
            "simulated": simulated,
            "unreached": list(nobody),
            "sources": [
                sources_page.look_data(look, held.get(look.look, ()))
                | {"hanging": counts.get(look.look, 0), "endangered": danger.get(look.look, 0)}
                for look in found
            ],
        },
    )
    for said in nobody:
        talk(said)
    if not found:
        talk("No source was looked at yet: fledger look looks at them.")


@sources.command()
@click.argument("name", metavar="NAME|LOOK")
@styles
@pass_frame
def show(frame: Frame, name: str, style: Style | None) -> None:
    """One look, or every look of a source: its alarms, what it read, and the questions that hang on it."""
    from ledger.cli import sources_page

    with frame.record() as record:
        pages = [_page(record, look, now_us(frame)) for look in _meant(record, name)]
        simulated = record.simulated
    if style == "json":
        emit_json({"schema": 1, "simulated": simulated, "looks": [page.data() for page in pages]})
        return
    if style == "plain":
        rows = [row for page in pages for row in sources_page.rows(page, simulated=simulated)]
        emit(style, headers=(), rows=rows, data=None)
        return
    for page in pages:
        say(sources_page.lines(page, simulated=simulated))


@sources.command("try")
@click.argument("name", metavar="LOOK")
@styles
@pass_frame
def try_(frame: Frame, name: str, style: Style | None) -> None:
    """Take LOOK now, with its params and for its days, and print what it reads; nothing is kept. Exit 4 without a reading."""
    from ledger.cli.tried_page import print_tried, state_of
    from ledger.wiring import try_look

    with frame.record() as record:
        one, simulated = _one(_meant(record, name), name), record.simulated
    looked = asyncio.run(try_look(frame.settings, frame.clock, one, simulated=simulated))[0]
    print_tried(looked, style, simulated=simulated, more={"simulated": simulated})
    finish(0 if state_of(looked) == "reading" else UNAVAILABLE)


@sources.command()
@click.argument("name", metavar="LOOK")
@styles
@pass_frame
def accept(frame: Frame, name: str, style: Style | None) -> None:
    """Take the series, unit and value that LOOK reads now as right: the alarms about them are over."""
    from ledger.resolution.looking.accepting import accept_alarms

    with frame.record() as record:
        one = _one(_meant(record, name), name)
    with frame.journal() as journal:
        kinds = accept_alarms(journal, one.look)
    over, short = [kind.replace("_", " ") for kind in kinds], one.look[:12]
    reads = clean_line(one.identity or "never read")
    emit_lines(
        style,
        lines=[f"{one.source}  {short}  {reads}: {', '.join(over) or 'no alarm'} over"],
        rows=[(short, "alarm over", kind) for kind in over],
        data={
            "schema": 1,
            "look": one.look,
            "source": one.source,
            "reads": one.identity,
            "over": list(kinds),
        },
    )


def _meant(record: Record, typed: str) -> tuple[LookRow, ...]:
    from ledger.record.looks import looks

    found = tuple(look for look in looks(record) if look.source == typed or look.look.startswith(typed))
    if not found:
        raise UnknownLookError(typed, ())
    return found


def _one(found: tuple[LookRow, ...], typed: str) -> LookRow:
    """The one look that is meant. Raises UnknownLookError."""
    if len(found) > 1:
        raise UnknownLookError(typed, tuple(look.look for look in found))
    return found[0]


def _page(record: Record, look: LookRow, now: int) -> LookPage:
    from ledger.cli.sources_page import LookPage
    from ledger.record.alarms import alarms
    from ledger.record.heading import headings
    from ledger.record.looks import endangered, hanging_on
    from ledger.record.markets import shown_with
    from ledger.record.trail import evidence_of_look
    from ledger.record.values import values_of

    hanging = hanging_on(record, look.look)
    where_to = headings(record, [one.question for one in hanging], now_us=now)
    return LookPage(
        look,
        alarms(record).get(look.look, ()),
        hanging,
        where_to,
        values_of(record, look.look, limit=HISTORY),
        shown_with(record, look.look),
        evidence_of_look(record, look.look, limit=REQUESTS),
        next((one.questions for one in endangered(record) if one.look.look == look.look), ()),
    )
