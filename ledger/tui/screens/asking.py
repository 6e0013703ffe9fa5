"""Screens that list requests first, send them when that was agreed, and count the answers as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.screens.one_sheet import OneSheet
from ledger.tui.screens.under_way import UnderWay

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.tui.screens.under_way import Stopped


class Asking(UnderWay, OneSheet):
    """A subclass reads what would be asked, sends it, and shows what came of it."""

    class Answered(Message):
        """One request was answered."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    def __init__(self) -> None:
        super().__init__()
        self._answers = 0

    @property
    def waiting(self) -> str:
        """For the requests."""
        return "Working out what to ask ..."

    @property
    def of_all(self) -> str:
        """How many answers are awaited, behind how many came; empty where nobody can tell."""
        return ""

    def send(self, doing: str, do: Callable[[Stopped], Message]) -> None:
        """Ask, in a worker, which calls `answered` for every answer."""
        self._answers = 0
        self.begin(doing, do)

    def answered(self, url: str) -> None:
        """A worker says that a request was answered."""
        self.post_message(self.Answered(url))

    def on_asking_answered(self, message: Answered) -> None:
        """Progress."""
        self._answers += 1
        self.say(f"{self._answers} answered{self.of_all}: {message.url}", "muted")

    def stop_or_leave(self) -> None:
        """Stop what is under way; else go back."""
        if not self.stop():
            self.app.pop_screen()
