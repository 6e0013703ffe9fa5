"""A page of blocks that scrolls; the cursor visits the lines that lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region, Size
from textual.message import Message

from ledger.tui.ink import line
from ledger.tui.widgets.inked import CURSOR_BARE
from ledger.tui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.strip import Strip

    from ledger.tui.blocks import Block, Laid

MARGIN = 2
"""Cells left of every line: one for the cursor's sign, one free."""


class Sheet(Scrolled, can_focus=True):
    """Shows blocks. Posts `Chosen` for Enter or a click on a line that leads somewhere."""

    HELP = "A page. {move.down} and {move.up} go from one line that leads somewhere to the next, {move.open} follows it, {move.page-down} and {move.page-up} turn pages, {move.top} and {move.bottom} go to the ends."

    class Chosen(Message):
        """A line that leads somewhere was chosen."""

        def __init__(self, sheet: Sheet, leads: str) -> None:
            super().__init__()
            self.sheet = sheet
            self.leads = leads

        @property
        def control(self) -> Sheet:
            """The sheet it came from."""
            return self.sheet

    class Moved(Chosen):
        """The cursor stands on another line."""

    class Turned(Message):
        """Another part of the page came to the top, or the page has other parts."""

        def __init__(self, sheet: Sheet) -> None:
            super().__init__()
            self.sheet = sheet

        @property
        def control(self) -> Sheet:
            """The sheet it came from."""
            return self.sheet

    def __init__(self, blocks: Sequence[Block] = (), *, named: str | None = None) -> None:
        super().__init__(id=named)
        self._blocks = tuple(blocks)
        self._lines: list[Laid] = []
        self._laid_for = -1
        self._jumped: int | None = None
        self.cursor = -1
        self._awaited: str | None = None

    def stand_on(self, leads: str) -> None:
        """The cursor goes to the line that leads here when the next page comes, and the line into view."""
        self._awaited = leads

    def show(self, blocks: Sequence[Block], *, keep: bool = True) -> None:
        """Other blocks; the cursor stays on what it led to, and the part of the page that is read where it is, when `keep`."""
        stood, near = (self.leads, self.cursor) if keep else (None, -1)
        part, into = self._read_at()
        self._blocks = tuple(blocks)
        if not keep:
            self.scroll_to(0, 0, animate=False, force=True, immediate=True)
            self.cursor = -1
        self._lay(self._laid_for)
        self.cursor = self._find(stood, near)
        self._go_to_awaited()
        if keep:
            self._stay(part, into)
        self.refresh()
        self.post_message(self.Turned(self))

    def _go_to_awaited(self) -> None:
        awaited, places = self._awaited, self._places()
        if awaited is None or not places:
            return
        self._awaited = None
        at = self._find(awaited)
        if self._lines[at].leads == awaited:
            self.call_after_refresh(self.go, at)

    @property
    def leads(self) -> str | None:
        """Where the line under the cursor leads."""
        return self._lines[self.cursor].leads if 0 <= self.cursor < len(self._lines) else None

    @property
    def text(self) -> str:
        """Everything on the page, for tests and for copying."""
        return "\n".join("".join(part for part, _ in one.text) for one in self._lines)

    def _places(self) -> list[int]:
        """The first line of each that leads somewhere."""
        before = [None, *(one.leads for one in self._lines)]
        return [at for at, one in enumerate(self._lines) if one.leads and one.leads != before[at]]

    def _find(self, leads: str | None, near: int = -1) -> int:
        """The line that leads there, else the first place from `near` on, else the last one before it."""
        places = self._places()
        same = [at for at in places if leads is not None and self._lines[at].leads == leads]
        return next(iter(same or [at for at in places if at >= near] or reversed(places)), -1)

    # ---- parts --------------------------------------------------------------------------------------

    @property
    def parts(self) -> list[tuple[int, str]]:
        """(line, name) of every part of the page that has one, from top to bottom."""
        return [(at, name) for at, one in enumerate(self._lines) for name in one.sections]

    @property
    def part(self) -> str | None:
        """The part that is read: the one jumped to, else the last that begins at the top of what is in view or above."""
        begun = [name for at, name in self.parts if at <= self._top]
        return begun[-1] if begun else None

    @property
    def _top(self) -> int:
        """The line that is read: near the end of a page a part that was jumped to cannot come to the top."""
        return self.scroll_offset.y if self._jumped is None else self._jumped

    def _read_at(self) -> tuple[str | None, int]:
        """The part that is read, and how many lines of it are above what is in view; below 0 where it begins further down."""
        begun = [(at, name) for at, name in self.parts if at <= self._top]
        return (begun[-1][1], self.scroll_offset.y - begun[-1][0]) if begun else (None, 0)

    def _stay(self, part: str | None, into: int) -> None:
        """Lines that came or went above do not move what is read."""
        at = next((at for at, name in self.parts if name == part), None)
        if at is not None and at + into != self.scroll_offset.y:
            self.scroll_to(y=at + into, animate=False, force=True, immediate=True)

    def turn_part(self, by: int) -> None:
        """To the next part of the page, or the one before."""
        starts = sorted({at for at, _ in self.parts})
        ahead = [at for at in starts if (at > self._top if by > 0 else at < self._top)]
        if ahead:
            self._jump(ahead[0] if by > 0 else ahead[-1])
        elif by < 0:
            self.action_ends(-1)

    def go_to_part(self, name: str) -> bool:
        """To the part of this name, however it is capitalised; tells whether there is one."""
        at = next((at for at, known in self.parts if known.casefold() == name.casefold()), None)
        if at is not None:
            self._jump(at)
        return at is not None

    def _jump(self, at: int) -> None:
        self.cursor = next((place for place in self._places() if place >= at), self.cursor)
        self.scroll_to(y=at, animate=False, force=True, immediate=True)
        self._jumped = at
        self.refresh()
        self.post_message(self.Turned(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Another part may be at the top."""
        super().watch_scroll_y(old_value, new_value)
        self._jumped = None
        self.post_message(self.Turned(self))

    def on_resize(self, event: events.Resize) -> None:
        """Lay out again for the new width."""
        width = self.scrollable_content_region.width or event.size.width
        if width != self._laid_for:
            self.lay_again(width)

    def lay_again(self, width: int | None = None) -> None:
        """The same blocks for another width, or with other keys; what is read stays where it is."""
        stood, jumped = self.leads, self._jumped is not None
        part, into = self._read_at()
        self._lay(self._laid_for if width is None else width)
        self.cursor = self._find(stood)
        if not (jumped and part is not None and self.go_to_part(part)):
            self._stay(part, into)
        self.refresh()

    def _lay(self, width: int) -> None:
        self._laid_for = width
        if width > MARGIN and (
            self._blocks or self._lines
        ):  # a page that is still empty need not load what lays it out
            from ledger.tui.blocks import lay, with_keys
            from ledger.tui.commands.command import written

            # An app that shows a widget alone has no keys of one's own.
            own: Mapping[str, str] = getattr(self.app, "keys", {})
            blocks = with_keys(self._blocks, lambda span: written(span, own))
            self._lines = lay(blocks, width - MARGIN - 1)
            self.virtual_size = Size(width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """One line of what is in view."""
        width = self.size.width
        at = y + self.scroll_offset.y
        if at >= len(self._lines):
            return self.strip((), width)
        here = self._under_cursor(at)
        mark = self._mark(at) if here else " "
        return self.strip(
            line((mark, "key"), " ", *self._lines[at].text), width, cursor=here and self.has_focus
        )

    def _mark(self, at: int) -> str:
        """What stands before a line of the cursor: without the focus only its first one has a sign, and a small one."""
        if self.ascii_only:
            return ">"
        if self.has_focus:
            return CURSOR_BARE
        return " " if at > 0 and self._under_cursor(at - 1) else "·"

    def _under_cursor(self, at: int) -> bool:
        """A line that leads where the cursor's line leads, next to it, belongs to it."""
        if self.cursor < 0 or self._lines[at].leads is None:
            return False
        between = self._lines[min(at, self.cursor) : max(at, self.cursor) + 1]
        return all(one.leads == self.leads for one in between)

    # ---- moving -----------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """To the next line that leads somewhere, or one line on when that is out of sight."""
        ahead = [at for at in self._places() if (at > self.cursor) == (by > 0) and at != self.cursor]
        near = (ahead[0] if by > 0 else ahead[-1]) if ahead else None
        top, high = self.scroll_offset.y, self.size.height
        if near is not None and top - high < near < top + 2 * high:
            self.go(near)
        else:
            self.scroll_relative(y=by, animate=False)

    def places_in_view(self) -> list[tuple[int, int]]:
        """(line, number of the line) of the lines on the screen that lead somewhere."""
        top = self.scroll_offset.y
        return [(at - top, at) for at in self._places() if top <= at < top + self.size.height]

    def go(self, at: int) -> None:
        """The cursor to this line, and the line into view."""
        self.cursor = at
        self.scroll_to_region(Region(0, max(at - 1, 0), 1, 3), animate=False, force=True)
        self._tell()

    def _tell(self) -> None:
        self.refresh()
        if self.leads:
            self.post_message(self.Moved(self, self.leads))

    def action_turn(self, by: int) -> None:
        """A page on or back."""
        self.scroll_relative(y=by * (self.size.height - 1), animate=False)
        top, high = self.scroll_offset.y, self.size.height
        seen = [at for at in range(top, min(top + high, len(self._lines))) if self._lines[at].leads]
        if seen and self.cursor not in seen:
            self.cursor = seen[0] if by > 0 else seen[-1]
        self._tell()

    def action_ends(self, by: int) -> None:
        """To the first or the last line."""
        places = self._places()
        if places:
            self.cursor = places[0] if by < 0 else places[-1]
        self.scroll_to(y=0 if by < 0 else self.max_scroll_y, animate=False, force=True)
        self._tell()

    def action_choose(self) -> None:
        """Follow the line under the cursor."""
        if self.leads:
            self.post_message(self.Chosen(self, self.leads))

    def on_click(self, event: events.Click) -> None:
        """The cursor goes where the mouse is; a second click follows."""
        at = event.y + self.scroll_offset.y
        if 0 <= at < len(self._lines) and self._lines[at].leads:
            again = at == self.cursor
            self.go(at)
            if again:
                self.action_choose()
