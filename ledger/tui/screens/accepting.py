"""The panel of a look's alarms: what was, what is, what it read and from where; y takes what is as right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.message import Message

from ledger.tui.blocks import Words, quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.sources import AgreeToAccept
from ledger.tui.ink import line
from ledger.tui.screens.entry import follow
from ledger.tui.screens.panel import Panel

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.tui.app import LedgerApp
    from ledger.tui.commands.command import Command
    from ledger.tui.desk import Desk
    from ledger.tui.views.sources import LookView
    from ledger.tui.widgets.sheet import Sheet


class AcceptPanel(Panel[str]):
    """Closes with the sentence of what was accepted, or with nothing. It accepts the alarms it shows, and none that came after."""

    HELP = "{accept.agree} takes what this look reads now as right: these alarms are over. {move.open} on a request shows its bytes."
    BINDINGS: ClassVar[list[BindingType]] = bindings(AgreeToAccept)

    class Came(Message):
        """The look was read; None where no question needs it any more."""

        def __init__(self, view: LookView | None) -> None:
            super().__init__()
            self.view = view

    class Accepted(Message):
        """The alarms are over."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, desk: Desk, look: str) -> None:
        super().__init__([quiet("Reading the look ...")])
        self.desk = desk
        self.look = look
        self._view: LookView | None = None

    def on_mount(self) -> None:
        """Read it."""
        self.work(self._read)

    def _read(self) -> Message:
        from ledger.tui.views.sources import read_look

        with self.desk.record() as record:
            return self.Came(read_look(record, self.look, now_us=self.desk.now_us))

    def on_accept_panel_came(self, message: Came) -> None:
        """Show what was, what is, and what it rests on."""
        from ledger.tui.pages.sources import accept_blocks

        self._view = message.view
        ascii_only = cast("LedgerApp", self.app).ascii_only
        self.show(accept_blocks(message.view, self.desk.zone, ascii_only=ascii_only))
        self.refresh_bindings()

    def may(self, command: type[Command]) -> bool:
        """Agreeing needs something that was shown, and happens once."""
        if command is AgreeToAccept:
            return self._view is not None and bool(self._view.listed.acceptable)
        return super().may(command)

    def do_agree_to_accept(self) -> None:
        """Exactly what is shown."""
        if (view := self._view) is not None:
            self._view = None
            self.work(lambda: self._accept(view))

    def _accept(self, view: LookView) -> Message:
        from ledger.tui.views.sources import accept_now

        return self.Accepted(accept_now(self.desk, view))

    def on_accept_panel_accepted(self, message: Accepted) -> None:
        """Close with what was done."""
        self.dismiss(message.sentence)

    def failed(self, sentence: str) -> None:
        """Say why nothing was accepted."""
        self.show([Words(line((f"! {sentence}", "bad")))])
        self.refresh_bindings()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """To the bytes of a request, or a question."""
        follow(cast("LedgerApp", self.app), message.leads)
