"""`fledger app`: opens the terminal app; where there is no terminal that can show one, the same in plain lines."""

from __future__ import annotations

import gc
import os
import sys

import click

from ledger.cli.frame import Frame, pass_frame, talk
from ledger.errors import UsageError


class NoThemeError(UsageError):
    """A theme was asked for by a name that none has."""


@click.command()
@click.option(
    "--theme", metavar="NAME", help="evening, morning, terminal (its own colours), or any theme of Textual."
)
@click.option(
    "--ascii",
    "ascii_only",
    is_flag=True,
    help="Draw with ASCII alone; so it is where the terminal is no UTF-8.",
)
@pass_frame
def app(frame: Frame, theme: str | None, *, ascii_only: bool) -> None:
    """Open the terminal app."""
    if because := why_not(os.environ.get("TERM"), terminal=sys.stdout.isatty() and sys.stdin.isatty()):
        talk(f"The app needs a full terminal; {because}. The same in plain lines, as fledger today:")
        _in_lines(frame)
        return
    # Nothing made while modules load is garbage, and looking for it costs a fifth of the time to the first paint;
    # the app turns this on again when it has painted.
    gc.disable()
    _open(frame, theme, ascii_only=ascii_only)


def _in_lines(frame: Frame) -> None:
    from ledger.cli.reading import today

    today.main(args=[], obj=frame, standalone_mode=False)


def _open(frame: Frame, theme: str | None, *, ascii_only: bool) -> None:
    from ledger.clock import SetClock
    from ledger.tui.ahead import Ahead
    from ledger.tui.desk import Desk

    # only the clock of a simulated ledger stands still: the first frame has its banner, and nothing moves down for it
    desk = Desk(frame.settings, frame.clock, simulated=isinstance(frame.clock, SetClock))
    ahead = Ahead.of(desk)
    from ledger.settings import light_terminal, without_colour
    from ledger.tui.app import app_for
    from ledger.tui.themes import Looks, no_theme

    if theme and (wrong := no_theme(theme)):
        raise NoThemeError(wrong)
    looks = Looks(
        theme,
        ascii_only or (sys.stdout.encoding or "").lower().replace("-", "") != "utf8",
        colours=not without_colour(os.environ),
        light=light_terminal(os.environ),
    )
    app = app_for(desk, looks, ahead)
    left_for = app.run()
    if app.return_code:
        sys.exit(app.return_code)  # it broke; Textual has said how
    if count := len(app.drafts.kept):
        kept = "1 draft is" if count == 1 else f"{count} drafts are"
        talk(f"{kept} kept; fledger app shows {'it' if count == 1 else 'them'} again.")
    if left_for == "demo":
        from ledger.cli.demo import show_aside

        show_aside(frame)


def why_not(term: str | None, *, terminal: bool) -> str | None:
    """Why no app can be shown here, or None.

    >>> why_not("dumb", terminal=True)
    'TERM is "dumb"'
    """
    if not terminal:
        return "this is a pipe or a file"
    return 'TERM is "dumb"' if term == "dumb" else None
