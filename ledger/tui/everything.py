"""The palette: what the keys of this screen do, then the commands of the whole app and its themes, then the questions."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits

from ledger.tui.commands.anywhere import GoTo
from ledger.tui.commands.command import command_of
from ledger.tui.ink import safe
from ledger.tui.palette import QuestionProvider
from ledger.tui.screens.closes_once import in_front
from ledger.tui.themes import names
from ledger.tui.widgets.key_line import plainer
from ledger.tui.widgets.part_line import PartLine
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import ActiveBinding
    from textual.events import Click
    from textual.message import Message
    from textual.screen import Screen
    from textual.widgets import Input, OptionList

    from ledger.tui.app import LedgerApp
    from ledger.tui.commands.command import Command

ABOVE_QUESTIONS = 2.0
"""What a command that fits is ahead of a question that fits, whose score is at most 1."""


def key_commands(screen: Screen[object]) -> Iterator[SystemCommand]:
    """A command for every key of the screen and the app that works now, whether the bottom line has room for it or not.

    What can be done here comes first, other screens last.
    """
    found: dict[str, ActiveBinding] = {}
    for bound in screen.active_bindings.values():
        known = found.get(bound.binding.action)
        if bound.enabled and (known is None or plainer(bound.binding, known.binding)):
            found[bound.binding.action] = bound
    ours = [(each, bound) for bound in found.values() if (each := command_of(bound.binding.action))]
    for each, (node, binding, _, _) in sorted(ours, key=lambda one: issubclass(one[0], GoTo)):
        told = f"key {screen.app.get_key_display(binding)}"
        yield SystemCommand(_title(each), told, partial(screen.app.run_action, binding.action, node))


def part_commands(screen: Screen[object]) -> Iterator[SystemCommand]:
    """A command for every part of a page that names its parts. The palette reads markup, so a name with a bracket is none."""
    for sheet in screen.query(Sheet) if screen.query(PartLine) else ():
        names = (name for _, name in sheet.parts if "[" not in name)
        yield from (
            SystemCommand(f"To: {safe(name)}", "a part of this page", partial(sheet.go_to_part, name))
            for name in names
        )


def commands(app: LedgerApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """The keys of the screen first, then the parts of its page, then a picture."""
    yield from key_commands(screen)
    yield from part_commands(screen)
    yield SystemCommand("Screenshot", "an SVG file in the folder this was started in", app.keep_picture)


def theme_commands(app: LedgerApp) -> Iterator[SystemCommand]:
    """A command for every theme, to be found by its name; they are too many to be listed before anything is typed."""
    for name in names():
        yield SystemCommand(f"Theme: {name}", "the colours of the app", partial(setattr, app, "theme", name))


def _title(command: type[Command]) -> str:
    """Its short name and what it does, so that it is found by either."""
    if issubclass(command, GoTo):
        return f"Go to {command.TITLE}"
    return f"{command.SAYS}: {command.TELLS}" if command.TELLS else command.SAYS


class Palette(CommandPalette):
    """Textual's, which would close twice, and run a command twice, for two quick keys or clicks."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """As Textual's, once."""
        return super().dismiss(result) if in_front(self) else AwaitComplete()

    def on_click(self, event: Click) -> None:
        """The second of two clicks finds it closed."""
        self._once(event)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The second Enter finds it closed."""
        self._once(event)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """So does a second choice."""
        self._once(event)

    def _once(self, event: Message) -> None:
        if not in_front(self):
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        # a list that was filled a moment ago has laid out no lines yet, and Textual asks for one by its number
        with suppress(KeyError):
            super()._action_command_list(action)


class Everything(QuestionProvider):
    """One provider, because several would answer in any order."""

    async def discover(self) -> Hits:
        """Commands, then what ends next."""
        for title, told, do, _shown in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(title, do, help=told)
        async for hit in super().discover():
            yield hit

    async def search(self, query: str) -> Hits:
        """Commands and themes whose name fits, then questions that hold every word."""
        matcher = self.matcher(query)
        every = (*self.app.get_system_commands(self.screen), *theme_commands(self.ledger_app))
        for title, told, do, _shown in every:
            if (score := matcher.match(title)) > 0:
                yield Hit(score + ABOVE_QUESTIONS, matcher.highlight(title), do, help=told)
        async for hit in super().search(query):
            yield hit
