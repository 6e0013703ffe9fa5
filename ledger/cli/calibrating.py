"""`fledger calibration`: how forecasts compare with what happened. numpy is loaded when it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, emit_json, pass_frame, styles
from ledger.cli.origin import origin, say_origin
from ledger.cli.reading import now_us, say
from ledger.cli.standing import scored_one
from ledger.standing.calibration.names import ASKED_AS, BYS, FORECASTER, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ledger.cli.calibration_head import Head
    from ledger.record.opening import Record
    from ledger.standing.calibration.names import By, Kind, Which
    from ledger.standing.calibration.slices import Slice
    from ledger.standing.calibration.taken import Read
    from ledger.standing.histories import Choice

NEXT = 5
_WHICH: Mapping[str, Which] = {"first": "first", "middle": "middle", "last": "last"}
_KINDS: Mapping[str, Kind] = {name: name for name in KINDS}
_BYS: Mapping[str, By] = {name: name for name in BYS}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options ask for; `own` where it is the reader's. `ended_by_us` leaves out questions whose scheduled end is still to come."""

    who: str
    own: bool
    choice: Choice
    which: Which
    now_us: int
    on_schedule: bool
    folded: bool
    anyway: bool

    @property
    def ended_by_us(self) -> int | None:
        """The moment by which a question's scheduled end must have passed, if it must."""
        return self.now_us if self.on_schedule else None


@dataclass(frozen=True, slots=True)
class Printed:
    """One report in all three forms: for people, for pipes, for programs."""

    lines: Iterable[str]
    rows: Iterable[tuple[object, ...]]
    data: Callable[[], Mapping[str, object]]


@click.command()
@click.option("--by", help="Whose calibration; else yours.")
@click.option(
    "--kind", type=click.Choice([*KINDS]), default=KINDS[0], show_default=True, help="Which forecasts."
)
@click.option(
    "--slice", "by_what", type=click.Choice([*BYS, FORECASTER]), help="A line for each part, by this."
)
@click.option("--folded", is_flag=True, help="The curve from 50 to 100 %: how sure, and how often right.")
@click.option(
    "--which",
    type=click.Choice([*_WHICH]),
    default="middle",
    show_default=True,
    help="Which forecast of each question: the first that counted, the middle one by time, or the last.",
)
@click.option("--on-schedule", is_flag=True, help="Only questions whose scheduled end has passed.")
@click.option(
    "--claimed", is_flag=True, help="Take forecasts, too, whose time is only the forecaster's word."
)
@click.option("--anyway", is_flag=True, help="Show more than the number of families bears.")
@styles
@pass_frame
def calibration(
    frame: Frame,
    by: str | None,
    kind: str,
    by_what: str | None,
    which: str,
    *,
    folded: bool,
    on_schedule: bool,
    claimed: bool,
    anyway: bool,
    style: Style | None,
) -> None:
    """How your chances compare with what happened, as far as their number bears it."""
    from ledger.standing.histories import Choice

    if by_what is not None and (kind != KINDS[0] or folded):
        raise click.UsageError("--slice goes with yes/no forecasts, and not with --folded.")
    with frame.record() as record:
        asked = Asked(
            who=scored_one(frame, record, by),
            own=frame.me(by) == frame.me(),
            choice=Choice(claimed=claimed),
            which=_WHICH[which],
            now_us=now_us(frame),
            on_schedule=on_schedule,
            folded=folded,
            anyway=anyway,
        )
        head = origin(record)
        printed = _printed(record, asked, _KINDS[kind], by_what)
        if style == "json":
            emit_json({**head, "on_schedule": on_schedule, **printed.data()})
        elif style == "plain":
            emit(style, headers=(), rows=printed.rows, data=None)
        else:
            say(printed.lines)
    say_origin(head, style)


def _printed(record: Record, asked: Asked, kind: Kind, by_what: str | None) -> Printed:
    from ledger.standing.calibration.taken import read

    if by_what == FORECASTER:
        return _everybody(record, asked)
    found = read(record, asked.who, choice=asked.choice)
    head = _head(record, found, asked, kind)
    if by_what is not None:
        return _sliced(record, found, asked, head, _BYS[by_what])
    match kind:
        case "yes-no":
            return _yes_no(record, found, asked, head)
        case "numbers":
            return _numbers(record, found, asked, head)
        case "options":
            return _options(record, found, asked, head)


def _head(record: Record, found: Read, asked: Asked, kind: Kind) -> Head:
    from ledger.cli.calibration_head import Head
    from ledger.standing.calibration.head_words import Whose
    from ledger.standing.calibration.taken import scored_families, spoken
    from ledger.standing.denominator import panel_of

    scored = scored_families(record, found)
    ends = [end for end in found.ends if end.kind in ASKED_AS[kind]]
    own = {end.id: scored[end.id] for end in ends if end.id in scored}
    return Head(
        whose=Whose(asked.who, own=asked.own),
        kind=kind,
        panel=panel_of(record, asked.who, ends, spoken(found), own, now_us=asked.now_us),
        others=len(scored) - len(own),
        on_schedule=asked.on_schedule,
        simulated=record.simulated,
    )


def _yes_no(record: Record, found: Read, asked: Asked, head: Head) -> Printed:
    from ledger.cli import calibration_page as page
    from ledger.record.changes import ends_next
    from ledger.standing.calibration.report import calibration_of

    report = calibration_of(
        record,
        found,
        which=asked.which,
        anyway=asked.anyway,
        fold=asked.folded,
        ended_by_us=asked.ended_by_us,
    )
    few = report.block is None
    ends = ends_next(record, now_us=asked.now_us, days=90, kinds=ASKED_AS["yes-no"])[:NEXT] if few else ()
    return Printed(
        page.lines(report, head, ends),
        page.plain_rows(report, simulated=head.simulated),
        lambda: page.data(report, head),
    )


def _numbers(record: Record, found: Read, asked: Asked, head: Head) -> Printed:
    from ledger.cli import numbers_page as page
    from ledger.standing.calibration.numbers import numbers_calibration

    report = numbers_calibration(
        record, found, which=asked.which, anyway=asked.anyway, ended_by_us=asked.ended_by_us
    )
    return Printed(
        page.lines(report, head),
        page.plain_rows(report, simulated=head.simulated),
        lambda: page.data(report, head),
    )


def _options(record: Record, found: Read, asked: Asked, head: Head) -> Printed:
    from ledger.cli import options_page as page
    from ledger.standing.calibration.options import options_calibration

    report = options_calibration(
        record, found, which=asked.which, anyway=asked.anyway, ended_by_us=asked.ended_by_us
    )
    return Printed(
        page.lines(report, head),
        page.plain_rows(report, simulated=head.simulated),
        lambda: page.data(report, head),
    )


def _sliced(record: Record, found: Read, asked: Asked, head: Head, by: By) -> Printed:
    from ledger.cli.calibration_head import head_data, head_lines
    from ledger.standing.calibration.slices import slices
    from ledger.standing.calibration.taken import said

    every = said(found.histories, asked.which)
    kept = [one for one in every if not asked.on_schedule or one.question.closes_us <= asked.now_us]
    made = slices(record, kept, by, anyway=asked.anyway)
    top = tuple(head_lines(head, asked.which, waiting=len(every) - len(kept)))
    return _slices_printed(record, by, made, top, head_data(head))


def _everybody(record: Record, asked: Asked) -> Printed:
    from ledger.standing.calibration.slices import by_forecaster

    made = by_forecaster(
        record, choice=asked.choice, which=asked.which, ended_by_us=asked.ended_by_us, anyway=asked.anyway
    )
    top = ("--on-schedule: only questions whose scheduled end has passed.",) if asked.on_schedule else ()
    return _slices_printed(record, FORECASTER, made, top, {})


def _slices_printed(
    record: Record, by: str, made: tuple[Slice, ...], head: tuple[str, ...], data: Mapping[str, object]
) -> Printed:
    from ledger.cli import slices_page as page

    simulated = record.simulated
    return Printed(
        (*head, *page.lines(by, made, simulated=simulated)),
        page.plain_rows(made, simulated=simulated),
        lambda: {**data, "by": by, "slices": page.data(made)},
    )
