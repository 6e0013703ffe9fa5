"""`--why`, the one option for a reason. `--reason` is taken as well, and shown nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.parser import _OptionParser

SAME = "--reason"


class Why(click.Option):
    """The option, which also hears to `--reason`."""

    def add_to_parser(self, parser: _OptionParser, ctx: click.Context) -> None:
        """As click's, with one name more."""
        super().add_to_parser(parser, ctx)
        parser.add_option(self, [SAME], self.name, action="store", nargs=1)
