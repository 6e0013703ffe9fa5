"""`any_day`: YES early, NO only when every day was spoken for; holes, runs and events."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.resolution.rule.decision import Resolves, Waits
from tests.ledger.resolution.rule.any_day import (
    FIRST,
    HELD,
    LAST,
    NO,
    OTHER,
    TWICE,
    YES,
    asked,
    at,
    combined,
    decided,
    event,
    high,
    month,
    on,
    outcome,
)

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
