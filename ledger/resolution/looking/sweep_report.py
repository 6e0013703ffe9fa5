"""What a sweep did, for the log, the command line and the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.journal.alarms import AlarmKind
    from resolvers.source import Answer


@dataclass(frozen=True, slots=True)
class LookTaken:
    """One look of a sweep. `kept` says that its reading counts and stands in the journal, `beside` that it is a market's,
    which is only shown with these questions.
    """

    source: str
    look: str
    answer: Answer
    questions: tuple[str, ...]
    kept: bool
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal that was made, or would be in a dry run. `outcome` in words; None for a conflict."""

    question: str
    hash: str
    outcome: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Alarmed:
    """An alarm that this sweep raised: of which look, what was and what is, and the questions that hang on it."""

    source: str
    look: str
    kind: AlarmKind
    was: str | None
    became: str
    questions: tuple[str, ...]


@dataclass
class SweepReport:
    """What was looked at, and what came of the questions. Reasons are by question id.

    `told` says that a host told the time in this sweep, and it was ours.
    """

    looks: list[LookTaken] = field(default_factory=list)
    requests: int = 0
    entries: int = 0
    proposed: list[Proposed] = field(default_factory=list)
    given_up: dict[str, str] = field(default_factory=dict)
    annulled: dict[str, str] = field(default_factory=dict)
    waits: dict[str, str] = field(default_factory=dict)
    needs_person: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    clock_doubt: str | None = None
    told: bool = False
    alarms: list[Alarmed] = field(default_factory=list)
