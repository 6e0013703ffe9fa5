"""Trying one source: its request first, then the answer as it comes, and what it read. Nothing is written."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.sources import SendTry, StopTry
from ledger.tui.screens.framed import Framed
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.record.opening import Record
    from ledger.resolution.looking.rehearsal import Looked
    from ledger.tui.commands.command import Command
    from ledger.tui.views.trying import TryPlan


class TryScreen(Framed):
    """Pushed above Sources."""

    TAB = "Sources"
    HELP = (
        "Trying a source: the request is shown first, {try.send} sends it. What it reads is shown and not written. {try.back} stops "
        "what is under way, or goes back."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#try"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SendTry, StopTry)

    class Plan(Message):
        """What would be asked; None where the look is no longer needed."""

        def __init__(self, plan: TryPlan | None) -> None:
            super().__init__()
            self.plan = plan

    class Answered(Message):
        """One request was answered."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    class Done(Message):
        """What it read; None when it was stopped."""

        def __init__(self, found: tuple[Looked, ...] | None) -> None:
            super().__init__()
            self.found = found

    def __init__(self, look: str) -> None:
        super().__init__()
        self.look = look
        self._plan: TryPlan | None = None
        self._stop: Event | None = None
        self._answers = 0

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Sheet([quiet("Working out what to ask ...")], named="try")

    def on_mount(self) -> None:
        """Show the request."""
        self.read(self._plan_it, group="plan")

    def _plan_it(self, record: Record) -> Message:
        from ledger.tui.views.trying import plan_try

        return self.Plan(plan_try(record, self.look, self.desk))

    def on_try_screen_plan(self, message: Plan) -> None:
        """Show it."""
        from ledger.tui.pages.trying import plan_blocks

        self._plan = message.plan
        self.query_one("#try", Sheet).show(plan_blocks(message.plan))
        self.refresh_bindings()

    def may(self, command: type[Command]) -> bool:
        """Sending needs a request that can be sent, and none under way."""
        if command is SendTry:
            return self._plan is not None and self._plan.trouble is None and self._stop is None
        return super().may(command)

    def do_send_try(self) -> None:
        """Ask, in a worker."""
        if self._plan is not None:
            plan, self._answers = self._plan, 0
            self.say("asking ... escape stops", "muted")
            # A flag of its own: a worker that is cancelled before its thread began would never say that it stopped.
            stop = self._stop = Event()
            self.run_worker(lambda: self._try(plan, stop), thread=True, group="try", exit_on_error=False)
            self.refresh_bindings()

    def _try(self, plan: TryPlan, stop: Event) -> None:
        from ledger.errors import LedgerError
        from ledger.tui.views.trying import try_now

        try:
            found = try_now(self.desk, plan, told=self._told, stopped=stop.is_set)
        except LedgerError as error:
            self.post_message(self.Done(None))
            self.post_message(self.Refused(str(error)))
        else:
            self.post_message(self.Done(found))

    def _told(self, url: str) -> None:
        self.post_message(self.Answered(url))

    def on_try_screen_answered(self, message: Answered) -> None:
        """Progress."""
        self._answers += 1
        self.say(f"{self._answers} answered: {message.url}", "muted")

    def on_try_screen_done(self, message: Done) -> None:
        """What came of it; it can be tried again."""
        from ledger.tui.pages.trying import tried_blocks

        self._stop = None
        self.refresh_bindings()
        if message.found is None or self._plan is None:
            self.say("stopped; nothing was read", "warn")
            return
        self.query_one("#try", Sheet).show(tried_blocks(self._plan, message.found), keep=False)
        self.say("")

    def do_stop_try(self) -> None:
        """Stop what is under way; else go back."""
        if self._stop is not None:
            self._stop.set()
            self.say("stopping ...", "warn")
        else:
            self.app.pop_screen()
