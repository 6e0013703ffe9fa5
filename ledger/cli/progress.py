"""Progress on stderr, for what takes over a second on a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUIET_FOR = 1.0
"""Seconds before anything is shown."""


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """What is called with a growing number; it is shown, with its word, once a second has passed."""
    began, shown = monotonic(), [0]

    def told(number: int) -> None:
        if sys.stderr.isatty() and monotonic() - began > QUIET_FOR:
            shown[0] = number
            click.echo(f"\r{number} {what}", nl=False, err=True)

    yield told
    if shown[0]:
        click.echo(err=True)


def so_far(what: str, done: int, whole: int) -> None:
    """How far it is, over what was shown before; the last word stays."""
    click.echo(f"\r{what} {done:,} of {whole:,}", nl=done >= whole, err=True)
