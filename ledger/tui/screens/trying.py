"""Trying one source: its request first, then the answer as it comes, and what it read. Nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.commands.command import bindings
from ledger.tui.commands.sources import SendTry, StopTry
from ledger.tui.screens.asking import Asking

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.record.opening import Record
    from ledger.resolution.looking.rehearsal import Looked
    from ledger.tui.commands.command import Command
    from ledger.tui.screens.under_way import Stopped
    from ledger.tui.views.trying import TryPlan


class TryScreen(Asking):
    """Pushed above Sources."""

    TAB = "Sources"
    HELP = (
        "Trying a source: the request is shown first, {try.send} sends it. What it reads is shown and not written. {try.back} stops "
        "what is under way, or goes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(SendTry, StopTry)

    class Plan(Message):
        """What would be asked; None where the look is no longer needed."""

        def __init__(self, plan: TryPlan | None) -> None:
            super().__init__()
            self.plan = plan

    class Done(Message):
        """What it read; None when it was stopped."""

        def __init__(self, found: tuple[Looked, ...] | None) -> None:
            super().__init__()
            self.found = found

    def __init__(self, look: str) -> None:
        super().__init__()
        self.look = look
        self._plan: TryPlan | None = None

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
        self.show(plan_blocks(message.plan))

    def may(self, command: type[Command]) -> bool:
        """Sending needs a request that can be sent, and none under way."""
        if command is SendTry:
            return self._plan is not None and self._plan.trouble is None and not self.under_way
        return super().may(command)

    def do_send_try(self) -> None:
        """Ask, in a worker."""
        if (plan := self._plan) is not None:
            self.send("asking", lambda stopped: self._try(plan, stopped))

    def _try(self, plan: TryPlan, stopped: Stopped) -> Message:
        from ledger.tui.views.trying import try_now

        return self.Done(try_now(self.desk, plan, told=self.answered, stopped=stopped))

    def on_try_screen_done(self, message: Done) -> None:
        """What came of it; it can be tried again."""
        from ledger.tui.pages.trying import tried_blocks

        if message.found is None or self._plan is None:
            self.say("stopped; nothing was read", "warn")
            return
        self.show(tried_blocks(self._plan, message.found), keep=False)
        self.say("")

    def do_stop_try(self) -> None:
        """Stop, or go back."""
        self.stop_or_leave()
