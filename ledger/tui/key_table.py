"""`python -m ledger.tui.key_table [FILE]`: the table of keys in docs/app.md, from the commands themselves.

With a file, what stands there between the two marks is written anew.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from textual.keys import format_key

from ledger.tui.commands.command import Command

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGINS = "<!-- keys: made by python -m ledger.tui.key_table -->"
ENDS = "<!-- end of keys -->"


def table() -> str:
    """Every command: key, what it does, name in a keymap; those of one screen together, the whole app's first."""
    rows = (_row(each) for each in sorted(_commands(), key=lambda one: (_place(one) != "app", _place(one))))
    return "\n".join(("| key | does | name in a keymap |", "|---|---|---|", *rows))


def _commands() -> Iterator[type[Command]]:
    """Module by module, in the order they are written there."""
    package = import_module("ledger.tui.commands")
    for found in iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{found.name}")
        named = (
            each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Command)
        )
        yield from (
            each for each in named if each.__module__ == module.__name__ and each.__dict__.get("NAME")
        )


def _row(command: type[Command]) -> str:
    tells = f": {command.TELLS}" if command.TELLS else ""
    says = f"{command.SAYS}{tells}".replace("|", "\\|")
    return f"| {_keys(command)} | {says} | `{command.NAME}` |"


def _place(command: type[Command]) -> str:
    return command.NAME.partition(".")[0]


def _keys(command: type[Command]) -> str:
    """Those that work in a list, then the one that works while a field has the focus."""
    shown = [f"`{_shown(key)}`" for key in command.KEYS.split(",")]
    typing = f"; in a field `{_shown(command.TYPING)}`" if command.TYPING else ""
    return " ".join(shown).replace("|", "\\|") + typing


def _shown(key: str) -> str:
    """As it is written on keyboards."""
    named = key.startswith("ctrl+") or key in {"enter", "backspace", "escape", "tab", "space"}
    return key if named else format_key(key)


def renewed(text: str) -> str:
    """A page with its table as it is now. Raises ValueError where the marks are not there."""
    before, begins, rest = text.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not (begins and ends):
        raise ValueError(f"{BEGINS} and {ENDS} stand around the table.")
    return f"{before}{begins}\n\n{table()}\n\n{ends}{after}"


def main(words: list[str]) -> None:
    """Print the table, or write it into a page."""
    if not words:
        sys.stdout.write(table() + "\n")
    for word in words:
        path = Path(word)
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
