"""A rule run over the past: what it would have said of windows like the question's, and when it could first say so.

The answers are those of `decide`, never of a second rule. Where one file tells of the whole past, that past is restated:
it is what is known now, not what was seen then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.questions.outcome import YesNo
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.rule.spans import bounds

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from ledger.questions.outcome import Outcome
    from ledger.questions.rule import Window
    from ledger.resolution.rule.decision import Decision
    from resolvers.source import Span

From = Literal["history", "vintages", "bodies"]
"""Where the past comes from: one file as it is now, what the ledger kept, or a folder of dated bodies."""

FROM_WORDS = {
    "history": "one file, restated: not what was seen then",
    "vintages": "the bytes this ledger kept, each from when it was fetched",
    "bodies": "a folder of dated bodies, each from the end of its day",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What the rule said from a moment on, until it said something else."""

    at: datetime
    decision: Decision


@dataclass(frozen=True, slots=True)
class Tried:
    """One trial window and what the rule said of it in the end. `decidable_at` is when it first could; None if never.

    `course` is how it came to that, where the days were gone through one by one.
    """

    window: Window
    decision: Decision
    decidable_at: datetime | None
    course: tuple[Step, ...] = ()

    @property
    def days(self) -> Span:
        """The days of the window."""
        return bounds(self.window)

    @property
    def outcome(self) -> Outcome | None:
        """The outcome; None where it could not be decided."""
        return self.decision.outcome if isinstance(self.decision, Resolves) else None

    @property
    def value(self) -> Decimal | None:
        """The number beside it, rounded as the question says."""
        return self.decision.value if isinstance(self.decision, Resolves) else None

    @property
    def reason(self) -> str:
        """Why it was decided so, or why not."""
        match self.decision:
            case Resolves():
                return self.decision.why
            case Waits(reason) | Conflicts(_, reason) | AsksPerson(reason) | Annuls(_, reason):
                return reason


@dataclass(frozen=True, slots=True)
class DayRead:
    """One day of an `any_day` window by itself: whether the test held on it, None where that is not known."""

    day: date
    holds: bool | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """Trial windows, the newest first. `before` says why there are none before the oldest, where something was wrong.

    `own` is the question's own window, where the past reaches it: no trial, and not counted in a base rate.
    """

    source: From
    tried: tuple[Tried, ...]
    by_day: tuple[DayRead, ...] = ()
    before: str = ""
    own: Tried | None = None

    @property
    def all(self) -> tuple[Tried, ...]:
        """Every window, the question's own first."""
        return (self.own, *self.tried) if self.own else self.tried


def holds(outcome: Outcome | None) -> bool | None:
    """Whether an outcome is a yes; None where there is none."""
    return outcome == YesNo(yes=True) if outcome is not None else None
