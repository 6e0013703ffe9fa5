"""Help for what has the focus: what it is, and every key that works here now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding

from ledger.tui.blocks import GAP, Block, Words, heading
from ledger.tui.commands.anywhere import GoTo
from ledger.tui.commands.command import bindings, command_of
from ledger.tui.commands.panels import CloseHelp
from ledger.tui.ink import line
from ledger.tui.screens.panel import Panel

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.screen import Screen

    from ledger.tui.at_home import AtHome
    from ledger.tui.commands.command import Command

OF_TEXTUAL = {
    "Focus Next": "Next pane",
    "Focus Previous": "Pane before",
    "Copy selected text": "Copy what is selected",
    **dict.fromkeys(("Scroll Left", "Scroll Right", "Page Left", "Page Right"), ""),
}
"""Its words for keys in the app's; empty for those that do nothing here, as nothing is wider than the screen."""


APP = (
    "The digits go to the screens. {app.next} walks through the questions that wait for your forecast. ctrl+p finds "
    "everything by name, every question too. {app.jump} puts a letter on every place to go to; {app.zoom} gives the focused "
    "pane all the room. What is typed in a field stays in the field; Escape leaves it."
)
"""What holds on every screen."""

NAMED = re.compile(r"\{([a-z.-]+)\}")
"""A key in a help text, by its name in a keymap: `{app.look}`; `.typing` behind it is the key in a field."""


class HelpScreen(Panel[None]):
    """Texts and keys, read from what is in focus."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(CloseHelp)

    def do_close_help(self) -> None:
        """Back."""
        self.dismiss(None)


def help_of(screen: Screen[object]) -> list[Block]:
    """The help texts from the focused thing outwards, then the keys in force."""
    focused = screen.focused
    nodes = focused.ancestors_with_self if focused is not None else screen.ancestors_with_self
    texts = [
        told(text, screen) for node in nodes if isinstance(text := getattr(node, "HELP", None), str) and text
    ]
    blocks: list[Block] = [heading("Help", "esc closes"), GAP]
    for text in dict.fromkeys((*texts, told(APP, screen))):
        blocks += [Words(line(text)), GAP]
    here = _keys(screen, ours=True)
    keys = [heading("Keys that work here"), *here, GAP] if here else []
    return [*blocks, *keys, heading("In the pane with the focus"), *_keys(screen, ours=False)]


def told(text: str, screen: Screen[object]) -> str:
    """A help text of what is on a screen, with every key it names as it is here."""
    own = cast("AtHome", screen.app).keys
    owners = {type(node): None for node in (screen.app, screen, *screen.query("*"))}
    known = [one for each in owners for kin in each.mro() for one in vars(kin).get("BINDINGS", ())]
    keys = {one.id: one for one in known if isinstance(one, Binding)}
    return NAMED.sub(lambda name: _key(keys[name[1]], own.get(name[1])), text)


def _key(known: Binding, own: str | None) -> str:
    """The first of several."""
    return (own or known.key_display or known.key).partition(",")[0]


def _keys(screen: Screen[object], *, ours: bool) -> list[Block]:
    """The keys of commands, or those of what has the focus."""
    found: dict[str, list[str]] = {}
    for _node, binding, enabled, _tip in screen.active_bindings.values():
        command = command_of(binding.action)
        what = _what(binding.description, command)
        if enabled and what and (command is not None) == ours:
            found.setdefault(what, []).append(screen.app.get_key_display(binding))
    return [
        Words(line((f"{' '.join(dict.fromkeys(keys)):>22}", "key"), f"  {what}"), 24)
        for what, keys in found.items()
    ]


def _what(description: str, command: type[Command] | None) -> str:
    """What a key does in a line; the screens together have one."""
    if command is None:
        return OF_TEXTUAL.get(description, description)
    if issubclass(command, GoTo):
        return "Screens: in the order of the top line"
    return f"{description}: {command.TELLS}" if command.TELLS else description
