"""A panel above a screen: a page, perhaps a field, and its keys. Escape closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.containers import Vertical
from textual.message import Message
from textual.worker import Worker, WorkerState

from ledger.errors import LedgerError
from ledger.tui.blocks import Words, heading
from ledger.tui.broken import what_broke
from ledger.tui.commands.command import Obeys, bindings
from ledger.tui.commands.panels import ClosePanel
from ledger.tui.ink import line
from ledger.tui.screens.closes_once import ClosesOnce
from ledger.tui.widgets.key_line import KeyLine
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.tui.blocks import Block

Answer = TypeVar("Answer")


def told_in(title: str, sentences: Sequence[str]) -> Panel[None]:
    """A panel that tells some things, one below the other."""
    return Panel([heading(title, "esc closes"), *(Words(line(one), 2) for one in sentences)])


class Panel(Obeys, ClosesOnce[Answer]):
    """`blocks` fill its page; a subclass may put fields below it."""

    CSS_PATH = ["../panel.tcss", "../fields.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(ClosePanel)

    class Refused(Message):
        """What a worker was asked cannot be; the sentence says why."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

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

    def work(self, do: Callable[[], Message]) -> None:
        """Do something in a worker, which posts what came of it, or the sentence that says why not."""
        self.run_worker(lambda: self.post_message(self._tried(do)), thread=True, exit_on_error=False)

    def _tried(self, do: Callable[[], Message]) -> Message:
        try:
            return do()
        except LedgerError as error:
            return self.Refused(str(error))

    def on_panel_refused(self, message: Refused) -> None:
        """Say why not."""
        self.failed(message.sentence)

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
