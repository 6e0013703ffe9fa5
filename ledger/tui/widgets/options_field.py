"""A probability for every option, moved by keys, with the sum held at 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.events import Event
from textual.message import Message

from ledger.tui.commands.command import bindings
from ledger.tui.commands.panes import SPLITTING, GoOn
from ledger.tui.ink import cells, line, spread
from ledger.tui.option_split import Split
from ledger.tui.sharing_out import WHOLE
from ledger.tui.widgets.inked import CURSOR_BARE, Inked

if TYPE_CHECKING:
    from decimal import Decimal

    from textual import events
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.strip import Strip

    from ledger.tui.ink import Line

POINT = 10
"""One percentage point in permille."""

DIGITS = "0123456789."
MOST_DIGITS = 4
MOST_BAR = 30
BESIDE = 22
"""Cells of a line besides the label and the longest bar: the cursor, the chance, whether it is fixed."""

FIXED = " fixed"


class OptionsField(Inked, can_focus=True):
    """Tells `Submitted` on Enter and posts `Changed` after every step. Digits set the option under the cursor and fix it there."""

    HELP = (
        "One line an option. {options.before} and {options.next} choose it, {options.down} and {options.up} move it by one "
        "point, {options.far-down} and {options.far-up} by five; digits set it, and what was set by digits stays fixed while "
        "others are moved; {options.fix} ends a number, else it fixes an option or frees it. The others give or take in "
        "proportion, so the sum stays 100 %; {options.equal} makes all equal, or what your numbers imply, and {field.go-on} "
        "goes on to the reason."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(GoOn, *SPLITTING)

    class Submitted(Event, bubble=False):
        """Enter was pressed; answered before the next key is read."""

    class Changed(Message):
        """The split is another."""

        def __init__(self, split: Split) -> None:
            super().__init__()
            self.split = split

    class Stuck(Message):
        """The option under the cursor cannot go where it was sent: the fixed ones leave it only so many permille."""

        def __init__(self, sent: int, left: int) -> None:
            super().__init__()
            self.sent = sent
            self.left = left

    def __init__(self, *, named: str | None = None) -> None:
        super().__init__(id=named)
        self.split = Split((), ())
        self.cursor = 0
        self._typed = ""
        self._before = self.split
        self._stuck: OptionsField.Stuck | None = None

    def show(self, split: Split) -> None:
        """Other options, or another split of the same ones; then the cursor stays."""
        if split.labels != self.split.labels:
            self.cursor = 0
        self.split, self._typed = split, ""
        self.refresh(layout=True)

    @property
    def chances(self) -> tuple[tuple[str, Decimal], ...]:
        """(label, probability) in the options' order; adds up to one."""
        return self.split.chances

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 Textual's signature
        """One line an option, and the sum."""
        return len(self.split.labels) + 1

    def render_line(self, y: int) -> Strip:
        """One option: its bar, its chance and whether it is fixed; or the sum."""
        width = self.size.width
        if y < len(self.split.labels):
            return self.strip(self._option(y, width), width, cursor=y == self.cursor and self.has_focus)
        return self.strip(self._sum(width) if y == len(self.split.labels) else (), width)

    def _option(self, at: int, width: int) -> Line:
        here = at == self.cursor
        room = max(min(width // 3, MOST_BAR), 6)
        bar = ("#" if self.ascii_only else "█") * round(self.split.parts[at] / 1000 * room)
        mark = (CURSOR_BARE if self.has_focus else "·") if here else " "
        left = line((mark, "key"), " ", (self.split.labels[at], "strong" if here else "plain"))
        width = self._used(width)
        fixed = (FIXED if at in self.split.fixed else "").ljust(len(FIXED))
        chance = line((bar.ljust(room), "mine"), f" {self.split.parts[at] / 10:5.1f} %", (fixed, "key"))
        return spread(left, chance, width)

    def _sum(self, width: int) -> Line:
        total = f"{sum(self.split.parts) / 10:.1f} %".rjust(8)
        left, right = line(("  space fixes one", "muted")), line(("sum", "muted"), total, " " * len(FIXED))
        return spread(left, right, self._used(width))

    def _used(self, width: int) -> int:
        """So wide a line is: labels and chances stand near each other also where there is much room."""
        longest = max((cells(line(label)) for label in self.split.labels), default=0)
        return min(width, longest + MOST_BAR + BESIDE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done before there are options."""
        return super().check_action(action, parameters) if self.split.labels else False

    def action_step(self, by: int) -> None:
        """Another option."""
        self.cursor = (self.cursor + by) % len(self.split.labels)
        self._typed = ""
        self.refresh()

    def action_nudge(self, by: int) -> None:
        """Move the option by so many points."""
        self._typed = ""
        self._move(self.split, self.split.parts[self.cursor] + by * POINT)

    def action_even(self) -> None:
        """All the same."""
        self._take(self.split.levelled)

    def action_fix(self) -> None:
        """End the number that is typed, which stays fixed; else fix the option where it is, or free it."""
        if self._typed:
            self._typed = ""
            return
        self._take(self.split.held(self.cursor, fixed=self.cursor not in self.split.fixed))

    def action_rub(self) -> None:
        """One digit fewer; without digits, as it was before they were typed."""
        if self._typed:
            self._type(self._typed[:-1])

    async def action_submit(self) -> None:
        """Go on; where a number was typed that did not fit, say so first: Enter again goes on."""
        typed, self._typed = self._typed, ""
        if typed and self._stuck is not None:
            self.post_message(self.Stuck(self._stuck.sent, self._stuck.left))
        elif self.parent is not None:
            await self.parent.on_event(self.Submitted())

    def _move(self, split: Split, to: int) -> None:
        moved = split.moved(self.cursor, to)
        self._take(moved)
        if (left := moved.parts[self.cursor]) != (sent := max(0, min(WHOLE, to))):
            self._stuck = self.Stuck(sent, left)
            self.post_message(self._stuck)

    def _take(self, split: Split) -> None:
        self.split, self._stuck = split, None
        self.refresh()
        self.post_message(self.Changed(split))

    def on_key(self, event: events.Key) -> None:
        """Digits and a point are the percent of the option under the cursor."""
        if event.character and event.character in DIGITS and self.split.labels:
            event.stop()
            if not self._typed:
                self._before = self.split
            self._type((self._typed + event.character)[-MOST_DIGITS:])

    def _type(self, text: str) -> None:
        """What was typed so far, from how it stood before."""
        self._typed = text
        try:
            permille = round(float(text) * POINT)
        except ValueError:
            self._take(self._before)
        else:
            self._move(self._before.held(self.cursor, fixed=True), permille)

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 Textual's signature
        """Digits are typed here."""
        return character is not None and character in DIGITS
