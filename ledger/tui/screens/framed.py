"""What every screen has: the line of screens above, what was said and the keys below, and reading in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from ledger.errors import LedgerError
from ledger.tui.broken import what_broke
from ledger.tui.commands.command import Obeys
from ledger.tui.widgets.key_line import KeyLine
from ledger.tui.widgets.say_line import SayLine, always
from ledger.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from ledger.record.opening import Record
    from ledger.tui.app import LedgerApp
    from ledger.tui.desk import Desk
    from ledger.tui.ink import Ink
    from ledger.tui.keeping import Kept
    from ledger.tui.widgets.line_table import LineTable
    from ledger.tui.widgets.say_line import Holds


class Framed(Obeys, Screen[None]):
    """A screen in the app's frame. `TAB` is its title in the top line."""

    TAB: ClassVar[str] = ""
    HELP: ClassVar[str] = ""

    class Refused(Message):
        """What a worker was asked cannot be; the sentence says why."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class Acted(Message):
        """Something that writes is over."""

        def __init__(self, group: str) -> None:
            super().__init__()
            self.group = group

    def __init__(self) -> None:
        super().__init__()
        self._acting: set[str] = set()

    def _compositor_refresh(self) -> None:
        """As Textual's, but not while the app holds paints back, as it does until it is mounted: it would paint for nobody,
        and forget that it must paint again.
        """
        if not self.app._batch_count:  # noqa: SLF001 Textual tells it nobody
            super()._compositor_refresh()

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        # The class of this width, before there is anything inside: Textual sets it when all has its styles, and has them
        # worked out again.
        breakpoints = self.HORIZONTAL_BREAKPOINTS or self.app.HORIZONTAL_BREAKPOINTS or ()
        self.add_class(max((at, name) for at, name in breakpoints if at <= self.app.size.width)[1])
        tabs = self.ledger_app.tabs if self.ledger_app.begun else ()
        yield TitleLine(tabs, self.TAB, simulated=self.ledger_app.simulated)
        yield from self.body()
        yield SayLine()
        yield KeyLine()

    def body(self) -> Iterable[Widget]:
        """What stands between the lines."""
        return ()

    @property
    def ledger_app(self) -> LedgerApp:
        """The app, as what it is."""
        return cast("LedgerApp", self.app)

    @property
    def desk(self) -> Desk:
        """Whose ledger, what time."""
        return self.ledger_app.desk

    def say(self, text: str, ink: Ink = "plain", *, holds: Holds = always) -> None:
        """Show a sentence above the keys; where the screen comes back and it no longer holds, it is gone."""
        for line in self.query(SayLine):  # none while the screen is still being put together
            line.say(text, ink, holds=holds)

    def unsay(self) -> None:
        """Take a warning back: what it was about is another now."""
        for line in self.query(SayLine):
            if line.warns:
                line.say("")

    def told(self) -> None:
        """The app learned what ledger this is: show it in the top line."""
        for line in self.query(TitleLine):  # none while the screen is still being put together
            line.tell(simulated=self.ledger_app.simulated)
        for below in self.query(KeyLine):
            below.tell(self.ledger_app.aside)

    def kept(self) -> Kept:
        """What this screen keeps between two runs: its filter, its order, its cursor."""
        return {}

    def take_up(self, kept: Kept) -> None:
        """Go on from what was kept, before anything is read. Values may be anything: take what can be meant."""

    def on_mount(self) -> None:
        """Go on where the last run ended."""
        if kept := self.ledger_app.shelf.of(type(self).__name__):
            self.take_up(kept)

    def on_screen_suspend(self) -> None:
        """Another screen comes to the front: keep what this one keeps."""
        self.ledger_app.keep(self)

    def reload(self) -> None:
        """The ledger changed, or the screen came back: read again, moving nothing."""

    def undid(self, question: str, before: str | None) -> None:
        """My last forecast is being taken back: nothing was said on this question then, or what stood `before` a correction."""
        from ledger.tui.walk import Walk

        app = self.ledger_app
        app.done = Walk(done=app.done).undid(question, before).done

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Read again what may have changed meanwhile."""
        if not self.stack_updates:
            # it was dressed just now; a theme may have changed only behind another screen
            event.refresh_styles = False
        self.told()
        for line in self.query(SayLine):
            line.ask_again()
        self.reload()

    def read(self, make: Callable[[Record], Message], *, group: str = "read") -> None:
        """Make a message from the record in a thread and post it here. A newer call of the group stops an older one."""
        self.run_worker(
            lambda: self._read(make),
            thread=True,
            exclusive=True,
            group=group,
            name=group,
            exit_on_error=False,
        )

    def _read(self, make: Callable[[Record], Message]) -> None:
        from ledger.record.opening import StoppedError

        worker = get_current_worker()
        try:
            with self.desk.record() as record, record.stoppable(lambda: worker.is_cancelled):
                message = make(record)
        except StoppedError:
            return
        except LedgerError as error:
            message = self.Refused(str(error))
        if not worker.is_cancelled:
            self.post_message(message)

    def act(self, do: Callable[[], Message], *, group: str = "act") -> None:
        """Do something that writes, in a thread; it posts what came of it, or the sentence that says why not.

        Until that was heard the same cannot begin again: a key that is pressed twice, or held, writes once.
        """
        if group not in self._acting:
            self._acting.add(group)
            self.run_worker(
                lambda: self._act(do, group), thread=True, group=group, name=group, exit_on_error=False
            )

    def _act(self, do: Callable[[], Message], group: str) -> None:
        try:
            message = do()
        except LedgerError as error:
            message = self.Refused(str(error))
        self.post_message(message)
        self.post_message(self.Acted(group))

    def on_framed_acted(self, message: Acted) -> None:
        """What came of it was heard before this."""
        self._acting.discard(message.group)

    def on_framed_refused(self, message: Refused) -> None:
        """Say why not."""
        self.say(message.sentence, "bad")

    def on_line_table_unread(self, message: LineTable.Unread) -> None:
        """Some rows of a list could not be read."""
        self.say(message.sentence, "bad")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that broke says so here; the app goes on."""
        if event.state is WorkerState.ERROR:
            self._acting.discard(event.worker.name)
            self.say(what_broke(event.worker.error), "bad")
