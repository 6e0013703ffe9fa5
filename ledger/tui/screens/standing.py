"""Screens on which a forecast of mine that stands can be taken back, corrected and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui import deeds
from ledger.tui.commands.anywhere import Undo
from ledger.tui.commands.command import bindings
from ledger.tui.commands.forecasting import CorrectSlip, EndMine
from ledger.tui.screens.walking import Walking

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.acts import Saved
    from ledger.questions.forecast import Says
    from ledger.record.seen import Seen
    from ledger.tui.commands.command import Command
    from ledger.tui.views.question import QuestionView


class OnStanding(Walking):
    """A subclass tells what stands, and puts a value into its fields to be corrected."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(CorrectSlip, EndMine)

    class Withdrawn(Message):
        """My forecast has ended."""

        def __init__(self, question: str, forecast: int) -> None:
            super().__init__()
            self.question = question
            self.forecast = forecast

    @property
    def page(self) -> QuestionView | None:
        """The question here as it was read; None until it was."""
        return None

    @property
    def stands(self) -> bool:
        """Whether a forecast of mine stands on the question here."""
        return (page := self.page) is not None and page.my_words is not None and page.takes_forecasts

    def begin_correction(self, says: Says) -> None:
        """Put what was said into the fields, to be typed over."""

    def settle(self) -> None:
        """Leave the fields: they follow what stands."""

    @property
    def slip(self) -> Saved | None:
        """My last forecast, where it is on the question here and can still be corrected."""
        saved = self.ledger_app.slips.saved
        here = saved is not None and saved.question == self.about()
        return saved if here and self.ledger_app.may(Undo) else None

    def may(self, command: type[Command]) -> bool:
        """A key works where it has something to do."""
        if command is CorrectSlip:
            return self.slip is not None
        if command is EndMine:
            return self.stands
        return super().may(command)

    def do_correct_slip(self) -> None:
        """What was typed wrongly, in the field again."""
        if (saved := self.slip) is not None:
            self.begin_correction(saved.says)
            self.say(f"what did you mean? {saved.words} becomes a marked slip. Enter saves, Escape leaves it")

    def do_end_mine(self) -> None:
        """End my forecast, after asking once."""
        from ledger.tui.screens.typed import WithdrawPanel

        if (page := self.page) is not None and page.my_words is not None:
            question, seen = page.row.id, page.seen
            panel = WithdrawPanel(question, page.my_words)
            self.app.push_screen(panel, lambda agreed: self._withdraw(question, seen) if agreed else None)

    def _withdraw(self, question: str, seen: Seen) -> None:
        end = deeds.withdraw
        self.act(lambda: self.Withdrawn(question, end(self.desk, question, seen)), group="withdraw")

    def on_on_standing_withdrawn(self, message: Withdrawn) -> None:
        """Say so."""
        self.ledger_app.slips.forget(message.question)
        words = f"withdrawn: forecast #{message.forecast} ends now"
        self.did(message.question, "withdrawn", words)
        self.settle()
        self.say(words, "good")
