"""One question, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.blocks import Pair, quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.question import Back, Withdraw, WriteNote
from ledger.tui.ink import plain
from ledger.tui.screens.about import AboutQuestion
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.questions.publication import Publication
    from ledger.record.opening import Record
    from ledger.tui.blocks import Block
    from ledger.tui.views.question import QuestionView


class QuestionScreen(AboutQuestion):
    """Pushed above the screen it was opened from; Escape goes back. `at` names the section to start at."""

    TAB = "Questions"
    HELP = (
        "One question: where it stands, the value now and its history, your forecasts and the others', its criteria, the "
        "claim behind it and who objects, its evidence and everything that happened to it. Others' figures are hidden "
        "until you answered; h shows them."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#question"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Back, WriteNote, Withdraw)

    class Came(Message):
        """The view was read, with the publications it names and how my forecasts did."""

        def __init__(
            self, view: QuestionView, publications: Mapping[str, Publication], scores: tuple[str, ...]
        ) -> None:
            super().__init__()
            self.view = view
            self.publications = publications
            self.scores = scores

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

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Sheet([quiet(f"Reading {self.question} ...")], named="question")

    def about(self) -> str | None:
        """This question."""
        return self.question

    def hides(self, question: str) -> bool:
        """As the view says."""
        return self._view is not None and self._view.hidden and self._view.row.id == question

    def reload(self) -> None:
        """Read everything again."""
        self.read(self._question)

    def _question(self, record: Record) -> Message:
        from ledger.tui.views.question import read_question
        from ledger.tui.views.standing import score_lines

        revealed = self.question in self.ledger_app.revealed
        view = read_question(
            record, self.question, now_us=self.desk.now_us, me=self.desk.me, revealed=revealed
        )
        scores = score_lines(record, view) if view.row.outcome is not None else ()
        return self.Came(view, self.ledger_app.publications(), scores)

    def on_question_screen_came(self, message: Came) -> None:
        """Show it, from the section asked for."""
        from ledger.tui.pages.question import question_blocks

        self._view = message.view
        blocks = question_blocks(
            message.view,
            publications=message.publications,
            scores=message.scores,
            zone=self.desk.zone,
            ascii_only=self.ledger_app.ascii_only,
        )
        sheet = self.query_one("#question", Sheet)
        sheet.show(blocks)
        if self._at is not None:
            sheet.go_to_text(_section(blocks, self._at))
            self._at = None
        self.refresh_bindings()

    def do_back(self) -> None:
        """To where it was opened from."""
        self.app.pop_screen()

    def show_evidence(self, question: str) -> None:  # noqa: ARG002 there is one here
        """Further down on this page."""
        from ledger.tui.pages.trail import EVIDENCE

        self.query_one("#question", Sheet).go_to_text(EVIDENCE)

    def do_write_note(self) -> None:
        """Write a remark."""
        from ledger.tui.screens.typed import NotePanel

        self.app.push_screen(NotePanel(self.desk, self.question), self._noted)

    def _noted(self, sentence: str | None) -> None:
        if sentence:
            self.say(sentence, "good")

    def do_withdraw(self) -> None:
        """End my forecast, after asking once."""
        from ledger.tui.screens.typed import WithdrawPanel

        self.app.push_screen(WithdrawPanel(self.question), self._withdraw)

    def _withdraw(self, agreed: str | None) -> None:
        if agreed:
            self.act(lambda: self.Withdrawn(self._end_mine()), group="withdraw")

    def _end_mine(self) -> int:
        from ledger.acts import withdraw

        with self.desk.journal() as journal, self.desk.record() as record:
            return withdraw(journal, record, self.question, by=self.desk.me)

    def on_question_screen_withdrawn(self, message: Withdrawn) -> None:
        """Say so."""
        self.say(f"withdrawn: forecast #{message.forecast} ends now", "good")
        self.reload()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """A line of the trail leads to its entry, a piece of evidence to its bytes."""
        from ledger.tui.screens.entry import EntryPanel, EvidencePanel

        kind, _, name = message.leads.partition(":")
        if kind == "entry":
            self.app.push_screen(EntryPanel(self.desk, int(name)))
        elif kind == "evidence":
            self.app.push_screen(EvidencePanel(self.desk, name))


def _section(blocks: list[Block], name: str) -> str:
    """The heading that begins so."""
    titles = (plain(block.left) for block in blocks if isinstance(block, Pair))
    return next((title for title in titles if title.casefold().startswith(name.casefold())), "")
