"""The jump overlay: a letter beside every pane and every line that can be gone to; pressing it goes there.

A letter stands in the one cell that is free before a line, so that nothing is covered. Where there are more places
than letters, some share one: pressing it leaves them alone, each with a letter of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from ledger.tui.commands.command import Obeys, bindings
from ledger.tui.commands.panels import CloseJump
from ledger.tui.ink import line
from ledger.tui.screens.closes_once import ClosesOnce
from ledger.tui.widgets.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget

LETTERS = "asdfghjkleruiowcvnmtybzpqx"
"""The ones that lie under the fingers first."""


@runtime_checkable
class Places(Protocol):
    """A widget with lines that can be gone to."""

    def places_in_view(self) -> Sequence[tuple[int, int]]:
        """(line of the widget, number of the place) of each in view, from top to bottom."""
        ...

    def go(self, at: int) -> None:
        """To a place, by its number."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """Where a letter stands and where it goes; `place` None is the pane itself."""

    label: str
    x: int
    y: int
    widget: Widget
    place: int | None = None

    def go(self) -> None:
        """The focus, and the cursor where there is one."""
        self.widget.focus(scroll_visible=False)
        if self.place is not None and isinstance(self.widget, Places):
            self.widget.go(self.place)


def targets(screen: Screen[object]) -> list[Target]:
    """Every pane that can have the focus, and the places in it that are in view; a field or an empty pane is one."""
    found: list[tuple[int, int, Widget, int | None]] = []
    for widget in screen.focus_chain:
        pane, lines = widget.region, widget.content_region
        places = widget.places_in_view() if isinstance(widget, Places) else ()
        found += [(lines.x, lines.y + y, widget, place) for y, place in places] or [
            (pane.x, pane.y, widget, None)
        ]
    return [Target(label, *place) for label, place in zip(labels(len(found)), found, strict=False)]


def labels(many: int) -> list[str]:
    """As many labels, none of which begins another; as few as can be share their first letter, the last ones.

    >>> labels(3), labels(27)[23:]
    (['a', 's', 'd'], ['p', 'q', 'xa', 'xs'])
    """
    letters, shared = len(LETTERS), 0
    while shared < letters and letters - shared + shared * letters < many:
        shared += 1
    alone, firsts = LETTERS[: letters - shared], LETTERS[letters - shared :]
    every = (*alone, *("".join(both) for both in product(firsts, LETTERS)))
    return list(every[:many])


class Letter(Inked):
    """The next letter of a label, before what it stands for."""

    def __init__(self, target: Target) -> None:
        super().__init__()
        self.target = target
        self.shown = target.label
        self.styles.offset = (target.x, target.y)
        self.styles.width = 1

    def narrow(self, typed: str) -> None:
        """What is left to type; nothing where something else was typed."""
        self.shown = self.target.label.removeprefix(typed)
        self.display = self.target.label.startswith(typed)
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 there is one line
        """The letter."""
        return self.strip(line((self.shown[:1], "here")), self.size.width)

    def on_click(self) -> None:
        """As its letters."""
        self.screen.dismiss(self.target)


class JumpScreen(Obeys, ClosesOnce[Target | None]):
    """Gives the target whose letters were typed, or None."""

    CSS_PATH = "../jump.tcss"
    HELP: ClassVar[str] = (
        "Press the letter of a place to go there; of several with one letter each then has its own. {jump.close} stays."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(CloseJump)

    def __init__(self, found: Iterable[Target]) -> None:
        super().__init__()
        self.targets = {target.label: target for target in found}
        self.typed = ""

    def compose(self) -> ComposeResult:
        """A label for each."""
        for target in self.targets.values():
            yield Letter(target)

    def on_key(self, event: events.Key) -> None:
        """Another letter; what begins no label is none."""
        typed = self.typed + (event.character or " ")
        if not any(one.startswith(typed) for one in self.targets):
            return
        event.stop()
        self.typed = typed
        if typed in self.targets:
            self.dismiss(self.targets[typed])
        for letter in self.query(Letter):
            letter.narrow(typed)

    def on_click(self) -> None:
        """Beside the labels: stay."""
        self.dismiss(None)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 Textual's signature
        """The places moved away from below the labels: stay."""
        if self.app.size != self._made_for:
            self.dismiss(None)

    def on_mount(self) -> None:
        """The labels hold for this size."""
        self._made_for = self.app.size

    def do_close_jump(self) -> None:
        """Stay."""
        self.dismiss(None)
