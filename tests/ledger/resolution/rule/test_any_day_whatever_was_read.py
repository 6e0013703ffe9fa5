"""`any_day`, whatever was read: no NO from what was lost, an early YES stays, and holes make up the window."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.resolution.rule.decision import Resolves
from ledger.resolution.rule.marks import holes
from resolvers.source import Span
from tests.ledger.resolution.rule.any_day import (
    FIRST,
    HELD,
    NO,
    TWICE,
    YES,
    asked,
    decided,
    on,
    outcome,
)

if TYPE_CHECKING:
    from ledger.resolution.rule.taken import Taken


FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


values = st.lists(st.one_of(st.none(), st.integers(0, 13)), min_size=31, max_size=31)
rules = st.sampled_from([{}, TWICE, HELD, {"yes_if": {"not": {"at_least": "12"}}}])


def read_days(makes: Any, several: list[int | None]) -> list[Taken]:
    days = (FIRST + timedelta(days=count) for count in range(31))
    return [on(makes, value, day) for day, value in zip(days, several, strict=True) if value is not None]


@FAST
@given(several=values, rule=rules, cut=st.integers(0, 30))
def test_losing_the_newest_readings_never_makes_a_no(
    makes: Any, several: list[int | None], rule: dict[str, Any], cut: int
) -> None:
    question = asked(makes, **rule)
    whole = decided(question, [makes.seen(*read_days(makes, several))])
    less = decided(question, [makes.seen(*read_days(makes, [*several[:cut], *[None] * (31 - cut)]))])
    if isinstance(less, Resolves) and less.outcome == NO:
        assert outcome(whole) == NO


@FAST
@given(several=values, rule=st.sampled_from([{}, TWICE, HELD]), until=st.integers(1, 31))
def test_an_early_yes_stays_yes_whatever_follows(
    makes: Any, several: list[int | None], rule: dict[str, Any], until: int
) -> None:
    question, taken = asked(makes, **rule), read_days(makes, several)
    early = decided(question, [makes.seen(*taken)], f"2026-01-{until:02}T13:00")
    if isinstance(early, Resolves):
        assert early.outcome == YES
        later = decided(question, [makes.seen(*taken)])
        assert isinstance(later, Resolves)
        assert (later.outcome, later.known_at) == (YES, early.known_at)


@FAST
@given(several=values, rule=rules)
def test_the_readings_a_decision_used_decide_the_same_again(
    makes: Any, several: list[int | None], rule: dict[str, Any]
) -> None:
    question = asked(makes, **rule)
    decision = decided(question, [makes.seen(*read_days(makes, several))])
    if isinstance(decision, Resolves):
        assert decided(question, [makes.seen(*decision.used)]) == decision


spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10)), max_size=10)


@given(spans)
def test_holes_and_what_is_covered_make_up_the_window(several: list[tuple[int, int]]) -> None:
    window = Span(FIRST + timedelta(days=5), FIRST + timedelta(days=35))
    covered = [Span(FIRST + timedelta(days=a), FIRST + timedelta(days=a + length)) for a, length in several]
    inside = [s for s in covered if s.last >= window.first and s.first <= window.last]
    found = {hole.first + timedelta(days=i) for hole in holes(inside, window) for i in range(hole.days)}
    spoken = {s.first + timedelta(days=i) for s in inside for i in range(s.days)}
    every = {window.first + timedelta(days=i) for i in range(window.days)}
    assert found == every - spoken
