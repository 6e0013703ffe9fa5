"""Looking at the sources now: the requests first, then the sweep with its progress, then what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.worker import get_current_worker

from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.looking import SendAll, SendDue, StopLook
from ledger.tui.screens.about import question_of
from ledger.tui.screens.framed import Framed
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget
    from textual.worker import Worker

    from ledger.record.opening import Record
    from ledger.resolution.looking.sweep_report import SweepReport
    from ledger.tui.commands.command import Command
    from ledger.tui.views.look_now import LookPlan


class LookScreen(Framed):
    """Pushed above any screen. With `at_once` what is due is sent without asking again."""

    HELP = (
        "Looking now. First every request is listed; {look.send} sends those that are due, {look.all} sends all. {look.back} stops a look under "
        "way (then nothing is kept) or goes back. Missing or broken data never becomes a NO."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#look"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SendDue, SendAll, StopLook)

    class Plan(Message):
        """What would be asked."""

        def __init__(self, plan: LookPlan) -> None:
            super().__init__()
            self.plan = plan

    class Answered(Message):
        """One request was answered."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    class Done(Message):
        """The sweep ended; None when it was stopped."""

        def __init__(self, report: SweepReport | None) -> None:
            super().__init__()
            self.report = report

    def __init__(self, *, at_once: bool = False) -> None:
        super().__init__()
        self._plan: LookPlan | None = None
        self._at_once = at_once
        self._answers = 0
        self._worker: Worker[None] | None = None
        self._over = False

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Sheet([quiet("Working out what to ask ...")], named="look")

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
        self.query_one("#look", Sheet).show(plan_blocks(message.plan))
        self.refresh_bindings()
        if self._at_once and message.plan.due:
            self._send(everything=False)

    def may(self, command: type[Command]) -> bool:
        """Sending needs a plan, and something in it; once."""
        if issubclass(command, StopLook):
            return True
        if self._plan is None or self._worker is not None:
            return False
        return bool(self._plan.requests if issubclass(command, SendAll) else self._plan.due)

    def do_send_due(self) -> None:
        """The requests that are due."""
        self._send(everything=False)

    def do_send_all(self) -> None:
        """Every request."""
        self._send(everything=True)

    def _send(self, *, everything: bool) -> None:
        """Look, in a worker."""
        self.say("looking ... escape stops", "muted")
        self._worker = self.run_worker(
            lambda: self._sweep(everything=everything), thread=True, group="look", exit_on_error=False
        )
        self.refresh_bindings()

    def _sweep(self, *, everything: bool) -> None:
        from ledger.errors import LedgerError
        from ledger.tui.views.look_now import look_now

        worker = get_current_worker()
        try:
            report = look_now(
                self.desk,
                everything=everything,
                told=self._told,
                stopped=lambda: worker.is_cancelled,
            )
        except LedgerError as error:
            self.post_message(self.Refused(str(error)))
        else:
            self.post_message(self.Done(report))

    def _told(self, url: str) -> None:
        self.post_message(self.Answered(url))

    def on_look_screen_answered(self, message: Answered) -> None:
        """Progress."""
        self._answers += 1
        whole = len(self._plan.requests) if self._plan else 0
        self.say(f"{self._answers} answered of about {whole}: {message.url}", "muted")

    def on_look_screen_done(self, message: Done) -> None:
        """What came of it."""
        from ledger.tui.pages.look import report_blocks

        self._over = True
        if message.report is None:
            self.say("stopped; nothing was kept", "warn")
            return
        blocks = report_blocks(message.report, simulated=self.ledger_app.simulated)
        self.query_one("#look", Sheet).show(blocks, keep=False)
        self.say("")
        self.ledger_app.ask_who_wrote()
        self.refresh_bindings()

    def do_stop_look(self) -> None:
        """Stop what is under way; else go back."""
        if self._worker is not None and not self._over:
            self._worker.cancel()
            self._over = True
            self.say("stopping ...", "warn")
        else:
            self.app.pop_screen()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Open the question of a line."""
        if question := question_of(message.leads):
            self.ledger_app.open_question(question)
