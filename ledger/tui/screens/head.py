"""The panel with the head: three lines that pin the record as it is, to be kept elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ledger.tui.commands.command import bindings
from ledger.tui.commands.journal import CopyHead
from ledger.tui.pages.journal import head_blocks
from ledger.tui.screens.entry import ReadPanel

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.tui.blocks import Block
    from ledger.tui.desk import Desk


class HeadPanel(ReadPanel):
    """What `fledger head` prints."""

    HELP = "The head of the record: whose log, how many entries, and the root over all of them. {head.copy} copies the three lines."
    BINDINGS: ClassVar[list[BindingType]] = bindings(CopyHead)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._text = ""

    def page(self) -> list[Block]:
        """The three lines and where to keep them."""
        from ledger.journal.head import head

        self._text = head(self.desk.settings.ledger).text()
        return head_blocks(self._text)

    def do_copy_head(self) -> None:
        """To the clipboard; not every terminal lets a program do that."""
        self.app.copy_to_clipboard(self._text)
