"""One case of a review, whole, with what this reader can do as keys; each asks once more before it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.message import Message

from ledger.tui.commands.command import bindings
from ledger.tui.commands.reviewing import DECIDES, BackFromCase, Decide
from ledger.tui.screens.one_sheet import OneSheet

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.journal.intake import Waiting as Amendment
    from ledger.record.opening import Record
    from ledger.resolution.people.pending import Act
    from ledger.tui.commands.command import Command
    from ledger.tui.views.review import Case
    from ledger.tui.widgets.sheet import Sheet


class CaseScreen(OneSheet):
    """Pushed above Review, or above a question. `changed` are the changes in the files that wait."""

    TAB = "Review"
    HELP = (
        "A case. Receipts stand side by side where the terminal is wide. A key that does not apply is not offered. Each act "
        "says what it will write and asks once more: what is decided here stays in the record and has no undo."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*DECIDES.values(), BackFromCase)

    class Came(Message):
        """The case was read."""

        def __init__(self, case: Case) -> None:
            super().__init__()
            self.case = case

    def __init__(self, question: str, changed: tuple[Amendment, ...] = ()) -> None:
        super().__init__()
        self.question = question
        self._changed = changed
        self._case: Case | None = None

    @property
    def waiting(self) -> str:
        """For the case."""
        return f"Reading {self.question} ..."

    def reload(self) -> None:
        """Read the case again."""
        self.read(self._read_case)

    def _read_case(self, record: Record) -> Message:
        from ledger.tui.views.review import read_case

        me, now = self.desk.me, self.desk.now_us
        return self.Came(read_case(record, self.question, self._changed, me=me, now_us=now))

    def on_case_screen_came(self, message: Came) -> None:
        """Show it."""
        from ledger.tui.pages.review import case_blocks

        self._case = message.case
        self.show(case_blocks(message.case, self.desk.zone))

    def may(self, command: type[Command]) -> bool:
        """Only what this reader can do now."""
        if issubclass(command, Decide):
            return self._case is not None and command.ACT in self._case.acts
        return super().may(command)

    def do_decide(self, message: Decide) -> None:
        """Ask what the act needs, and whether it is meant."""
        self._ask(type(message))

    def _ask(self, act: type[Decide]) -> None:
        from ledger.tui.screens.act import ActPanel

        if self._case is not None:
            self.app.push_screen(ActPanel(self.desk, self._case, act), self._done)

    def _done(self, sentence: str | None) -> None:
        if sentence:
            self._changed = tuple(one for one in self._changed if one.question != self.question)
            self.say(sentence, "good")
            self.ledger_app.ask_who_wrote()
            self.reload()

    def do_back_from_case(self) -> None:
        """To where it was opened from."""
        self.app.pop_screen()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """An act, the bytes of a receipt, an entry, the question."""
        from ledger.tui.screens.entry import follow

        kind, _, name = message.leads.partition(":")
        if kind == "act":
            self._ask(DECIDES[cast("Act", name)])
        else:
            follow(self.ledger_app, message.leads)
