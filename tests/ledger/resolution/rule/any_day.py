"""Questions on any day of a window, and what was decided about them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from ledger.questions.outcome import Outcome, YesNo
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Decision, Resolves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.questions.question import Question
    from ledger.resolution.rule.taken import Seen, Taken

YES, NO = YesNo(yes=True), YesNo(yes=False)
FIRST, LAST = date(2026, 1, 1), date(2026, 1, 31)
NOW = "2026-02-20"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def asked(makes: Any, gap: str = "3d", **rule: Any) -> Question:
    window = {"any_day": [FIRST.isoformat(), LAST.isoformat()], "max_gap": gap}
    head = rule.pop("head", {})
    question: Question = makes.question(
        {"window": window, **rule}, resolves_at="2026-01-01", closes_at="2026-01-31", **head
    )
    return question


def decided(question: Question, seen: Sequence[Seen], now: str = NOW, **looks: Sequence[Seen]) -> Decision:
    return decide(
        question, {"main": tuple(seen), **{name: tuple(each) for name, each in looks.items()}}, at(now)
    )


def outcome(decision: Decision) -> Outcome:
    assert isinstance(decision, Resolves), decision
    return decision.outcome


def on(makes: Any, value: object, day: date, **more: Any) -> Taken:
    """A reading of one day, taken at its noon."""
    taken: Taken = makes.taken(value, day.isoformat(), f"{more.pop('when', day)}T12:00", **more)
    return taken


def month(makes: Any, value: object = 1, without: set[int] | frozenset[int] = frozenset()) -> list[Taken]:
    return [on(makes, value, date(2026, 1, day)) for day in range(1, 32) if day not in without]


TWICE: dict[str, Any] = {"confirmations": {"readings": 2, "apart": "7d"}}
HELD: dict[str, Any] = {"yes_if": {"at_least": "12", "held_for": {"days": 5, "may_miss": 1}}}


def high(makes: Any, *days: int) -> list[Taken]:
    return sorted(
        [*month(makes, without=set(days)), *(on(makes, 12, date(2026, 1, day)) for day in days)],
        key=lambda taken: taken.taken_at,
    )


def event(makes: Any, value: date | None, until: str, when: str) -> Taken:
    taken: Taken = makes.taken(value, ("2026-01-01", until), when)
    return taken


def combined(makes: Any, yes_if: dict[str, Any]) -> Question:
    sources = makes.question().said["resolution"]["source"]
    return asked(makes, yes_if=yes_if, look={"other": {"source": sources}})


ONE, OTHER = {"at_least": "12"}, {"at_least": "5", "look": "other"}
