"""Calibration: as much as the number of resolved families bears, seen in one of six ways."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container
from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.calibration import SEEING, Fold, ListInQuestions, MoreDetail, SeeAll, SliceByNext
from ledger.tui.commands.command import bindings
from ledger.tui.screens.about import AboutQuestion, question_of
from ledger.tui.views.calibration_wanted import SEEN, SLICED_BY, Wanted, wanted_from
from ledger.tui.widgets.chart_sheet import ChartSheet
from ledger.tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.record.opening import Record
    from ledger.tui.commands.command import Command
    from ledger.tui.keeping import Kept
    from ledger.tui.views.calibration import CalibrationView

LEAST_CHART, MOST_CHART = 11, 30
"""Lines of a chart."""
BESIDE, BELOW = 22, 10
"""Lines kept for the frame and the words of a page whose list is beside the chart, and of one whose list is below."""

SLOW = 0.5
"""Seconds after which a sentence says that it is being worked out."""


class CalibrationScreen(AboutQuestion):
    """A chart with its words, and the list behind it: beside on a wide screen, else below."""

    TAB = "Calibration"
    CSS_PATH = "../calibration.tcss"
    HELP = (
        "Calibration: how chances compare with what happened. Below 10 resolved families there is only the list, below "
        "30 a summary, from 30 a chart of at most five groups, from 100 the CORP terms. {calibration.anyway} shows more than the numbers bear, "
        "with what chance alone would show beside it. {calibration.view} goes from chances to CORP, sharpness, numbers, options and slices. "
        "On the chart a point is what happened of a group of about the same chance, its bar the 90 % interval, the shade what "
        "luck gives; a diamond is not explained by luck. The blocks below count forecasts."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#calibration"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*SEEING)

    class Came(Message):
        """The report was worked out."""

        def __init__(self, view: CalibrationView) -> None:
            super().__init__()
            self.view = view

    class People(Message):
        """Who can be chosen."""

        def __init__(self, names: tuple[str, ...]) -> None:
            super().__init__()
            self.names = names

    def __init__(self) -> None:
        super().__init__()
        self.wanted = Wanted()
        self.selected: int | None = None
        self._view: CalibrationView | None = None

    def body(self) -> Iterable[Widget]:
        """The chart and the list."""
        with Container(id="spread"):
            yield ChartSheet([quiet("Working it out ...")], named="calibration")
            yield ChartSheet(named="listed")

    def kept(self) -> Kept:
        """How it is seen."""
        return self.wanted.kept()

    def take_up(self, kept: Kept) -> None:
        """Seen in the same way again."""
        self.wanted = wanted_from(kept)

    @property
    def _page(self) -> ChartSheet:
        return self.query_one("#calibration", ChartSheet)

    @property
    def _listed(self) -> ChartSheet:
        return self.query_one("#listed", ChartSheet)

    @property
    def _wide(self) -> bool:
        return self._listed.display

    def about(self) -> str | None:
        """The question of the line under the cursor."""
        if not self.is_mounted:
            return None
        return question_of((self._listed if self._wide else self._page).leads)

    def takes_forecasts(self, question: str) -> bool:
        """What was scored has ended; what ends next may be open still."""
        rows = self._view.next_rows if self._view is not None else ()
        return any(row.id == question and row.takes_forecasts(self.desk.now_us) for row in rows)

    def reload(self) -> None:
        """Work it out again."""
        self.read(self._report)

    def _report(self, record: Record) -> Message:
        from ledger.tui.views.calibration import read_calibration

        return self.Came(read_calibration(record, self.wanted, now_us=self.desk.now_us, me=self.desk.me))

    def on_calibration_screen_came(self, message: Came) -> None:
        """Show what there is, unless something else is wanted by now."""
        if message.view.wanted == self.wanted:
            self.say("")
            same = self._view is not None and self._view.wanted == self.wanted
            self._view = message.view
            self._show(keep=same)

    def on_screen_suspend(self) -> None:
        """Nobody waits for it any more."""
        self.workers.cancel_group(self, "read")

    def _show(self, *, keep: bool = True) -> None:
        from ledger.tui.pages.calibration.page import left_column, one_column, right_column, spread_of
        from ledger.tui.pages.calibration.spread import Drawing

        if (view := self._view) is None:
            return
        lines = self.size.height - (BESIDE if self._wide else BELOW)
        lines = max(LEAST_CHART, min(MOST_CHART, lines))
        spread = spread_of(view, Drawing(lines, self.selected, ascii_only=self.ledger_app.ascii_only))
        if self.selected is not None and self.selected >= spread.parts:
            self.selected = None
        chosen = self.selected is not None
        for sheet in (self._page, self._listed):
            sheet.chart_parts = spread.parts
        if self._wide:
            self._page.show(left_column(view, spread), keep=keep)
            self._listed.show(right_column(view, spread, selected=chosen), keep=keep)
        else:
            self._page.show(one_column(view, spread, selected=chosen), keep=keep)
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 Textual's signature
        """The list goes beside the chart or below it, and the cursor with it."""
        self.call_after_refresh(self._rearrange)

    def _rearrange(self) -> None:
        if self.is_mounted:
            self.set_focus(self._listed if self._wide else self._page)
            self._show()

    # ---- keys ---------------------------------------------------------------------------------------

    def may(self, command: type[Command]) -> bool:
        """Some need a chart that can be folded, slices, a part that is selected, or anything that was scored."""
        if command is Fold:
            return self.wanted.seen in {"chances", "options"}
        if command is SliceByNext:
            return self.wanted.seen == "slices"
        if command is SeeAll:
            return self.selected is not None
        if (
            command in {ListInQuestions, MoreDetail}
            and self._view is not None
            and not self._view.panel.resolved
        ):
            return False
        if command is ListInQuestions:
            return self._query() is not None
        return super().may(command)

    def _want(self, wanted: Wanted) -> None:
        """Something else, from its top."""
        self.wanted, self.selected = wanted, None
        self.reload()
        self.set_timer(SLOW, self._still)

    def _still(self) -> None:
        if self._view is not None and self._view.wanted != self.wanted:
            self.say("Working it out ...", "muted")

    def do_more_detail(self) -> None:
        """More than the numbers bear, or no longer."""
        self._want(replace(self.wanted, anyway=not self.wanted.anyway))

    def do_next_seen(self) -> None:
        """The next way to see it."""
        self._see(1)

    def do_last_seen(self) -> None:
        """The way before."""
        self._see(-1)

    def _see(self, by: int) -> None:
        seen = SEEN[(SEEN.index(self.wanted.seen) + by) % len(SEEN)]
        self._want(replace(self.wanted, seen=seen))

    def do_fold(self) -> None:
        """How sure, or YES again."""
        self._want(replace(self.wanted, folded=not self.wanted.folded))

    def do_slice_by_next(self) -> None:
        """Slices by the next thing."""
        by = SLICED_BY[(SLICED_BY.index(self.wanted.by) + 1) % len(SLICED_BY)]
        self._want(replace(self.wanted, by=by))

    def do_see_all(self) -> None:
        """No part of the chart."""
        self._select(None)

    def on_chart_sheet_stepped(self, message: ChartSheet.Stepped) -> None:
        """The next part; beyond the last one none, and from there on again."""
        places = self._page.chart_parts + 1
        at = places - 1 if self.selected is None else self.selected
        turned = (at + message.by) % places
        self._select(None if turned == places - 1 else turned)

    def _select(self, part: int | None) -> None:
        self.selected = part
        self._show(keep=False)

    def on_sheet_moved(self) -> None:
        """Other keys may work on another line."""
        self.refresh_bindings()

    def on_sheet_chosen(self, message: ChartSheet.Chosen) -> None:
        """Open the question."""
        if question := question_of(message.leads):
            self.ledger_app.open_question(question)

    # ---- whose, and the list elsewhere --------------------------------------------------------------

    def do_choose_whose(self) -> None:
        """Ask whose, with the names there are."""
        self.read(self._people, group="people")

    def _people(self, record: Record) -> Message:
        from ledger.tui.views.calibration import read_people

        return self.People(read_people(record))

    def on_calibration_screen_people(self, message: People) -> None:
        """Open the panel."""
        from ledger.tui.screens.whose import WhosePanel

        self.app.push_screen(WhosePanel(self.wanted, message.names, self.desk.me), self._chose)

    def _chose(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            self._want(wanted)

    def _query(self) -> str | None:
        if self._view is None:
            return None
        from ledger.tui.pages.calibration.query import query_of

        return query_of(self._view, self.selected)

    async def do_list_in_questions(self) -> None:
        """The same questions where they can be sorted and filtered further."""
        if query := self._query():
            await self.app.switch_mode("questions")
            self.app.screen.query_one("#query", QueryLine).value = query
