"""`--evidence`, the one option for what shows an outcome; its help says where nothing is done without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.decorators import FC

SHOWS = "What shows it: a web address, or a file whose bytes are kept."


def evidence(*, needed_but: str | None = None) -> Callable[[FC], FC]:
    """The option; with `needed_but` it is required, except for what these words name, which only the act itself can tell."""
    needed = f"  [required, but for {needed_but}]" if needed_but else ""
    return click.option("--evidence", metavar="URL|FILE", help=f"{SHOWS}{needed}")
