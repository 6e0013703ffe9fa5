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

from ledger.tui.commands.command import every_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.tui.commands.command import Command

BEGINS = "<!-- keys: made by python -m ledger.tui.key_table -->"
ENDS = "<!-- end of keys -->"


def table() -> str:
    """Every command: key, name in a keymap, what it does; those of one screen together, the whole app's first."""
    package = import_module("ledger.tui.commands")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    commands = [each for each in every_command().values() if each.__module__.startswith(package.__name__)]
    return "\n".join(("| key | does | name in a keymap |", "|---|---|---|", *_rows(commands)))


def _rows(commands: list[type[Command]]) -> Iterator[str]:
    for each in sorted(commands, key=lambda one: (_place(one) != "app", _place(one))):
        tells = f": {each.TELLS}" if each.TELLS else ""
        says = f"{each.SAYS}{tells}".replace("|", "\\|")
        yield f"| {_keys(each)} | {says} | `{each.NAME}` |"


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
