"""Screens that do something long in a worker, one thing at a time, and stop it when they are told to."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from ledger.tui.screens.framed import Framed

if TYPE_CHECKING:
    from textual.message import Message

Stopped = Callable[[], bool]
"""Whether what is under way shall stop; it asks now and then."""

GROUP = "long"


class UnderWay(Framed):
    """What is done gets a `Stopped` to ask, and gives the message that tells what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()

    @property
    def under_way(self) -> bool:
        """Whether something is, until what came of it was heard."""
        return GROUP in self._acting

    def begin(self, doing: str, do: Callable[[Stopped], Message]) -> None:
        """Do it in a worker."""
        if not self.under_way:
            # A flag of its own: a worker that is cancelled before its thread began would never say that it stopped.
            self._stop = stop = Event()
            self.say(f"{doing} ... escape stops", "muted")
            self.act(lambda: do(_stopped(stop)), group=GROUP)
            self.refresh_bindings()

    def stop(self) -> bool:
        """Tell what is under way to stop; False where nothing is, or it was told before."""
        if not self.under_way or self._stop.is_set():
            return False
        self._stop.set()
        self.say("stopping ...", "warn")
        return True

    def on_framed_acted(self, message: Framed.Acted) -> None:  # noqa: ARG002 the frame knows what is over
        """It may begin again."""
        self.refresh_bindings()


def _stopped(stop: Event) -> Stopped:
    """In the worker: it is told to stop, or its screen is gone."""
    worker = get_current_worker()
    return lambda: stop.is_set() or worker.is_cancelled
