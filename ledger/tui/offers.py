"""What the palette offers besides the questions, in groups: the keys of this screen, the parts of its page, the other screens,
what can be done from anywhere, and the app itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from ledger.tui.commands.anywhere import ACTS, OF_THE_APP, GoTo
from ledger.tui.commands.command import command_of
from ledger.tui.ink import safe
from ledger.tui.themes import names
from ledger.tui.widgets.key_line import plainer
from ledger.tui.widgets.part_line import PartLine
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.binding import ActiveBinding
    from textual.screen import Screen

    from ledger.tui.app import LedgerApp
    from ledger.tui.commands.command import Command

Group = Literal["On this screen", "Parts of this page", "Go to", "From anywhere", "The app"]

ORDER: tuple[Group, ...] = ("On this screen", "Parts of this page", "Go to", "From anywhere", "The app")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be chosen: where it belongs, its key if it has one, its name, and what it does."""

    group: Group
    key: str
    title: str
    do: Callable[[], Awaitable[object] | object]
    told: str = ""


def offers(app: LedgerApp, screen: Screen[object]) -> list[Offer]:
    """All that is listed before anything is typed, group by group."""
    picture = Offer(
        "The app", "", "Screenshot: an SVG file in the folder this was started in", app.keep_picture
    )
    theme = Offer("The app", "", "Theme: choose the colours of the app", app.action_change_theme)
    every = (*_keys(screen), *_parts(screen), picture, theme)
    return sorted(every, key=lambda one: ORDER.index(one.group))


def theme_offers(app: LedgerApp) -> Iterator[Offer]:
    """Every theme, to be found by its name; they are too many to be listed before anything is typed."""
    for name in names():
        yield Offer("The app", "", f"Theme: {name}", partial(setattr, app, "theme", name))


def _keys(screen: Screen[object]) -> Iterator[Offer]:
    """Every key of the screen and the app that works now, whether the bottom line has room for it or not."""
    found: dict[str, ActiveBinding] = {}
    for bound in screen.active_bindings.values():
        known = found.get(bound.binding.action)
        if bound.enabled and (known is None or plainer(bound.binding, known.binding)):
            found[bound.binding.action] = bound
    for node, binding, _, _ in found.values():
        if (command := command_of(binding.action)) is not None:
            do = partial(screen.app.run_action, binding.action, node)
            yield Offer(_group(command), screen.app.get_key_display(binding), _title(command), do)


def _group(command: type[Command]) -> Group:
    if issubclass(command, GoTo):
        return "Go to"
    if command in ACTS:
        return "From anywhere"
    return "The app" if command in OF_THE_APP else "On this screen"


def _title(command: type[Command]) -> str:
    """Its short name and what it does, so that it is found by either."""
    if issubclass(command, GoTo):
        return f"Go to {command.TITLE}"
    return f"{command.SAYS}: {command.TELLS}" if command.TELLS else command.SAYS


def _parts(screen: Screen[object]) -> Iterator[Offer]:
    """Every part of a page that names its parts. The palette reads markup, so a name with a bracket is none."""
    for sheet in screen.query(Sheet) if screen.query(PartLine) else ():
        named = (name for _, name in sheet.parts if "[" not in name)
        yield from (
            Offer("Parts of this page", "", f"To: {safe(name)}", partial(sheet.go_to_part, name))
            for name in named
        )
