"""`fledger app`: opens the terminal app, where there is a terminal that can show one."""

from __future__ import annotations

import gc
import os
import sys

import click

from ledger.cli.frame import Frame, pass_frame
from ledger.errors import UsageError


class NoScreenError(UsageError):
    """The app needs a terminal that moves its cursor."""

    def __init__(self, because: str) -> None:
        super().__init__(f"The app needs a full terminal; {because}. The same in plain lines: fledger today")


@click.command()
@click.option(
    "--ascii",
    "ascii_only",
    is_flag=True,
    help="Draw with ASCII alone; so it is where the terminal is no UTF-8.",
)
@pass_frame
def app(frame: Frame, *, ascii_only: bool) -> None:
    """Open the terminal app."""
    if because := why_not(os.environ.get("TERM"), terminal=sys.stdout.isatty() and sys.stdin.isatty()):
        raise NoScreenError(because)
    # Nothing made while modules load is garbage, and looking for it costs a fifth of the time to the first paint;
    # the app turns this on again when it has painted.
    gc.disable()
    from ledger.tui.app import app_for
    from ledger.tui.desk import Desk

    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    left_for = app_for(Desk(frame.settings, frame.clock), ascii_only=ascii_only or not utf8).run()
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
