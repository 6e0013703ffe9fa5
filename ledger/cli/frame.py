"""What every command shares: whose ledger, what time it is there, and three ways to print.

stdout is data, stderr is talk. A table is for people, `--plain` for pipes (tabs), `--json` for programs. Whatever of it
is text passes `clean` in `tell` or `talk`, and nothing is printed in another way.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import isfinite, isnan
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

    from ledger.clock import Clock
    from ledger.journal.append import Journal
    from ledger.record.opening import Record
    from ledger.settings import Settings

Style = Literal["table", "plain", "json"]


@dataclass
class Frame:
    """The options that stand before every command, and what follows from them, opened when used."""

    home: Path | None = None
    now_text: str | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings of this home."""
        from ledger.settings import read_settings

        return read_settings(self.home)

    @cached_property
    def clock(self) -> Clock:
        """The real clock; in a simulated ledger, `--now` or the time of its last entry."""
        from ledger.wiring import clock_of

        return clock_of(self.settings.ledger, self.now_text)

    @cached_property
    def simulated(self) -> bool:
        """Whether this home's ledger is one whose outcomes are invented; False where none can be read."""
        from ledger.errors import LedgerError

        try:
            with self.record() as record:
                return record.simulated
        except LedgerError:
            return False

    def settle(self, home: Path) -> None:
        """Go to another home, and read what holds there."""
        self.home = home
        for read in ("settings", "clock", "simulated"):
            self.__dict__.pop(read, None)

    def record(self) -> Record:
        """The ledger, for reading. Raises NoLedgerError."""
        from ledger.wiring import open_record

        return open_record(self.settings)

    def journal(self) -> Journal:
        """The ledger, for writing. Raises NoLedgerError."""
        from ledger.wiring import open_journal

        return open_journal(self.settings, self.clock)

    def me(self, by: str | None = None) -> str:
        """Who acts: `--by`, else the name in the settings, without stray spaces. Declared, not proved. Raises UsageError."""
        from ledger.journal.names import tidy

        return tidy(self.settings.me if by is None else by)


pass_frame = click.make_pass_decorator(Frame, ensure=True)


def styles(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--json` and `--plain`; the command gets `style`."""
    for flag, value, text in (
        ("--plain", "plain", "One record a line, tabs between."),
        ("--json", "json", "JSON."),
    ):
        command = click.option(flag, "style", flag_value=value, type=str, help=text)(command)
    return command


def emit(
    style: Style | None, *, headers: Sequence[str], rows: Iterable[Sequence[object]], data: object
) -> None:
    """Print rows as a table or with tabs, or `data` as JSON with its schema number."""
    if style == "json":
        emit_json(data)
    elif style == "plain":
        for row in rows:
            tell("\t".join(_flat(cell) for cell in row))
    else:
        tell(table(headers, rows))


def emit_lines(
    style: Style | None, *, lines: Iterable[str], rows: Iterable[Sequence[object]], data: object
) -> None:
    """Print what is no table: sentences for people, rows with tabs, or `data` as JSON with its schema number."""
    match style:
        case "json" | "plain":
            emit(style, headers=(), rows=rows, data=data)
        case _:
            for line in lines:
                tell(line)


def emit_json(data: object) -> None:
    """One JSON document on stdout, all ASCII, so that nothing in it acts on a terminal; decimals as numbers.

    An object of a simulated ledger says so. An infinite number is null, with the word in a field beside it: `value`
    null, `value_is` "infinite" or "minus infinite".
    """
    made = _without_infinity(_marked(data))
    indent = 2 if sys.stdout.isatty() else None
    tell(json.dumps(made, default=_plain_value, ensure_ascii=True, allow_nan=False, indent=indent))


def _marked(data: object) -> object:
    """The object, saying `simulated` wherever the command's ledger is."""
    context = click.get_current_context(silent=True)
    frame = context.find_object(Frame) if context else None
    if frame is None or not isinstance(data, dict) or not frame.simulated:
        return data
    return {**data, "simulated": True}


def _without_infinity(value: object) -> object:
    match value:
        case dict():
            plain = {key: _without_infinity(one) for key, one in value.items()}
            return plain | {f"{key}_is": word for key, one in value.items() if (word := _infinite(one))}
        case list() | tuple():
            return [_without_infinity(one) for one in value]
        case _:
            return None if _infinite(value) else value


def _infinite(value: object) -> str | None:
    if not isinstance(value, float) or isfinite(value):
        return None
    return "not a number" if isnan(value) else "infinite" if value > 0 else "minus infinite"


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    width: int | None = None,
    *,
    whole: Collection[str] = (),
) -> str:
    """Columns padded to their widest cell, made to fit the line; those named `whole` are never cut."""
    from ledger.cli.fitting import fitted

    lines = [[_flat(cell) for cell in row] for row in rows]
    return "\n".join(fitted(headers, lines, width or _room(), whole))


def _room() -> int | None:
    """The terminal's width, and COLUMNS where it is set; None on any other pipe, where nothing is cut."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size().columns
    return None


def _flat(cell: object) -> str:
    """One cell on one line, with nothing in it that acts on a terminal."""
    from ledger.questions.clean import clean

    return "" if cell is None else " ".join(clean(str(cell)).split())


def _plain_value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def tell(text: str, *, nl: bool = True, keep: str | None = None) -> None:
    """Print what was asked for, on stdout. `keep` is a sign that stays although nobody sees it: Markdown has one."""
    from ledger.questions.clean import clean

    parts = text.split(keep) if keep else [text]
    click.echo((keep or "").join(clean(part) for part in parts), nl=nl)


def talk(sentence: str) -> None:
    """Say something to the person, on stderr."""
    from ledger.questions.clean import clean

    click.echo(clean(sentence), err=True)


def finish(code: int) -> None:
    """End with this exit code, if it is not 0."""
    if code:
        sys.exit(code)
