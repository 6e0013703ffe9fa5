"""Screens that are one sheet, and those of them whose lines lead to questions: one that stays, one above another."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.question import Back
from ledger.tui.screens.about import AboutQuestion, question_of
from ledger.tui.screens.framed import Framed
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.tui.blocks import Block
    from ledger.tui.keeping import Kept


class OneSheet(Framed):
    """A subclass tells what it waits for, reads that, and shows it."""

    AUTO_FOCUS: ClassVar[str | None] = "Sheet"

    @property
    def waiting(self) -> str:
        """What stands here until the page was read."""
        return "Reading ..."

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Sheet([quiet(self.waiting)], named="page")

    @property
    def sheet(self) -> Sheet:
        """The page."""
        return self.query_one("#page", Sheet)

    def show(self, blocks: Sequence[Block], *, keep: bool = True) -> None:
        """The page, as it is now; other keys may work on it. Without `keep` it is another page, read from its top."""
        self.sheet.show(blocks, keep=keep)
        self.refresh_bindings()


class SheetOfQuestions(OneSheet, AboutQuestion):
    """Its keys are for the question of the line under the cursor."""

    def about(self) -> str | None:
        """The question of the line under the cursor."""
        return question_of(self.sheet.leads) if self.is_mounted else None

    def follow(self, question: str) -> None:
        """Where a line leads: to its question."""
        self.ledger_app.open_question(question)

    def on_sheet_moved(self) -> None:
        """Other keys may work on another line."""
        self.refresh_bindings()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Where the line leads."""
        if question := question_of(message.leads):
            self.follow(question)


class SheetThatStays(SheetOfQuestions):
    """One of the screens of the top line: the next run finds its cursor where it was."""

    def kept(self) -> Kept:
        """The line under the cursor."""
        return {"cursor": self.sheet.leads or ""}

    def take_up(self, kept: Kept) -> None:
        """The cursor on that line again."""
        self.sheet.stand_on(kept.get("cursor", ""))


class SheetAbove(SheetOfQuestions):
    """Pushed above another screen; Escape goes back to it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Back)

    def do_back(self) -> None:
        """To where it was opened from."""
        self.app.pop_screen()
