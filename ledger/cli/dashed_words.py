"""A command some of whose words begin with a dash and are no options.

All else that begins with a dash stays an option, and a mistyped one is told as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click
from click.parser import _OptionParser

if TYPE_CHECKING:
    import re

    from click.parser import _ParsingState


class DashedWords(click.Command):
    """Takes what `dashed` matches for a value, wherever it stands."""

    dashed: ClassVar[re.Pattern[str]]

    def make_parser(self, ctx: click.Context) -> _OptionParser:
        """The parser of click, except that such a word is no option."""
        parser = _Parser(ctx, self.dashed)
        for param in self.get_params(ctx):
            param.add_to_parser(parser, ctx)
        return parser


class _Parser(_OptionParser):
    def __init__(self, ctx: click.Context, dashed: re.Pattern[str]) -> None:
        super().__init__(ctx)
        self._dashed = dashed

    # click goes by the first sign of a word alone, and leaves no other place to ask
    def _process_opts(self, arg: str, state: _ParsingState) -> None:
        if self._dashed.match(arg):
            state.largs.append(arg)
        else:
            super()._process_opts(arg, state)
