"""`any_day`: YES early, NO only when every day was spoken for; holes, runs, events and first days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.questions.outcome import Amount, OnDay, Outcome, YesNo
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import AsksPerson, Conflicts, Decision, Resolves, Waits
from ledger.resolution.rule.marks import holes
from resolvers.source import Span, Unusable

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


# ---- yes early, no late ----------------------------------------------------------------------------------


def test_yes_comes_with_the_first_day_it_holds(makes: Any) -> None:
    seen = makes.seen(on(makes, 3, date(2026, 1, 5)), on(makes, 12, date(2026, 1, 6)))
    decision = decided(asked(makes), [seen], "2026-01-06T13:00")
    assert isinstance(decision, Resolves)
    assert (decision.outcome, decision.known_at) == (YES, at("2026-01-06T12:00"))
    assert [taken.reading.covers.first for taken in decision.used] == [date(2026, 1, 6)]
    assert decision.value == 12


def test_no_waits_for_the_end_of_the_window_however_sure(makes: Any) -> None:
    seen = makes.seen(*month(makes))
    assert isinstance(decided(asked(makes), [seen], "2026-01-31T23:59"), Waits)
    assert outcome(decided(asked(makes), [seen], "2026-02-01T00:01")) == NO


def test_no_rests_on_every_reading_that_fills_the_window(makes: Any) -> None:
    decision = decided(asked(makes), [makes.seen(*month(makes))])
    assert isinstance(decision, Resolves)
    assert len(decision.used) == 31


@pytest.mark.parametrize(("missing", "is_no"), [({10, 11, 12}, True), ({10, 11, 12, 13}, False)])
def test_a_hole_wider_than_max_gap_is_never_a_no(makes: Any, missing: set[int], is_no: bool) -> None:
    decision = decided(asked(makes), [makes.seen(*month(makes, without=missing))])
    assert isinstance(decision, Resolves if is_no else Waits)


@pytest.mark.parametrize("missing", [{1, 2, 3, 4}, {31}])
def test_the_first_days_count_as_a_hole_too_and_the_last_day_is_never_missing(
    makes: Any, missing: set[int]
) -> None:
    decision = decided(asked(makes), [makes.seen(*month(makes, without=missing))])
    assert isinstance(decision, Waits)
    assert "nothing usable covers" in decision.reason


def test_a_level_speaks_for_its_last_day_only_whatever_it_says_it_covers(makes: Any) -> None:
    wide = makes.taken(1, (FIRST.isoformat(), LAST.isoformat()), "2026-02-01")
    assert isinstance(decided(asked(makes), [makes.seen(wide)]), Waits)
    assert outcome(decided(asked(makes), [makes.seen(wide, nature="total")])) == NO


def test_a_yes_after_a_hole_is_still_a_yes(makes: Any) -> None:
    seen = makes.seen(on(makes, 12, date(2026, 1, 25)))
    assert outcome(decided(asked(makes), [seen])) == YES


def test_days_outside_the_window_say_nothing(makes: Any) -> None:
    seen = makes.seen(on(makes, 12, date(2025, 12, 31)), on(makes, 12, date(2026, 2, 1)))
    assert isinstance(decided(asked(makes), [seen]), Waits)


def test_resolves_at_holds_for_a_yes_on_any_day_too(makes: Any) -> None:
    question = makes.question(
        {"window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}}, resolves_at="2026-01-20"
    )
    seen = makes.seen(on(makes, 12, date(2026, 1, 6)))
    assert isinstance(decided(question, [seen], "2026-01-19"), Waits)
    assert outcome(decided(question, [seen], "2026-01-20")) == YES


def test_another_series_under_the_same_name_is_not_compared(makes: Any) -> None:
    seen = makes.seen(*month(makes, without={31}), on(makes, 40, LAST, identity="another unit"))
    decision = decided(asked(makes), [seen])
    assert isinstance(decision, Waits)
    assert "gives another series now: another unit" in decision.reason


def test_an_at_most_test_on_a_growing_total_waits_for_all_of_it(makes: Any) -> None:
    question = asked(makes, yes_if={"at_most": "3"})
    growing = makes.taken(0, ("2026-01-01", "2026-01-02"), "2026-01-02")
    whole = makes.taken(5, ("2026-01-01", "2026-01-31"), "2026-02-01")
    offer = {"nature": "total", "never_falls": True}
    assert isinstance(decided(question, [makes.seen(growing, **offer)], "2026-01-03"), Waits)
    assert outcome(decided(question, [makes.seen(growing, whole, **offer)])) == NO


def test_a_day_in_another_currency_is_no_word_on_that_day(makes: Any) -> None:
    question = combined(makes, OTHER)
    days = [on(makes, 1, date(2026, 1, day), unit="USD") for day in range(1, 31)]
    last = on(makes, 9, LAST, unit="EUR")
    decision = decided(question, [], other=[makes.seen(*days, last, unit="USD")])
    assert isinstance(decision, Waits)
    same = on(makes, 9, LAST, unit="USD")
    assert outcome(decided(question, [], other=[makes.seen(*days, same, unit="USD")])) == YES


# ---- confirmations ---------------------------------------------------------------------------------------

TWICE: dict[str, Any] = {"confirmations": {"readings": 2, "apart": "7d"}}


def test_two_readings_apart_confirm_and_it_was_known_with_the_first(makes: Any) -> None:
    seen = makes.seen(*(on(makes, 12, date(2026, 1, day)) for day in (3, 9, 10)))
    assert isinstance(decided(asked(makes, **TWICE), [seen], "2026-01-09T13:00"), Waits)
    decision = decided(asked(makes, **TWICE), [seen], "2026-01-10T13:00")
    assert isinstance(decision, Resolves)
    assert (decision.outcome, decision.known_at) == (YES, at("2026-01-03T12:00"))
    assert len(decision.used) == 2


def test_a_yes_in_the_last_days_is_no_no_until_somebody_looked_again(makes: Any) -> None:
    days = [*month(makes, without={31}), on(makes, 12, LAST)]
    waiting = decided(asked(makes, **TWICE), [makes.seen(*days)], "2026-02-03")
    assert waiting == Waits("another reading must agree before it counts")
    confirmed = [*days, on(makes, 12, LAST, when=date(2026, 2, 7))]
    assert outcome(decided(asked(makes, **TWICE), [makes.seen(*confirmed)])) == YES
    contrary = [*days, on(makes, 3, LAST, when=date(2026, 2, 7))]
    assert outcome(decided(asked(makes, **TWICE), [makes.seen(*contrary)])) == NO


# ---- runs ------------------------------------------------------------------------------------------------

HELD: dict[str, Any] = {"yes_if": {"at_least": "12", "held_for": {"days": 5, "may_miss": 1}}}


def high(makes: Any, *days: int) -> list[Taken]:
    return sorted(
        [*month(makes, without=set(days)), *(on(makes, 12, date(2026, 1, day)) for day in days)],
        key=lambda taken: taken.taken_at,
    )


def test_a_test_that_held_for_so_long_is_yes_from_the_day_it_had(makes: Any) -> None:
    decision = decided(asked(makes, **HELD), [makes.seen(*high(makes, 10, 11, 12, 13, 14))])
    assert isinstance(decision, Resolves)
    assert (decision.outcome, decision.known_at) == (YES, at("2026-01-14T12:00"))


def test_a_run_one_day_too_short_is_no(makes: Any) -> None:
    assert outcome(decided(asked(makes, **HELD), [makes.seen(*high(makes, 10, 11, 12, 13))])) == NO


@pytest.mark.parametrize(("missing", "expected"), [({12}, Resolves), ({12, 13}, Waits)])
def test_a_run_may_miss_so_many_days_and_with_more_nobody_knows(
    makes: Any, missing: set[int], expected: type
) -> None:
    days = [t for t in high(makes, 10, 11, 12, 13, 14) if t.reading.covers.last.day not in missing]
    assert isinstance(decided(asked(makes, **HELD), [makes.seen(*days)]), expected)


# ---- events ----------------------------------------------------------------------------------------------

EVENT: dict[str, Any] = {"yes_if": {"happened": True}}


def event(makes: Any, value: date | None, until: str, when: str) -> Taken:
    taken: Taken = makes.taken(value, ("2026-01-01", until), when)
    return taken


def test_an_event_is_known_from_its_own_day(makes: Any) -> None:
    seen = makes.seen(event(makes, date(2026, 1, 9), "2026-01-20", "2026-01-20"), nature="event")
    decision = decided(asked(makes, **EVENT), [seen], "2026-01-21")
    assert isinstance(decision, Resolves)
    assert (decision.outcome, decision.known_at) == (YES, at("2026-01-09"))


def test_an_event_is_absent_only_when_the_source_speaks_for_the_whole_window(makes: Any) -> None:
    question = asked(makes, **EVENT)
    almost = makes.seen(event(makes, None, "2026-01-30", "2026-02-14"), nature="event")
    whole = makes.seen(event(makes, None, "2026-01-31", "2026-02-15"), nature="event")
    assert isinstance(decided(question, [almost]), Waits)
    assert outcome(decided(question, [whole])) == NO


def test_an_event_outside_the_window_did_not_happen_in_it(makes: Any) -> None:
    seen = makes.seen(event(makes, date(2025, 12, 31), "2026-01-31", "2026-02-15"), nature="event")
    assert outcome(decided(asked(makes, **EVENT), [seen])) == NO


def test_an_event_dated_ahead_of_what_is_covered_is_unknown(makes: Any) -> None:
    seen = makes.seen(event(makes, date(2026, 1, 25), "2026-01-20", "2026-01-20"), nature="event")
    assert isinstance(decided(asked(makes, **EVENT), [seen], "2026-01-21"), Waits)


def test_that_something_has_not_happened_is_known_only_at_the_end(makes: Any) -> None:
    question = asked(makes, yes_if={"happened": False})
    absent = makes.seen(event(makes, None, "2026-01-31", "2026-02-15"), nature="event")
    there = makes.seen(event(makes, date(2026, 1, 9), "2026-01-31", "2026-02-15"), nature="event")
    assert isinstance(decided(question, [absent], "2026-01-31"), Waits)
    assert outcome(decided(question, [absent])) == YES
    assert outcome(decided(question, [there])) == NO


def test_two_sources_fill_the_window_together(makes: Any) -> None:
    one = makes.seen(event(makes, None, "2026-01-15", "2026-01-20"), nature="event")
    later = makes.taken(None, ("2026-01-16", "2026-01-31"), "2026-02-15", publisher="Other")
    other = makes.seen(later, nature="event", publisher="Other")
    assert outcome(decided(asked(makes, **EVENT), [one, other])) == NO


# ---- publishers ------------------------------------------------------------------------------------------


def test_several_publishers_must_each_see_it_or_each_fill_the_window(makes: Any) -> None:
    question = asked(makes, quorum=2)
    sees, not_yet = makes.seen(on(makes, 12, LAST)), makes.seen(publisher="Other")
    also = makes.seen(on(makes, 13, LAST), publisher="Other")
    full = makes.seen(*month(makes))
    other_full = makes.seen(*month(makes), publisher="Other")
    assert isinstance(decided(question, [sees, not_yet]), Waits)
    assert outcome(decided(question, [sees, also])) == YES
    assert outcome(decided(question, [full, other_full])) == NO


def test_publishers_that_decided_differently_are_a_conflict(makes: Any) -> None:
    sees = makes.seen(on(makes, 12, LAST))
    denies = makes.seen(*month(makes), publisher="Other")
    decision = decided(asked(makes, quorum=2), [sees, denies])
    assert isinstance(decision, Conflicts)
    assert len(decision.readings) == 32


@pytest.mark.parametrize(("when", "expected"), [(date(2026, 1, 10), Waits), (date(2026, 1, 30), Resolves)])
def test_a_fallback_speaks_only_after_long_silence(makes: Any, when: date, expected: type) -> None:
    first = makes.seen(on(makes, 1, date(2026, 1, 5)))
    fallback = makes.seen(on(makes, 12, when), publisher="Other", fallback=True)
    assert isinstance(decided(asked(makes, fallback_after="14d"), [first, fallback]), expected)


# ---- combined --------------------------------------------------------------------------------------------


def combined(makes: Any, yes_if: dict[str, Any]) -> Question:
    sources = makes.question().said["resolution"]["source"]
    return asked(makes, yes_if=yes_if, look={"other": {"source": sources}})


ONE, OTHER = {"at_least": "12"}, {"at_least": "5", "look": "other"}


def test_parts_are_asked_each_over_the_whole_window(makes: Any) -> None:
    early, late = makes.seen(on(makes, 12, date(2026, 1, 5))), makes.seen(on(makes, 5, date(2026, 1, 20)))
    decision = decided(combined(makes, {"all": [ONE, OTHER]}), [early], other=[late])
    assert isinstance(decision, Resolves)
    assert (decision.outcome, decision.known_at) == (YES, at("2026-01-20T12:00"))
    either = decided(combined(makes, {"any": [ONE, OTHER]}), [early], other=[late])
    assert isinstance(either, Resolves)
    assert either.known_at == at("2026-01-05T12:00")


def test_not_is_yes_only_after_a_window_without_holes(makes: Any) -> None:
    question = combined(makes, {"not": ONE})
    assert isinstance(decided(question, [makes.seen(*month(makes))], "2026-01-20", other=[]), Waits)
    assert outcome(decided(question, [makes.seen(*month(makes))], other=[])) == YES
    assert isinstance(
        decided(question, [makes.seen(*month(makes, without={9, 10, 11, 12}))], other=[]), Waits
    )


def test_a_known_no_ends_all_only_when_the_window_is_over(makes: Any) -> None:
    question = combined(makes, {"all": [{"not": ONE}, OTHER]})
    seen = makes.seen(on(makes, 12, date(2026, 1, 5)))
    assert isinstance(decided(question, [seen], "2026-01-20", other=[makes.seen()]), Waits)
    assert outcome(decided(question, [seen], other=[makes.seen()])) == NO


# ---- first days and values at the end --------------------------------------------------------------------

DATE: dict[str, Any] = {
    "yes_if": None,
    "head": {"kind": "date", "range": {"min": "2026-01-01", "max": "2026-01-31"}},
}


def test_the_first_day_is_the_first_that_held_where_all_before_are_known(makes: Any) -> None:
    question = asked(makes, first_day={"at_least": "12"}, **DATE)
    days = high(makes, 9, 15)
    decision = decided(question, [makes.seen(*days)], "2026-01-09T13:00")
    assert isinstance(decision, Resolves)
    assert decision.outcome == OnDay(date(2026, 1, 9))
    assert len(decision.used) == 9


def test_a_first_day_after_a_hole_is_unknown(makes: Any) -> None:
    question = asked(makes, first_day={"at_least": "12"}, **DATE)
    seen = makes.seen(on(makes, 1, date(2026, 1, 1)), on(makes, 12, date(2026, 1, 9)))
    decision = decided(question, [seen], "2026-01-10")
    assert isinstance(decision, Waits)
    assert "nothing covers 2026-01-02 to 2026-01-08" in decision.reason


def test_no_day_at_all_is_the_later_or_never_outcome(makes: Any) -> None:
    question = asked(makes, first_day={"at_least": "12"}, **DATE)
    assert outcome(decided(question, [makes.seen(*month(makes))])) == OnDay(None)


def test_the_first_day_of_an_event_is_its_own(makes: Any) -> None:
    question = asked(makes, first_day={"happened": True}, **DATE)
    seen = makes.seen(event(makes, date(2026, 1, 9), "2026-01-20", "2026-01-20"), nature="event")
    assert outcome(decided(question, [seen])) == OnDay(date(2026, 1, 9))


def test_the_first_day_of_a_combination_rests_on_all_its_parts(makes: Any) -> None:
    sources = makes.question().said["resolution"]["source"]
    both = {"any": [ONE, {"not": {"not": OTHER}}]}
    question = asked(makes, first_day=both, look={"other": {"source": sources}}, **DATE)
    seen, other = makes.seen(*high(makes, 9)), makes.seen(*month(makes))
    assert outcome(decided(question, [seen], other=[other])) == OnDay(date(2026, 1, 9))


def test_a_number_over_any_day_is_the_one_of_the_last_day(makes: Any) -> None:
    question = asked(makes, yes_if=None, head={"kind": "numeric", "range": {"min": "0", "max": "60"}})
    decision = decided(question, [makes.seen(*month(makes, 4, without={31}), on(makes, 7, LAST))])
    assert isinstance(decision, Resolves)
    assert decision.outcome == Amount(decision.value) if decision.value is not None else False


def test_silence_to_the_end_asks_a_person(makes: Any) -> None:
    decision = decided(asked(makes), [makes.seen(trouble=Unusable("down", "no answer"))], "2026-07-01")
    assert isinstance(decision, AsksPerson)


# ---- properties ------------------------------------------------------------------------------------------

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
