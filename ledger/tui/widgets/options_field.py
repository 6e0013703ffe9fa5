"""A probability for every option, moved by keys, with the sum held at 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from ledger.tui.ink import line, spread
from ledger.tui.sharing_out import even, moved, permille, probabilities
from ledger.tui.widgets.inked import CURSOR_BARE, Inked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from textual import events
    from textual.geometry import Size
    from textual.strip import Strip

POINT = 10
"""One percentage point in permille."""

MOST_DIGITS = 3


class OptionsField(Inked, can_focus=True):
    """Posts `Submitted` on Enter. Digits set the option under the cursor; the others give or take."""

    HELP = (
        "One line an option. Up and down choose it, left and right move it by one point, [ and ] by five; digits set it. "
        "The others give or take in proportion, so the sum stays 100 %. = makes all equal, or what your numbers imply. Enter goes on to the reason."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", "Next", show=False),
        Binding("up,k", "step(-1)", "Previous", show=False),
        Binding("right,l", "nudge(1)", "+1", show=False),
        Binding("left", "nudge(-1)", "-1", show=False),
        Binding("right_square_bracket,shift+right,pageup", "nudge(5)", "+5", show=False),
        Binding("left_square_bracket,shift+left,pagedown", "nudge(-5)", "-5", show=False),
        Binding("equals_sign", "even", "Equal", show=False),
        Binding("enter", "submit", "Go on", show=False),
    ]

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, *, named: str | None = None) -> None:
        super().__init__(id=named)
        self.labels: tuple[str, ...] = ()
        self.parts: list[int] = []
        self.cursor = 0
        self._typed = ""

    def show(self, labels: Sequence[str], chances: Sequence[Decimal] | None = None) -> None:
        """Other options, with the chances they have now or all equal."""
        self.labels = tuple(labels)
        self.parts = permille(list(chances)) if chances else even(len(self.labels))
        self.cursor, self._typed = 0, ""
        self.refresh(layout=True)

    @property
    def chances(self) -> tuple[tuple[str, Decimal], ...]:
        """(label, probability) in the options' order; adds up to one."""
        return tuple(zip(self.labels, probabilities(self.parts), strict=True))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 Textual's signature
        """One line an option."""
        return max(len(self.labels), 1)

    def render_line(self, y: int) -> Strip:
        """One option: its bar and its chance."""
        width = self.size.width
        if y >= len(self.labels):
            return self.strip((), width)
        here = y == self.cursor
        share = self.parts[y] / 1000
        room = max(min(width // 3, 30), 6)
        bar = ("#" if self.ascii_only else "█") * round(share * room)
        mark = (CURSOR_BARE if self.has_focus else "·") if here else " "
        left = line((mark, "key"), " ", (self.labels[y], "strong" if here else "plain"))
        right = line((bar.ljust(room), "mine"), f" {self.parts[y] / 10:5.1f} % ")
        return self.strip(spread(left, right, width), width, cursor=here and self.has_focus)

    def action_step(self, by: int) -> None:
        """Another option."""
        if self.labels:
            self.cursor = (self.cursor + by) % len(self.labels)
            self._typed = ""
            self.refresh()

    def action_nudge(self, by: int) -> None:
        """Move the option by so many points."""
        self._set(self.parts[self.cursor] + by * POINT)
        self._typed = ""

    def action_even(self) -> None:
        """All the same."""
        self.parts = even(len(self.labels))
        self.refresh()

    def action_submit(self) -> None:
        """Go on."""
        self.post_message(self.Submitted())

    def _set(self, to: int) -> None:
        self.parts = moved(self.parts, self.cursor, to)
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Digits and a point are the percent of the option under the cursor."""
        if event.character and event.character in "0123456789.":
            event.stop()
            self._typed = (self._typed + event.character)[-MOST_DIGITS - 1 :]
            self._take()

    def _take(self) -> None:
        try:
            self._set(round(float(self._typed) * POINT))
        except ValueError:
            self._typed = ""

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 Textual's signature
        """Digits are typed here."""
        return character is not None and character in "0123456789."
