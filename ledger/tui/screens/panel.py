"""A panel above a screen: a page, perhaps a field, and its keys. Escape closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerState

from ledger.tui.blocks import Words, heading
from ledger.tui.broken import what_broke
from ledger.tui.commands.command import Obeys, bindings
from ledger.tui.commands.panels import ClosePanel
from ledger.tui.ink import line
from ledger.tui.widgets.key_line import KeyLine
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.tui.blocks import Block

Answer = TypeVar("Answer")


def told_in(title: str, sentences: Sequence[str]) -> Panel[None]:
    """A panel that tells some things, one below the other."""
    return Panel([heading(title, "esc closes"), *(Words(line(one), 2) for one in sentences)])


class Panel(Obeys, ModalScreen[Answer]):
    """`blocks` fill its page; a subclass may put fields below it."""

    CSS_PATH = ["../panel.tcss", "../fields.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(ClosePanel)

    def __init__(self, blocks: Sequence[Block] = ()) -> None:
        super().__init__()
        self._first = tuple(blocks)

    def compose(self) -> ComposeResult:
        """The frame."""
        with Vertical(id="panel"):
            yield Sheet(self._first, named="panel-page")
            yield from self.fields()
            yield KeyLine()

    def fields(self) -> Iterable[Widget]:
        """What is typed or chosen here."""
        return ()

    def show(self, blocks: Sequence[Block]) -> None:
        """Another page."""
        self.query_one("#panel-page", Sheet).show(blocks)

    def failed(self, sentence: str) -> None:
        """What was asked for did not work; it can be asked again."""
        self.show([Words(line((sentence, "bad")))])

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that broke says so here; the panel goes on."""
        if event.state is WorkerState.ERROR:
            self.failed(what_broke(event.worker.error))

    def do_close_panel(self) -> None:
        """Back, with nothing decided."""
        self.dismiss(None)
