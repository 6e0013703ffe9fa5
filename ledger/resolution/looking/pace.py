"""Whether the machine's clock goes as fast as time does: somebody who sets it is noticed without asking anybody.

A clock that nobody sets runs beside it. The sleep of a suspended machine counts in both, so it is no step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from ledger.clock import running_seconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ledger.clock import Clock

STEP = timedelta(seconds=2)
"""The smallest step that is told of."""


@dataclass
class Pace:
    """How far `clock` was set since it was last believed. `seconds` is the clock that nobody sets."""

    clock: Clock
    seconds: Callable[[], float] = running_seconds
    _believed: tuple[datetime, float] = field(init=False)
    _told: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        self.believe()

    def believe(self) -> None:
        """The clock is right now: steps are counted from here."""
        self._believed, self._told = (self.clock.now(), self.seconds()), timedelta(0)

    def step(self) -> timedelta | None:
        """How far the clock is now from where time would have brought it, if that is news; forward is positive."""
        wall, running = self._believed
        off = self.clock.now() - wall - timedelta(seconds=self.seconds() - running)
        if abs(off - self._told) <= STEP:
            return None
        self._told = off
        return off
