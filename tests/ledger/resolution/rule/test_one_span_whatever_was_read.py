"""`at` and `over`, whatever was read: no NO without a complete reading, and a decision stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.resolution.rule.decision import Resolves
from tests.ledger.resolution.rule.one_span import TWICE, YES, at, decided, outcome

if TYPE_CHECKING:
    from ledger.resolution.rule.taken import Taken


readings = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.sampled_from(["2026-01-01", "2026-01-15"]),
        st.sampled_from(["2026-02-01", "2026-03-30", "2026-03-31"]),
        st.integers(0, 140),
    ),
    max_size=8,
    unique_by=lambda each: each[3],
)
rules = st.sampled_from([{}, TWICE, {"vintage": "first_print"}, {"vintage": "as_of"}])


natures = st.sampled_from([{}, {"nature": "total"}, {"nature": "total", "never_falls": True}])


FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def history(makes: Any, several: list[tuple[int, str, str, int]]) -> list[Taken]:
    start = at("2026-01-01")
    return [
        makes.taken(value, (first, last), (start + timedelta(days=when)).isoformat()[:19])
        for value, first, last, when in sorted(several, key=lambda each: each[3])
    ]


@FAST
@given(several=readings, rule=rules, nature=natures)
def test_without_a_complete_reading_there_is_no_no(
    makes: Any, several: list[tuple[int, str, str, int]], rule: dict[str, Any], nature: dict[str, Any]
) -> None:
    taken = [each for each in history(makes, several) if each.reading.covers.last < date(2026, 3, 31)]
    decision = decided(makes.question(rule), [makes.seen(*taken, **nature)], "2026-06-01")
    assert not isinstance(decision, Resolves) or decision.outcome == YES


@FAST
@given(several=readings, rule=rules, nature=natures)
def test_once_decided_no_later_reading_moves_it(
    makes: Any, several: list[tuple[int, str, str, int]], rule: dict[str, Any], nature: dict[str, Any]
) -> None:
    taken, question, first = history(makes, several), makes.question(rule), None
    for count in range(1, len(taken) + 1):
        now = taken[count - 1].taken_at.isoformat()[:19]
        decision = decided(question, [makes.seen(*taken[:count], **nature)], now)
        if first is None and isinstance(decision, Resolves):
            first = decision
        elif first is not None:
            assert outcome(decision) == first.outcome


@FAST
@given(several=readings, rule=rules, nature=natures)
def test_the_readings_a_decision_used_decide_the_same_again(
    makes: Any, several: list[tuple[int, str, str, int]], rule: dict[str, Any], nature: dict[str, Any]
) -> None:
    question = makes.question(rule)
    decision = decided(question, [makes.seen(*history(makes, several), **nature)], "2026-06-01")
    if isinstance(decision, Resolves):
        assert decided(question, [makes.seen(*decision.used, **nature)], "2026-06-01") == decision
