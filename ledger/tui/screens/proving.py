"""Proving that the record holds, with its progress, and stopping that: what the journal does besides listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.commands.journal import StopVerify
from ledger.tui.commands.lists import Verify
from ledger.tui.screens.under_way import UnderWay

if TYPE_CHECKING:
    from ledger.journal.findings import Report
    from ledger.tui.commands.command import Command
    from ledger.tui.screens.under_way import Stopped


class ProvingScreen(UnderWay):
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

    def may(self, command: type[Command]) -> bool:
        """One proof at a time, and only what runs is stopped."""
        if command is Verify:
            return not self.under_way
        if command is StopVerify:
            return self.under_way
        return super().may(command)

    def do_verify(self) -> None:
        """Prove that the record holds, in a worker."""
        self.begin("verifying", self._verify)

    def do_stop_verify(self) -> None:
        """Stop it at its next page."""
        self.stop()

    def _verify(self, stopped: Stopped) -> Message:
        from ledger.journal.verify import verify
        from ledger.record.opening import StoppedError

        def progress(done: int, whole: int) -> None:
            if stopped():
                raise StoppedError
            self.post_message(self.Progressed(done, whole))

        try:
            report = verify(self.desk.settings.ledger, progress=progress)
        except StoppedError:
            return self.Verified(None)
        return self.Verified(None if stopped() else report)

    def on_proving_screen_progressed(self, message: Progressed) -> None:
        """How far it is."""
        share = message.done / message.whole if message.whole else 1.0
        told = f"verifying {message.done:,} of {message.whole:,} ({share:.0%}) · escape stops"
        self.say(told.replace("%", " %"), "muted")

    def on_proving_screen_verified(self, message: Verified) -> None:
        """The report, in a panel."""
        from ledger.tui.pages.journal import report_blocks
        from ledger.tui.screens.panel import Panel

        if message.report is None:
            self.say("stopped; nothing was proved", "warn")
            return
        ok = message.report.ok
        self.say("the record holds" if ok else "the record does not hold", "good" if ok else "bad")
        self.app.push_screen(Panel(report_blocks(message.report)))
