"""Questions over one span, and what was decided about them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ledger.questions.outcome import Outcome, YesNo
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Decision, Resolves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.questions.question import Question
    from ledger.resolution.rule.taken import Seen

WINDOW = ("2026-01-01", "2026-03-31")
YES, NO = YesNo(yes=True), YesNo(yes=False)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def decided(
    question: Question, seen: Sequence[Seen], now: str = "2026-04-20", **looks: Sequence[Seen]
) -> Decision:
    return decide(
        question, {"main": tuple(seen), **{name: tuple(each) for name, each in looks.items()}}, at(now)
    )


def outcome(decision: Decision) -> Outcome:
    assert isinstance(decision, Resolves), decision
    return decision.outcome


TWICE = {"confirmations": {"readings": 2, "apart": "7d"}}
