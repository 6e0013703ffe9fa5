"""The bottom line: the keys that work right now, taken from the bindings in force, so that it cannot lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.commands.anywhere import Leave, ShowHelp
from ledger.tui.commands.command import command_of
from ledger.tui.ink import Line, Span, cells, line, spread
from ledger.tui.widgets.inked import Inked

if TYPE_CHECKING:
    from textual import events
    from textual.binding import Binding
    from textual.screen import Screen
    from textual.strip import Strip

LAST = (Leave, ShowHelp)

MORE = "more"
"""What help is called where some keys had no room: it tells them."""


class KeyLine(Inked):
    """Shows as many keys as fit, and the way to help, back and out always; the rest is called `more` beside the key of help.

    `aside` stands at the right where room is left.
    """

    def __init__(self) -> None:
        super().__init__()
        self.aside = ""
        self._drawn: list[Binding] | None = None

    def tell(self, aside: str) -> None:
        """What stands at the right."""
        if aside != self.aside:
            self.aside = aside
            self.refresh()

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        # a cursor that moves asks for this at every step; drawing the bottom has all above it looked at again
        if self._drawn is not None and self._in_force() != self._drawn:
            self.refresh()

    def keys(self) -> list[tuple[str, str]]:
        """(key as shown, what it does) of every binding in force that is meant to be shown, nearest first."""
        return [(self.app.get_key_display(one), one.description) for one in self._in_force()]

    def _in_force(self) -> list[Binding]:
        found: dict[str, Binding] = {}
        for _node, binding, enabled, _tip in self.screen.active_bindings.values():
            known = found.get(binding.action)
            if binding.show and enabled and (known is None or plainer(binding, known)):
                found[binding.action] = binding
        shown = {self.app.get_key_display(one): one for one in reversed(found.values())}
        return list(reversed(shown.values()))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 there is one line
        """The keys."""
        width = self.size.width
        keys, aside = self._fitting(width), line((self.aside, "muted"), " ")
        room = cells(keys) + cells(aside) < width
        return self.strip(spread(keys, aside, width) if room else keys, width)

    def _fitting(self, width: int) -> Line:
        self._drawn = in_force = self._in_force()
        every = sorted(in_force, key=_from_the_end)
        shown = list(every)
        for each in reversed(every):
            if cells(self._spans(shown, every)) <= width:
                break
            if not _stays(each):
                shown.remove(each)
        return self._spans(shown, every)

    def _spans(self, shown: list[Binding], every: list[Binding]) -> Line:
        spans: list[Span] = []
        for each in shown:
            says = MORE if len(shown) < len(every) and _helps(each) else each.description
            spans += [(f" {self.app.get_key_display(each)} ", "key"), (f"{says} ", "muted")]
        return line(*spans)

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        start = 0
        for text, ink in self._fitting(self.size.width):
            if start <= event.x < start + len(text) and ink == "key":
                self.app.simulate_key(self._real(text.strip()))
            start += len(text)

    def _real(self, shown: str) -> str:
        bindings = self.screen.active_bindings.values()
        return next(
            bound.binding.key for bound in bindings if self.app.get_key_display(bound.binding) == shown
        )


def plainer(one: Binding, than: Binding) -> bool:
    """Whether a key is pressed more easily than another that does the same: no ctrl, no function key."""
    return than.key.startswith(("ctrl+", "f")) and not one.key.startswith(("ctrl+", "f"))


def _stays(one: Binding) -> bool:
    """Whether it has a place before all that is useful: help tells the rest, and nobody is shut in."""
    command = command_of(one.action)
    return command is not None and command.STAYS


def _helps(one: Binding) -> bool:
    return command_of(one.action) is ShowHelp


def _from_the_end(one: Binding) -> int:
    """Leaving and help stand last, in this order; the others as they come."""
    command = command_of(one.action)
    return LAST.index(command) if command in LAST else -1
