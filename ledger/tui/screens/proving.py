"""Proving that the record holds, with its progress, and stopping that: what the journal does besides listing."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.commands.journal import StopVerify
from ledger.tui.commands.lists import Verify
from ledger.tui.screens.framed import Framed

if TYPE_CHECKING:
    from ledger.journal.findings import Report
    from ledger.tui.commands.command import Command


class ProvingScreen(Framed):
    """One proof at a time, in a worker. A screen that offers it has `Verify` and `StopVerify` among its commands."""

    class Verified(Message):
        """What verify found; None where it was stopped."""

        def __init__(self, report: Report | None) -> None:
            super().__init__()
            self.report = report

    class Progressed(Message):
        """How far verify is."""

        def __init__(self, done: int, whole: int) -> None:
            super().__init__()
            self.done = done
            self.whole = whole

    def __init__(self) -> None:
        super().__init__()
        self._stop: Event | None = None

    def may(self, command: type[Command]) -> bool:
        """One proof at a time, and only what runs is stopped."""
        if command is Verify:
            return self._stop is None
        if command is StopVerify:
            return self._stop is not None
        return super().may(command)

    def do_verify(self) -> None:
        """Prove that the record holds, in a worker."""
        self.say("verifying ... escape stops", "muted")
        # A flag of its own: a worker that is cancelled before its thread began would never say that it stopped.
        stop = self._stop = Event()
        self.run_worker(lambda: self._verify(stop), thread=True, group="verify", exit_on_error=False)
        self.refresh_bindings()

    def do_stop_verify(self) -> None:
        """Stop it at its next page."""
        if self._stop is not None:
            self._stop.set()
            self.say("stopping ...", "warn")

    def _verify(self, stop: Event) -> None:
        from ledger.errors import LedgerError
        from ledger.journal.verify import verify
        from ledger.record.opening import StoppedError

        def progress(done: int, whole: int) -> None:
            if stop.is_set():
                raise StoppedError
            self.post_message(self.Progressed(done, whole))

        try:
            report = verify(self.desk.settings.ledger, progress=progress)
        except StoppedError:
            self.post_message(self.Verified(None))
        except LedgerError as error:
            self.post_message(self.Verified(None))
            self.post_message(self.Refused(str(error)))
        else:
            self.post_message(self.Verified(None if stop.is_set() else report))

    def on_proving_screen_progressed(self, message: Progressed) -> None:
        """How far it is."""
        share = message.done / message.whole if message.whole else 1.0
        told = f"verifying {message.done:,} of {message.whole:,} ({share:.0%}) · escape stops"
        self.say(told.replace("%", " %"), "muted")

    def on_proving_screen_verified(self, message: Verified) -> None:
        """The report, in a panel."""
        from ledger.tui.pages.journal import report_blocks
        from ledger.tui.screens.panel import Panel

        self._stop = None
        self.refresh_bindings()
        if message.report is None:
            self.say("stopped; nothing was proved", "warn")
            return
        ok = message.report.ok
        self.say("the record holds" if ok else "the record does not hold", "good" if ok else "bad")
        self.app.push_screen(Panel(report_blocks(message.report)))
