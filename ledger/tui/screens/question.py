"""One question, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.question import Back, NextPart, PartBefore, Withdraw, WriteNote
from ledger.tui.commands.reviewing import ReviewIt
from ledger.tui.screens.about import AboutQuestion
from ledger.tui.widgets.part_line import PartLine
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.questions.publication import Publication
    from ledger.record.opening import Record
    from ledger.record.seen import Seen
    from ledger.tui.views.behind import Behind
    from ledger.tui.views.question import QuestionView


class QuestionScreen(AboutQuestion):
    """Pushed above the screen it was opened from; Escape goes back. `at` names the section to start at."""

    TAB = "Questions"
    HELP = (
        "One question: where it stands, the value now and its history, your forecasts and the others', its criteria, the "
        "claim behind it and who objects, its sources and evidence, what was amended and everything that happened to it. "
        "{question.next-part} and {question.part-before} go from one part to the next and back. Others' figures are hidden until you answered; {question.reveal} shows them."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#question"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Back, NextPart, PartBefore, WriteNote, ReviewIt, Withdraw
    )

    class Came(Message):
        """The first part was read, with the publications it names."""

        def __init__(self, view: QuestionView, publications: Mapping[str, Publication]) -> None:
            super().__init__()
            self.view = view
            self.publications = publications

    class Followed(Message):
        """The rest was read, for the first part it belongs to."""

        def __init__(self, view: QuestionView, behind: Behind) -> None:
            super().__init__()
            self.view = view
            self.behind = behind

    class Withdrawn(Message):
        """My forecast has ended."""

        def __init__(self, forecast: int) -> None:
            super().__init__()
            self.forecast = forecast

    def __init__(self, question: str, *, at: str | None = None) -> None:
        super().__init__()
        self.question = question
        self._at = at
        self._view: QuestionView | None = None
        self._behind: Behind | None = None
        self._publications: Mapping[str, Publication] = {}
        self._unfolded: set[str] = set()

    def body(self) -> Iterable[Widget]:
        """The names of the parts, and one page."""
        yield PartLine(named="parts")
        yield Sheet([quiet(f"Reading {self.question} ...")], named="question")

    @property
    def sheet(self) -> Sheet:
        """The page."""
        return self.query_one("#question", Sheet)

    def about(self) -> str | None:
        """This question."""
        return self.question

    def hides(self, question: str) -> bool:
        """As the view says."""
        return self._view is not None and self._view.hidden and self._view.row.id == question

    def takes_forecasts(self, question: str) -> bool:  # noqa: ARG002 there is one here
        """As the view says."""
        return self._view is None or self._view.takes_forecasts

    # ---- reading ------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the first part again; the rest follows it."""
        self.read(self._first)

    def _first(self, record: Record) -> Message:
        from ledger.tui.views.question import read_question

        revealed = self.question in self.ledger_app.revealed
        view = read_question(
            record, self.question, now_us=self.desk.now_us, me=self.desk.me, revealed=revealed
        )
        return self.Came(view, self.ledger_app.publications())

    def on_question_screen_came(self, message: Came) -> None:
        """Show it above what is there of the rest; that is read once this is painted, as both would take turns."""
        self._view, self._publications = message.view, message.publications
        self._show()
        self.refresh_bindings()
        self.call_after_refresh(self._read_rest, message.view)

    def _read_rest(self, view: QuestionView) -> None:
        self.read(lambda record: self._rest(record, view), group="rest")

    def _rest(self, record: Record, view: QuestionView) -> Message:
        from ledger.tui.views.behind import read_behind

        return self.Followed(view, read_behind(record, view))

    def on_question_screen_followed(self, message: Followed) -> None:
        """Fill it in, unless the first part was read again meanwhile."""
        if message.view is self._view:
            self._behind = message.behind
            self._show()

    def _show(self) -> None:
        from ledger.tui.pages.question import question_blocks

        if self._view is None:
            return
        blocks = question_blocks(
            self._view,
            publications=self._publications,
            behind=self._behind,
            unfolded=self._unfolded,
            zone=self.desk.zone,
            ascii_only=self.ledger_app.ascii_only,
        )
        self.sheet.show(blocks)
        # before the rest is there the page may be too short for the part to come to the top
        if self._at is not None and self.sheet.go_to_part(self._at) and self._behind is not None:
            self._at = None

    # ---- parts --------------------------------------------------------------------------------------

    def on_sheet_turned(self) -> None:
        """Mark the part that is read."""
        names = [name for _, name in self.sheet.parts]
        self.query_one("#parts", PartLine).tell(names, self.sheet.part)

    def do_next_part(self) -> None:
        """On."""
        self.sheet.turn_part(1)

    def do_part_before(self) -> None:
        """Back."""
        self.sheet.turn_part(-1)

    def on_part_line_wanted(self, message: PartLine.Wanted) -> None:
        """Go there."""
        self.sheet.go_to_part(message.part)

    def do_back(self) -> None:
        """To where it was opened from."""
        self.app.pop_screen()

    def show_evidence(self, question: str) -> None:  # noqa: ARG002 there is one here
        """Further down on this page, as soon as it is there."""
        from ledger.tui.pages.evidence import EVIDENCE

        self._at = None if self.sheet.go_to_part(EVIDENCE) else EVIDENCE

    def do_write_note(self) -> None:
        """Write a remark."""
        from ledger.tui.screens.typed import NotePanel

        self.app.push_screen(NotePanel(self.desk, self.question), self._noted)

    def do_review_it(self) -> None:
        """Its case: receipts, and what this reader can do."""
        from ledger.tui.screens.case import CaseScreen

        self.app.push_screen(CaseScreen(self.question))

    def _noted(self, sentence: str | None) -> None:
        if sentence:
            self.say(sentence, "good")

    def do_withdraw(self) -> None:
        """End my forecast, after asking once."""
        from ledger.tui.screens.typed import WithdrawPanel

        if (view := self._view) is None:
            return
        if view.my_words is None:
            self.say("no forecast of yours stands here", "warn")
            return
        seen, panel = view.seen, WithdrawPanel(self.question, view.my_words)
        self.app.push_screen(panel, lambda agreed: self._withdraw(seen) if agreed else None)

    def _withdraw(self, seen: Seen) -> None:
        from ledger.tui.deeds import withdraw

        self.act(lambda: self.Withdrawn(withdraw(self.desk, self.question, seen)), group="withdraw")

    def on_question_screen_withdrawn(self, message: Withdrawn) -> None:
        """Say so."""
        self.ledger_app.slips.forget(self.question)
        self.say(f"withdrawn: forecast #{message.forecast} ends now", "good")
        self.reload()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """To an entry, the kept bytes, the rows of a score, or the rest of a folded part."""
        from ledger.tui.pages.folding import unfolds
        from ledger.tui.pages.worth import traces_rule
        from ledger.tui.screens.entry import follow
        from ledger.tui.screens.trace import TraceScreen

        if part := unfolds(message.leads):
            self._unfolded.add(part)
            self._show()
        elif rule := traces_rule(message.leads):
            self.app.push_screen(TraceScreen(self.question, self.desk.me, first=rule))
        else:
            follow(self.ledger_app, message.leads)
