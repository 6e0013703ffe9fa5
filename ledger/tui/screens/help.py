"""Help for what has the focus: what it is, and every key that works here now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from ledger.tui.blocks import GAP, Block, Words, heading
from ledger.tui.commands.anywhere import GoTo, Jump, NextQuestion, Zoom
from ledger.tui.commands.command import bindings, command_of
from ledger.tui.commands.panels import CloseHelp
from ledger.tui.ink import line
from ledger.tui.screens.panel import Panel

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import BindingType
    from textual.screen import Screen

    from ledger.tui.app import LedgerApp
    from ledger.tui.commands.command import Command

OF_TEXTUAL = {
    "Focus Next": "Next pane",
    "Focus Previous": "Pane before",
    "Copy selected text": "Copy what is selected",
    **dict.fromkeys(("Scroll Left", "Scroll Right", "Page Left", "Page Right"), ""),
}
"""Its words for keys in the app's; empty for those that do nothing here, as nothing is wider than the screen."""


def app_help(app: App[object]) -> str:
    """What holds on every screen, with the keys as they are here."""
    return (
        f"The digits go to the screens. {_key(app, NextQuestion)} walks through the questions that wait for your "
        f"forecast. ctrl+p finds everything by name, every question too. {_key(app, Jump)} puts a letter on every place "
        f"to go to; {_key(app, Zoom)} gives the focused pane all the room. What is typed in a field stays in the field; "
        "Escape leaves it."
    )


def _key(app: App[object], command: type[Command]) -> str:
    return cast("LedgerApp", app).key_of(command)


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
    texts = [text for node in nodes if isinstance(text := getattr(type(node), "HELP", None), str) and text]
    blocks: list[Block] = [heading("Help", "esc closes"), GAP]
    for text in dict.fromkeys((*texts, app_help(screen.app))):
        blocks += [Words(line(text)), GAP]
    here = _keys(screen, ours=True)
    keys = [heading("Keys that work here"), *here, GAP] if here else []
    return [*blocks, *keys, heading("In the pane with the focus"), *_keys(screen, ours=False)]


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
