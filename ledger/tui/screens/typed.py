"""Panels in which a sentence is typed: a note, the reason for skipping."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widgets import Input

from ledger.tui.blocks import GAP, Words, heading, quiet
from ledger.tui.commands.command import bindings, named_key
from ledger.tui.commands.panels import AgreeToWithdraw, BadlyWorded, NoView
from ledger.tui.ink import line
from ledger.tui.screens.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.tui.desk import Desk


class NotePanel(Panel[str]):
    """Writes a note on a question and closes with the sentence to show."""

    HELP = "A remark on this question. Enter writes it into the journal, where it stays."

    class Written(Message):
        """The note is in the journal."""

    def __init__(self, desk: Desk, question: str, *, badly_worded: bool = False) -> None:
        what = (
            "What is badly worded? Its maintainer reads this." if badly_worded else "A note on this question."
        )
        super().__init__(
            [heading(question), Words(line(what)), quiet("Enter writes it; notes cannot be taken back.")]
        )
        self.desk = desk
        self.question = question
        self.badly_worded = badly_worded
        self._writing = False

    def fields(self) -> Iterable[Widget]:
        """One line of text."""
        yield Input(placeholder="words, then Enter", id="words")

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one("#words", Input))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Write it, in a worker; once, however often Enter is pressed."""
        text = message.value
        if self._writing:
            return
        self._writing = True
        self.work(lambda: self._write(text))

    def _write(self, text: str) -> Written:
        from ledger.acts import note

        with self.desk.journal() as journal:
            note(journal, self.question, text, by=self.desk.me, badly_worded=self.badly_worded)
        return self.Written()

    def on_note_panel_written(self) -> None:
        """Close."""
        self.dismiss("noted")

    def failed(self, sentence: str) -> None:
        """It can be tried again."""
        self._writing = False
        self.show([heading(self.question), Words(line((sentence, "bad")))])


class SkipPanel(Panel[str]):
    """Asks why a question is skipped. Gives `no view`, `badly worded`, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(NoView, BadlyWorded)

    def __init__(self) -> None:
        super().__init__(
            [
                heading("Skip this question"),
                GAP,
                Words(line(named_key(NoView), "  no view: it comes back when you start the app again"), 3),
                Words(line(named_key(BadlyWorded), "  badly worded: its maintainer gets a note from you"), 3),
            ]
        )

    def do_no_view(self) -> None:
        """It comes back another day."""
        self.dismiss("no view")

    def do_badly_worded(self) -> None:
        """Its maintainer should know."""
        self.dismiss("badly worded")


class WithdrawPanel(Panel[str]):
    """Asks once before a forecast ends."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(AgreeToWithdraw)

    def __init__(self, question: str, says: str) -> None:
        super().__init__(
            [
                heading(question),
                Words(line("Your forecast of ", (says, "strong"), " ends now.")),
                Words(
                    line(
                        "What it earned until now stays in the record. So does this end: nothing takes it back."
                    )
                ),
                quiet("While the question is open, you can forecast it anew."),
            ]
        )

    def do_agree_to_withdraw(self) -> None:
        """End it."""
        self.dismiss("withdraw")
