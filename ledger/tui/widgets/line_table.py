"""A table over any number of rows: it keeps the ordered ids and fetches the rows in view, a page at a time.

Nothing is measured and nothing is held, so a million rows open as fast as ten. Pages are fetched in a thread;
until one is there its lines are drawn faint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual.geometry import Region, Size
from textual.message import Message
from textual.worker import Worker, WorkerState

from ledger.errors import LedgerError
from ledger.tui.commands.command import bindings
from ledger.tui.commands.panes import SortByNext
from ledger.tui.ink import Ink, Line, Span, cells, cut, line, span
from ledger.tui.widgets.inked import CURSOR_BARE
from ledger.tui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

PAGE = 64
MOST_PAGES = 40
"""Pages kept in memory; the oldest goes first."""

WIDE = 46
"""Cells of the column that takes what is left before others grow."""

Cell = tuple[str, Ink] | tuple[str, Ink, str]
"""Text and ink, and what stands there where the text does not fit: a figure without its unit."""
Row = tuple[Cell, ...]
"""A cell for each column, or one alone that takes the whole line: a heading among the rows."""


class Column(NamedTuple):
    """One column. `width` 0 takes what is left; it is hidden in a table narrower than `from_width`.

    One of `most` cells grows up to them where the one that takes what is left has its `least` without them. Its head tells
    how many rows there are when `counted`. `order` names what sorting by it means to whoever fills the table; None cannot be sorted by.
    """

    title: str
    width: int
    order: str | None = None
    align: Literal["left", "right"] = "left"
    from_width: int = 0
    most: int = 0
    least: int = WIDE
    counted: bool = False


def _gaps(columns: Sequence[Column]) -> list[int]:
    """Cells after each of them: one, but two where a figure at the right end meets words at the left one."""
    ends = [column.align for column in columns]
    return [2 if both == ("right", "left") else 1 for both in zip(ends, [*ends[1:], "right"], strict=True)]


def _fitting(cell: Cell, room: int) -> Span:
    match cell:
        case (text, ink, shorter):
            return text if cells(((text, ink),)) <= room else shorter, ink
        case (text, ink):
            return text, ink


class LineTable(Scrolled, can_focus=True):
    """Rows by id. Posts `Chosen`, `Moved` and `SortAsked`; fetches rows through `fetch` in a thread."""

    HELP = "A list. {move.down} and {move.up} move, {move.top} and {move.bottom} go to the ends, {move.open} opens, {table.sort} sorts by the next column."
    BINDINGS: ClassVar[list[BindingType]] = bindings(SortByNext)

    class Chosen(Message):
        """Enter, or a second click."""

        def __init__(self, table: LineTable, row: str) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> LineTable:
            """The table it came from."""
            return self.table

    class Moved(Chosen):
        """The cursor stands on another row."""

    class SortAsked(Message):
        """Another order is wanted, or the same `turned` round; whoever fills the table answers with `fill`."""

        def __init__(self, table: LineTable, order: str, *, turned: bool = False) -> None:
            super().__init__()
            self.table = table
            self.order = order
            self.turned = turned

        @property
        def control(self) -> LineTable:
            """The table it came from."""
            return self.table

    class Unread(Message):
        """Rows could not be fetched; the sentence says why. They are asked for again when the list is read again."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class _Wanted(Message):
        """Lines were drawn whose page is not there."""

    class _Came(Message):
        """A page was fetched."""

        def __init__(self, page: int, filled: int, rows: Mapping[str, Row]) -> None:
            super().__init__()
            self.page = page
            self.filled = filled
            self.rows = rows

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Callable[[Sequence[str]], Mapping[str, Row]],
        *,
        named: str | None = None,
    ) -> None:
        super().__init__(id=named)
        self.columns = tuple(columns)
        self.fetch = fetch
        self.order: str | None = None
        self.turned = False
        self.cursor = 0
        self._ids: Sequence[str] = ()
        self._pages: dict[int, Mapping[str, Row]] = {}
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._filled = 0
        self._awaited: str | None = None
        self._begun: Mapping[str, Row] = {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Sorting is offered where a column can be sorted by."""
        if action == "sort" and not any(column.order for column in self.columns):
            return False
        return super().check_action(action, parameters)

    # ---- what is in it ------------------------------------------------------------------------------

    def fill(
        self, ids: Sequence[str], *, order: str | None = None, turned: bool = False, keep: bool = True
    ) -> None:
        """Other rows, and the order they are in. With `keep` the cursor stays on its row, and that row where it is on the screen."""
        stood, beside = self._awaited or self.row, self.cursor - self.scroll_offset.y
        self._awaited = None
        self._ids, self.order, self.turned = ids, order, turned
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()
        self._filled += 1
        self._go_on()
        self.virtual_size = Size(self.size.width, len(ids) + 1)
        self.cursor = self._find(stood) if keep and stood is not None else 0
        self.scroll_to(y=max(self.cursor - beside, 0) if keep else 0, animate=False, force=True)
        self.refresh()
        if self.row != stood and self.row is not None:
            self.post_message(self.Moved(self, self.row))

    def begin_with(self, rows: Mapping[str, Row], *, order: str, turned: bool) -> None:
        """The first rows in this order, at most a page of them, while `fill` is still on its way."""
        if self._filled or (self._awaited or None) not in {None, *rows}:
            return
        self._ids, self.order, self.turned = tuple(rows), order, turned
        self._begun, self._pages, self._asked = rows, {0: rows}, {0}
        self.virtual_size = Size(self.size.width, len(rows) + 1)
        self.cursor = self._find(self._awaited) if self._awaited else 0
        self.refresh()

    def _go_on(self) -> None:
        """The rows it began with need not be fetched again where they are its first page."""
        if self._begun and tuple(self._ids[:PAGE]) == tuple(self._begun):
            self._pages[0] = self._begun
            self._asked.add(0)
        self._begun = {}

    def stand_on(self, row: str) -> None:
        """The cursor goes to this row when the next rows come, if it is among them."""
        self._awaited = row

    def forget(self) -> None:
        """The rows may have changed: fetch what is in view again. Before the first rows there is nothing to forget."""
        if not self._ids:
            return
        self._asked.clear()
        self._filled += 1
        self._wanted |= set(self._pages)
        self.post_message(self._Wanted())

    def __len__(self) -> int:
        return len(self._ids)

    def __bool__(self) -> bool:
        return True

    @property
    def row(self) -> str | None:
        """The id under the cursor."""
        return self._ids[self.cursor] if 0 <= self.cursor < len(self._ids) else None

    @property
    def cells(self) -> Row:
        """What stands in the line under the cursor, cell by cell; nothing before it was fetched."""
        return self._pages.get(self.cursor // PAGE, {}).get(self.row or "", ())

    def _find(self, row: str) -> int:
        try:
            return self._ids.index(row)
        except ValueError:
            return min(self.cursor, max(len(self._ids) - 1, 0))

    def _on_line_table__wanted(self) -> None:
        for page in sorted(self._wanted - self._asked):
            self._asked.add(page)
            wanted = tuple(self._ids[page * PAGE : (page + 1) * PAGE])
            filled = self._filled
            self.run_worker(
                lambda p=page, w=wanted, f=filled: self._read(p, f, w),
                thread=True,
                group="pages",
                exit_on_error=False,
            )
        self._wanted.clear()

    def _read(self, page: int, filled: int, wanted: tuple[str, ...]) -> None:
        try:
            self.post_message(self._Came(page, filled, self.fetch(wanted)))
        except LedgerError as error:
            self.post_message(self.Unread(str(error)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What went wrong in a thread is told to whoever shows the list."""
        if event.state is WorkerState.ERROR:
            event.stop()
            self.post_message(self.Unread(str(event.worker.error)))

    def _on_line_table__came(self, message: _Came) -> None:
        if message.filled != self._filled:
            return
        while len(self._pages) >= MOST_PAGES:
            oldest = next(iter(self._pages))
            self._asked.discard(oldest)
            del self._pages[oldest]
        self._pages[message.page] = message.rows
        self.refresh()

    # ---- drawing ------------------------------------------------------------------------------------

    def shown_columns(self, width: int) -> list[tuple[int, Column, int]]:
        """(index, column, cells) of the columns that fit a width."""
        fits = [(at, column) for at, column in enumerate(self.columns) if width >= column.from_width]
        fixed = sum(column.width for _, column in fits) + sum(_gaps([column for _, column in fits]))
        least = next((column.least for _, column in fits if not column.width), WIDE)
        left, shown = max(width - fixed - 1, 8), list[tuple[int, Column, int]]()
        for at, column in fits:
            more = max(min(column.most - column.width, left - least), 0) if column.width else 0
            left -= more
            shown.append((at, column, column.width and column.width + more))
        return [(at, column, room or left) for at, column, room in shown]

    def render_line(self, y: int) -> Strip:
        """The head at the top, then the rows in view."""
        width = self.scrollable_content_region.width or self.size.width
        if y == 0:
            return self.strip(self._head(width), width)
        at = y - 1 + self.scroll_offset.y
        if at >= len(self._ids):
            return self.strip((), width)
        here = at == self.cursor
        mark = ((">" if self.ascii_only else CURSOR_BARE) if self.has_focus else "·") if here else " "
        return self.strip(line((mark, "key"), *self._cells(at, width)), width, cursor=here and self.has_focus)

    def _head(self, width: int) -> Line:
        titles = [span(self._title(column), "head") for column in self.columns]
        return (" ", "plain"), *self._padded(titles, width)

    def _title(self, column: Column) -> str:
        count = f" ({len(self):,})" if column.counted and not self._begun else ""
        sorted_by = column.order is not None and column.order == self.order
        return f"{column.title}{count}{(' ▼' if self.turned else ' ▲') if sorted_by else ''}"

    def _cells(self, at: int, width: int) -> Line:
        page = at // PAGE
        if page not in self._pages:
            if page not in self._asked:
                self._wanted.add(page)
                self.post_message(self._Wanted())
            return line((f"  {self._ids[at]}", "muted"))
        row = self._pages[page].get(self._ids[at])
        return self._padded(row, width) if row else line((f"  {self._ids[at]}", "muted"))

    def _padded(self, row: Sequence[Cell], width: int) -> Line:
        if len(row) == 1 < len(self.columns):
            return cut((_fitting(row[0], width - 1),), width - 1)
        spans: list[Span] = []
        columns = self.shown_columns(width)
        for (at, column, room), gap in zip(columns, _gaps([column for _, column, _ in columns]), strict=True):
            shown = cut((_fitting(row[at], room),), room)
            free = " " * (room - cells(shown))
            text: Line = (*shown, (free, "plain")) if column.align == "left" else ((free, "plain"), *shown)
            spans += [*text, (" " * gap, "plain")]
        return tuple(spans)

    # ---- moving -------------------------------------------------------------------------------------

    def places_in_view(self) -> list[tuple[int, int]]:
        """(line, row) of the rows on the screen."""
        top = self.scroll_offset.y
        return [(at - top + 1, at) for at in range(top, min(top + self.size.height - 1, len(self._ids)))]

    def go(self, at: int) -> None:
        """The cursor to this row, and the row into view."""
        at = max(0, min(len(self._ids) - 1, at))
        stood, self.cursor = self.cursor, at
        self.refresh_lines(stood + 1)
        self.refresh_lines(at + 1)
        self.scroll_to_region(Region(0, at, 1, 2), animate=False, force=True)
        if at != stood and self.row is not None:
            self.post_message(self.Moved(self, self.row))

    def action_step(self, by: int) -> None:
        """A row on or back."""
        self.go(self.cursor + by)

    def action_turn(self, by: int) -> None:
        """A page on or back."""
        self.go(self.cursor + by * max(self.size.height - 2, 1))

    def action_ends(self, by: int) -> None:
        """To the first or the last row."""
        self.go(0 if by < 0 else len(self._ids) - 1)

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.row is not None:
            self.post_message(self.Chosen(self, self.row))

    def action_sort(self) -> None:
        """By the next column that can be sorted by."""
        width = self.size.width
        orders = [column.order for _, column, _ in self.shown_columns(width) if column.order]
        if orders:
            at = (orders.index(self.order) + 1) % len(orders) if self.order in orders else 0
            self.post_message(self.SortAsked(self, orders[at]))

    def on_click(self, event: events.Click) -> None:
        """On the head: sort by that column. On a row: go there; again: open it."""
        if event.y == 0:
            self._sort_at(event.x)
            return
        at = event.y - 1 + self.scroll_offset.y
        if at < len(self._ids):
            again = at == self.cursor
            self.go(at)
            if again:
                self.action_choose()

    def _sort_at(self, x: int) -> None:
        start = 1
        columns = self.shown_columns(self.size.width)
        for (_, column, room), gap in zip(columns, _gaps([column for _, column, _ in columns]), strict=True):
            if start <= x < start + room and column.order:
                turned = column.order == self.order and not self.turned
                self.post_message(self.SortAsked(self, column.order, turned=turned))
            start += room + gap

    def on_resize(self) -> None:
        """The width goes with the screen; there is nothing to scroll sideways."""
        self.virtual_size = Size(self.size.width, len(self._ids) + 1)
