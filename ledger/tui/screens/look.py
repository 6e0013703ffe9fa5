"""Looking at the sources now: the requests first, then the sweep with its progress, then what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.commands.anywhere import LookNow
from ledger.tui.commands.command import bindings
from ledger.tui.commands.looking import SendAll, SendDue, StopLook
from ledger.tui.screens.about import question_of
from ledger.tui.screens.asking import Asking

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.record.opening import Record
    from ledger.resolution.looking.sweep_report import SweepReport
    from ledger.tui.commands.command import Command
    from ledger.tui.screens.under_way import Stopped
    from ledger.tui.views.look_now import LookPlan
    from ledger.tui.widgets.sheet import Sheet


class LookScreen(Asking):
    """Pushed above any screen. With `at_once` what is due is sent without asking again."""

    HELP = (
        "Looking now. First every request is listed; {look.send} sends those that are due, {look.all} sends all. {look.back} stops a look under "
        "way (then nothing is kept) or goes back. Missing or broken data never becomes a NO."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(SendDue, SendAll, StopLook, LookNow)

    class Plan(Message):
        """What would be asked."""

        def __init__(self, plan: LookPlan) -> None:
            super().__init__()
            self.plan = plan

    class Done(Message):
        """The sweep ended; None when it was stopped."""

        def __init__(self, report: SweepReport | None) -> None:
            super().__init__()
            self.report = report

    def __init__(self, *, at_once: bool = False) -> None:
        super().__init__()
        self._plan: LookPlan | None = None
        self._at_once = at_once
        self._sent = False

    def on_mount(self) -> None:
        """List the requests."""
        self.read(self._plan_it, group="plan")

    def _plan_it(self, record: Record) -> Message:
        from ledger.tui.views.look_now import plan

        return self.Plan(plan(record, self.desk.clock))

    def on_look_screen_plan(self, message: Plan) -> None:
        """Show them, and send them where that was agreed before."""
        from ledger.tui.pages.look import plan_blocks

        self._plan = message.plan
        self.show(plan_blocks(message.plan))
        if self._at_once and message.plan.due:
            self._send(everything=False)

    def may(self, command: type[Command]) -> bool:
        """Sending needs a plan, and something in it; once, until a new plan is made."""
        if issubclass(command, StopLook):
            return True
        if issubclass(command, LookNow):
            return not self.under_way
        if self._plan is None or self._sent:
            return False
        return bool(self._plan.requests if issubclass(command, SendAll) else self._plan.due)

    def do_look_now(self) -> None:
        """List the requests again, as they are due now."""
        self._sent = self._at_once = False
        self.read(self._plan_it, group="plan")

    def do_send_due(self) -> None:
        """The requests that are due."""
        self._send(everything=False)

    def do_send_all(self) -> None:
        """Every request."""
        self._send(everything=True)

    def _send(self, *, everything: bool) -> None:
        """Look, in a worker."""
        self._sent = True
        self.send("looking", lambda stopped: self._sweep(stopped, everything=everything))

    def _sweep(self, stopped: Stopped, *, everything: bool) -> Message:
        from ledger.tui.views.look_now import look_now

        return self.Done(look_now(self.desk, everything=everything, told=self.answered, stopped=stopped))

    @property
    def of_all(self) -> str:
        """As many as are listed."""
        return f" of about {len(self._plan.requests) if self._plan else 0}"

    def on_look_screen_done(self, message: Done) -> None:
        """What came of it."""
        from ledger.tui.pages.look import report_blocks

        if message.report is None:
            self.say("stopped; nothing was kept", "warn")
            return
        blocks = report_blocks(message.report, simulated=self.ledger_app.simulated)
        self.show(blocks, keep=False)
        self.say("")
        self.ledger_app.ask_who_wrote()
        self.refresh_bindings()

    def do_stop_look(self) -> None:
        """Stop, or go back."""
        self.stop_or_leave()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Open the question of a line."""
        if question := question_of(message.leads):
            self.ledger_app.open_question(question)
