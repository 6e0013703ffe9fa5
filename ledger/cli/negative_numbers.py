"""A command whose values may be below nought: -20, -2..8 and -.5 are typed as they are, unquoted.

No option here begins with a digit, so what looks like a number is one. All else that begins with a dash stays an
option, and a mistyped one is told as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from click.parser import _OptionParser

if TYPE_CHECKING:
    from click.parser import _ParsingState

NEGATIVE = re.compile(r"-\.?[0-9]")


class NegativeNumbers(click.Command):
    """Takes what begins like a negative number for a value, wherever it stands."""

    def make_parser(self, ctx: click.Context) -> _OptionParser:
        """The parser of click, except that a negative number is no option."""
        parser = _Parser(ctx)
        for param in self.get_params(ctx):
            param.add_to_parser(parser, ctx)
        return parser


class _Parser(_OptionParser):
    # click goes by the first sign of a word alone, and leaves no other place to ask
    def _process_opts(self, arg: str, state: _ParsingState) -> None:
        if NEGATIVE.match(arg):
            state.largs.append(arg)
        else:
            super()._process_opts(arg, state)
