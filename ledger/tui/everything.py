"""The palette: what the keys of this screen do, then the commands of the whole app, then the questions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.command import DiscoveryHit, Hit, Hits
from textual.screen import Screen

from ledger.tui.palette import QuestionProvider
from ledger.tui.widgets.key_line import plainer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import ActiveBinding, Binding

    from ledger.tui.app import LedgerApp

ABOVE_QUESTIONS = 2.0
"""What a command that fits is ahead of a question that fits, whose score is at most 1."""

MORE: dict[str, str] = {
    "withdraw": "my forecast ends now",
    "note": "a remark on this question",
    "undo": "take the last forecast back",
    "forecast": "this question",
    "evidence": "what was read, and from where",
    "reveal": "what others said",
    "next": "forecast the next question that waits for me",
    "skip": "not this question",
    "look": "at the sources now",
}
"""What stands behind a key's short name, so that it is found by either."""


def key_commands(screen: Screen[object]) -> Iterator[SystemCommand]:
    """A command for every key of the screen and the app that works now, whether the bottom line has room for it or not."""
    found: dict[str, ActiveBinding] = {}
    for bound in screen.active_bindings.values():
        ours = isinstance(bound.node, Screen | App) and bound.binding.id is not None
        known = found.get(bound.binding.action)
        if bound.enabled and ours and (known is None or plainer(bound.binding, known.binding)):
            found[bound.binding.action] = bound
    for action, (node, binding, _, _) in found.items():
        if not action.startswith("to("):
            told = f"key {screen.app.get_key_display(binding)}"
            yield SystemCommand(_title(binding), told, partial(screen.app.run_action, action, node))


def commands(app: LedgerApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """The keys of the screen first, then the screens there are, then a picture."""
    yield from key_commands(screen)
    for key, title in app.tabs:
        yield SystemCommand(f"Go to {title}", f"key {key}", partial(app.simulate_key, key))
    yield SystemCommand("Screenshot", "an SVG file in the folder this was started in", app.keep_picture)


def _title(binding: Binding) -> str:
    more = MORE.get(binding.action)
    return f"{binding.description}: {more}" if more else binding.description


class Everything(QuestionProvider):
    """One provider, because several would answer in any order."""

    async def discover(self) -> Hits:
        """Commands, then what ends next."""
        for title, told, do, _shown in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(title, do, help=told)
        async for hit in super().discover():
            yield hit

    async def search(self, query: str) -> Hits:
        """Commands whose name fits, then questions that hold every word."""
        matcher = self.matcher(query)
        for title, told, do, _shown in self.app.get_system_commands(self.screen):
            if (score := matcher.match(title)) > 0:
                yield Hit(score + ABOVE_QUESTIONS, matcher.highlight(title), do, help=told)
        async for hit in super().search(query):
            yield hit
