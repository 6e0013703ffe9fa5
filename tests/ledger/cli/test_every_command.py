"""Every command that shows something shows it as a table or sentences, for pipes, and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.main import COMMANDS, fledger

if TYPE_CHECKING:
    from collections.abc import Iterator

WITHOUT = {
    "app": "is the app; on a pipe it is today, which has both",
    "demo": "opens the app, or prints the pages of other commands one after another",
    "new": "writes files and prints their paths, a line each",
    "schema": "prints one JSON document as it is",
    "run": "is a process that logs JSON on stderr",
    "init": "makes a ledger and prints its path",
    "export journal": "writes a file of JSON Lines",
    "export forecasts": "writes a table in the form that --format says",
    "export questions": "writes a table in the form that --format says",
    "export scores": "writes a table in the form that --format says",
    "export calibration": "writes a table in the form that --format says",
    "import journal": "makes a ledger, and shows nothing",
    "backup": "writes a file, and shows nothing",
    "restore": "puts a file in its place, and shows nothing",
}
"""The commands that show nothing of the ledger in words of their own, and why."""


def every(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """A command and those in its group; a group that only leads to others shows nothing."""
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield name, command
    if isinstance(command, click.Group):
        for word, each in command.commands.items():
            yield from every(each, f"{name} {word}")


def takes(command: click.Command) -> set[str]:
    return {option for param in command.params for option in param.opts}


def test_every_command_that_shows_something_has_plain_and_json() -> None:
    context = click.Context(fledger)
    found = dict[str, click.Command]()
    for name in COMMANDS:
        command = fledger.get_command(context, name)
        assert command is not None
        found.update(every(command, name))
    assert {"sources", "sources try", "review confirm", "import table"} <= found.keys()
    lacking = {name for name, command in found.items() if not takes(command) >= {"--plain", "--json"}}
    assert lacking == WITHOUT.keys()
