"""What the rule says about a question at a moment: one of five answers, and nothing in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from ledger.questions.outcome import Outcome
    from ledger.resolution.rule.taken import Taken


@dataclass(frozen=True, slots=True)
class Resolves:
    """The outcome is decided, by these readings and no others.

    `value` is the measured number, rounded as the question says, where there is one. `known_at` is when the
    world could know: the event's own day, else the first of the readings that agree.
    """

    outcome: Outcome
    known_at: datetime
    used: tuple[Taken, ...]
    why: str
    value: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """Nothing can be decided yet, and time or another reading may change that."""

    reason: str
    look_again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Publishers disagree beyond the tolerance: a person decides, with both readings before them."""

    readings: tuple[Taken, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class AsksPerson:
    """The machine cannot decide this. `by_source` is what each source said last."""

    reason: str
    by_source: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Annuls:
    """The question ends without an outcome, for a reason its file named beforehand."""

    how: Literal["annulled", "ambiguous"]
    reason: str


Decision = Resolves | Waits | Conflicts | AsksPerson | Annuls
