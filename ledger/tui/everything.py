"""The palette: what can be done, in groups that begin with this screen, then the questions."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits
from textual.content import Content
from textual.widgets.option_list import Option

from ledger.tui.offers import offers, theme_offers
from ledger.tui.palette import QuestionProvider
from ledger.tui.screens.closes_once import in_front

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.command import Command as PaletteCommand
    from textual.command import CommandList
    from textual.events import Click
    from textual.message import Message
    from textual.screen import Screen
    from textual.widgets import Input, OptionList

    from ledger.tui.app import LedgerApp
    from ledger.tui.offers import Offer

ABOVE_QUESTIONS = 2.0
"""What a command that fits is ahead of a question that fits, whose score is at most 1."""

QUIET = "dim not bold"
"""How Textual itself sets what is said of a command."""

KEY = 5
"""Cells of the column of keys."""


def commands(app: LedgerApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """What can be chosen, as Textual wants it."""
    for one in offers(app, screen):
        yield SystemCommand(one.title, f"key {one.key}" if one.key else "", one.do)


@dataclass
class Grouped(DiscoveryHit):
    """One of a list that has groups."""

    group: str = ""


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

    def _refresh_command_list(
        self, command_list: CommandList, commands: list[PaletteCommand], clear_current: bool
    ) -> None:
        super()._refresh_command_list(command_list, commands, clear_current)
        groups = [one.hit.group if isinstance(one.hit, Grouped) else "" for one in commands]
        if any(groups):
            # its first line is a heading then, which cannot be chosen
            head = f"not bold not dim {self.app.theme_variables['text-primary']}"
            command_list.clear_options().add_options(_headed(commands, groups, head))
            command_list.highlighted = 1

    def _action_command_list(self, action: str) -> None:
        # a list that was filled a moment ago has laid out no lines yet, and Textual asks for one by its number
        with suppress(KeyError):
            super()._action_command_list(action)


class Everything(QuestionProvider):
    """One provider, because several would answer in any order."""

    async def discover(self) -> Hits:
        """Commands, then what ends next."""
        for one in offers(self.ledger_app, self.screen):
            yield Grouped(_line(one, Content(one.title)), one.do, one.title, group=one.group)
        async for hit in super().discover():
            if isinstance(hit, DiscoveryHit):
                yield Grouped(hit.display, hit.command, hit.text, group="Questions that end next")

    async def search(self, query: str) -> Hits:
        """Commands and themes whose name fits, then questions that hold every word."""
        matcher = self.matcher(query)
        for one in (*offers(self.ledger_app, self.screen), *theme_offers(self.ledger_app)):
            if (score := matcher.match(one.title)) > 0:
                shown = _line(one, matcher.highlight(one.title))
                yield Hit(score + ABOVE_QUESTIONS, shown, one.do, one.title)
        async for hit in super().search(query):
            yield hit


def _line(one: Offer, title: Content) -> Content:
    """The key in a column of its own, then the title; what it tells beyond the name is quiet."""
    told = title.plain.find(": ") if one.key else -1
    shown = title if told < 0 else title.stylize_before(QUIET, told)
    return Content.assemble(f"{one.key:<{KEY}} ", shown)


def _headed(commands: Sequence[PaletteCommand], groups: Sequence[str], style: str) -> Iterator[Option]:
    """The name of a group, in this style, above the first of it."""
    before = ""
    for one, group in zip(commands, groups, strict=True):
        if group != before:
            yield Option(Content.styled(group, style), disabled=True)
        before = group
        yield one
