"""Screens that walk through what waits for me: the queue, the way on and back, and skipping with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.commands.command import bindings
from ledger.tui.commands.forecasting import Skip, WalkBack, WalkOn
from ledger.tui.screens.about import QUESTION, AboutQuestion, question_of
from ledger.tui.walk import Done, Walk
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from ledger.record.opening import Record
    from ledger.record.queue import Stop
    from ledger.tui.commands.command import Command
    from ledger.tui.walk import Deed

SKIPPED = "skipped until you start the app again"


class Walking(AboutQuestion):
    """Begins with one question, or with the first that waits. A subclass has the sheets `asked` and `waiting`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(WalkOn, Skip, WalkBack)

    class Queue(Message):
        """What waits for me."""

        def __init__(self, stops: Sequence[Stop]) -> None:
            super().__init__()
            self.stops = tuple(stops)

    def __init__(self, question: str | None = None) -> None:
        super().__init__()
        self.walk = Walk(alone=question)

    def on_mount(self) -> None:
        """Go on with what was said in this session."""
        self.walk = Walk(alone=self.walk.alone, done=self.ledger_app.done)

    def about(self) -> str | None:
        """The question on the screen."""
        return self.walk.question

    def read_one(self) -> None:
        """Read the question that is walked to, and show it."""

    def title_of(self, question: str) -> str:
        """Its title, where that is known here."""
        return question

    def reload(self) -> None:
        """The queue first, then its question."""
        if self.about() is not None:
            self.read_one()
        elif not self.walk.is_over:
            self.read(self._queue, group="queue")

    def _queue(self, record: Record) -> Message:
        from ledger.record.queue import queue

        skipped = self.ledger_app.skipped
        return self.Queue(queue(record, now_us=self.desk.now_us, me=self.desk.me, without=skipped))

    def on_walking_queue(self, message: Queue) -> None:
        """Begin, or say that nothing waits."""
        self.go(self.walk.over(message.stops))

    def go(self, walk: Walk) -> None:
        """Stand at another place of the way."""
        self.walk = walk
        self.show_way()
        if walk.question is None and (walk.is_over or not walk.stops):
            self.show_end()
        else:
            self.reload()
        self.refresh_bindings()

    def show_way(self) -> None:
        """What waits, beside the question."""
        from ledger.tui.pages.walk import walk_blocks

        self.set_class(self.walk.alone is None and len(self.walk.stops) > 1, "-walking")
        waiting = self.query_one("#waiting", Sheet)
        if self.walk.question is not None:
            waiting.stand_on(f"{QUESTION}{self.walk.question}")
        waiting.show(walk_blocks(self.walk))

    def show_end(self) -> None:
        """What was said on the way, where nothing comes any more."""
        from ledger.tui.pages.walk import end_blocks

        asked = self.query_one("#asked", Sheet)
        asked.show(end_blocks(self.walk), keep=False)
        self.set_focus(asked)

    def show_closed(self) -> None:
        """The question takes no more forecasts, as its page says: there is nothing to type."""
        if self.focused is not self.query_one("#waiting", Sheet):
            self.set_focus(self.query_one("#asked", Sheet))
        self.refresh_bindings()

    def did(self, question: str, deed: Deed, words: str) -> None:
        """Remember what came of a question."""
        self.walk = self.walk.did(question, Done(deed, self.title_of(question), words))
        self.ledger_app.done = self.walk.done
        self.show_way()

    def undid(self, question: str, before: str | None) -> None:
        """Nothing came of it after all, or what stood before a correction."""
        super().undid(question, before)
        self.walk = self.walk.undid(question, before)
        self.show_way()

    # ---- keys ---------------------------------------------------------------------------------------

    def may(self, command: type[Command]) -> bool:
        """Skipping needs a question, going back one before it."""
        if command is WalkBack:
            return self.walk.goes_back
        if command is Skip:
            return self.about() is not None
        return super().may(command)

    def do_walk_on(self) -> None:
        """The next question; after the last one what waits is read again."""
        self.say("")
        if self.walk.question is None:
            self.walk = Walk(done=self.walk.done)
            self.reload()
        elif self.walk.stops:
            self.go(self.walk.onward())
        else:  # opened by itself: what waits was not read yet
            self.walk = self.walk.onward()
            self.reload()

    def do_walk_back(self) -> None:
        """The question before."""
        self.say("")
        self.go(self.walk.onward(-1))

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """A line of what waits goes there; one of what was said opens it."""
        question = question_of(message.leads)
        if question and message.sheet.id == "waiting":
            self.go(self.walk.to(question))
        elif question:
            self.ledger_app.open_question(question)

    def do_skip(self) -> None:
        """Not this one: no view, or badly worded, which its maintainer learns as a note."""
        from ledger.tui.screens.typed import SkipPanel

        self.app.push_screen(SkipPanel(), self._skipped)

    def _skipped(self, why: str | None) -> None:
        from ledger.tui.screens.typed import NotePanel

        question = self.about()
        if question is not None and why == "badly worded":
            self.app.push_screen(NotePanel(self.desk, question, badly_worded=True), self._leave)
        elif why is not None:
            self._leave("")

    def _leave(self, noted: str | None) -> None:
        if noted is not None and (question := self.about()):
            words = f"{noted} · {SKIPPED}" if noted else SKIPPED
            self.ledger_app.skipped.add(question)
            self.did(question, "skipped", words)
            self.do_walk_on()
            self.say(words, "muted")
