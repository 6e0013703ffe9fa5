"""What an explanation is made of: one kind of step for all of it, and what it is told from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ledger.questions.question import Question
    from ledger.resolution.rule.decision import Decision
    from ledger.resolution.rule.taken import Seen

Kind = Literal[
    "question", "ended", "proposal", "voice", "decision", "missing", "next_look",
    "test", "combination", "compared", "days", "look", "source", "reading", "piece", "evidence", "later",
]  # fmt: skip

Fact = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """One step of an explanation: what it is, the sentence for people, the facts for programs, and what it rests on."""

    kind: Kind
    words: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """One request that was kept: where from, when, its hash, how many bytes, and whether they are kept still."""

    seq: int
    url: str
    sha256: str
    size: int
    fetched_at: datetime
    kept: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A question, what its looks gave, and what the rule says of it at a moment. `evidence` is by its number in the journal."""

    question: Question
    looks: Mapping[str, Sequence[Seen]]
    decision: Decision
    at: datetime
    evidence: Mapping[int, Receipt]
