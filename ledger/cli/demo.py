"""`fledger demo`: a simulated ledger, offline."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, pass_frame, talk, tell
from ledger.clock import moment
from ledger.questions.clean import clean_line
from ledger.questions.units import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime


@click.command()
@click.option("--plain", is_flag=True, help="Print what came of it instead of opening the app.")
@pass_frame
def demo(frame: Frame, *, plain: bool) -> None:
    """Let three invented years pass over the shipped questions, then look around.

    Kept in --home or FLEDGER_HOME when one is given (new, or an earlier demo's), else in a folder whose path it prints.
    """
    named = frame.settings.origins[0].origin != "the platform's data folder"
    frame.settle(frame.settings.home if named else aside())
    _played(frame)
    if plain or not (sys.stdout.isatty() and sys.stdin.isatty()):
        _print(frame)
    else:
        _run(frame, ["app"])


def aside() -> Path:
    """A folder of the demo's own: the home a person keeps is never used for invented data unless they name it."""
    return Path(tempfile.mkdtemp(prefix="fledger-demo-"))


def show_aside(frame: Frame) -> None:
    """The demo in a folder of its own, then its app: for somebody who has no ledger yet and looks around first."""
    frame.settle(aside())
    _played(frame)
    _run(frame, ["app"])


def _played(frame: Frame) -> None:
    """Let the years pass, unless an earlier demo did. Raises UsageError for a real ledger."""
    from ledger.errors import UsageError

    settings = frame.settings
    if settings.ledger.exists():
        with frame.record() as record:
            if not record.simulated:
                raise UsageError(
                    f"{settings.home} holds a real ledger; give the demo a folder of its own: --home DIR"
                )
        return
    from ledger.demo.story import BEGINS, ENDS, STEP, play

    steps = (ENDS - BEGINS) // STEP + 1
    with _progress(steps) as step:
        _, told = play(settings.home, step)
    frame.settle(settings.home)
    talk(
        f"{counted(told.steps, 'week')}, {counted(told.requests, 'request')}, {counted(told.forecasts, 'forecast')}, "
        f"{counted(told.resolved, 'question')} resolved."
        f" All of it invented. The ledger: {settings.home}"
    )


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[datetime], None]]:
    """A bar on stderr that names the simulated day."""
    with click.progressbar(
        length=steps, label="2026-05-14", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def step(at: datetime) -> None:
            bar.label = at.date().isoformat()
            bar.update(1)

        yield step


def _print(frame: Frame) -> None:
    """What the app would show first: calibration, claims, and what was resolved and why."""
    for words in (["calibration"], ["claims"]):
        tell(f"\n== fledger {' '.join(words)} ==\n")
        _run(frame, words)
    tell("\n== what was resolved, and why ==\n")
    _print_reasons(frame)


def _print_reasons(frame: Frame) -> None:
    from ledger.cli.words import outcome
    from ledger.record.reasons import reasons

    with frame.record() as record:
        for one in reasons(record):
            day = moment(one.resolved_at).date()
            what = outcome(one.outcome, one.unit, simulated=record.simulated)
            tell(f"{day}  {one.question}: {what}, confirmed by {one.confirmed}")
            tell(f"            {clean_line(one.why)} ({counted(one.readings, 'reading')} kept)")


def _run(frame: Frame, words: list[str]) -> None:
    from ledger.cli.main import fledger

    fledger.main(args=words, obj=frame, standalone_mode=False, prog_name="fledger")
