"""Taking in the question files: what they say otherwise than the record first; Enter takes it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.commands.command import bindings
from ledger.tui.commands.files import LeaveFiles, TakeIn
from ledger.tui.screens.one_sheet import OneSheet

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.tui.commands.command import Command
    from ledger.tui.views.files import FilesView
    from ledger.tui.widgets.sheet import Sheet


class FilesScreen(OneSheet):
    """Pushed above any screen."""

    HELP = (
        "The question files beside the record: what is new, what is changed word by word, what waits for a person, and what "
        "is wrong in a file, with its line. {files.take} takes in exactly what is shown; {files.back} takes in nothing. A change that "
        "waits is accepted in Review."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(TakeIn, LeaveFiles)

    class Came(Message):
        """The files were compared with the record."""

        def __init__(self, view: FilesView) -> None:
            super().__init__()
            self.view = view

    class Taken(Message):
        """They were taken in."""

        def __init__(self, view: FilesView) -> None:
            super().__init__()
            self.view = view

    def __init__(self) -> None:
        super().__init__()
        self._view: FilesView | None = None

    @property
    def waiting(self) -> str:
        """For what the files say."""
        return "Reading the question files ..."

    def on_mount(self) -> None:
        """Compare them."""
        self.act(self._compare, group="compare")

    def _compare(self) -> Message:
        from ledger.tui.views.files import read_files

        return self.Came(read_files(self.desk))

    def on_files_screen_came(self, message: Came) -> None:
        """Show what would be taken in."""
        from ledger.tui.pages.files import files_blocks

        self._view = message.view
        self.show(files_blocks(message.view), keep=False)

    def may(self, command: type[Command]) -> bool:
        """Taking in needs something to take; once."""
        if command is TakeIn:
            return self._view is not None and self._view.takes
        return super().may(command)

    def do_take_in(self) -> None:
        """What is shown, in a worker."""
        if (view := self._view) is not None:
            self.say("taking in ...", "muted")
            self.act(lambda: self._take(view), group="take")

    def _take(self, view: FilesView) -> Message:
        from ledger.tui.views.files import take_files

        return self.Taken(take_files(self.desk, view))

    def on_files_screen_taken(self, message: Taken) -> None:
        """Show what was; the new questions lead on."""
        from ledger.tui.pages.files import taken_blocks

        self._view = None
        self.show(taken_blocks(message.view), keep=False)
        self.say("")
        self.ledger_app.ask_who_wrote()

    def do_leave_files(self) -> None:
        """To where it was opened from."""
        self.app.pop_screen()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Where a line leads."""
        from ledger.tui.screens.entry import follow

        follow(self.ledger_app, message.leads)
