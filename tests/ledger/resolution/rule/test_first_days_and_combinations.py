"""`any_day` by several tests or publishers, and questions for the first day or the value at the end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.questions.outcome import Amount, OnDay
from ledger.resolution.rule.decision import AsksPerson, Conflicts, Resolves, Waits
from resolvers.source import Unusable
from tests.ledger.resolution.rule.any_day import (
    LAST,
    NO,
    ONE,
    OTHER,
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

# ---- publishers ------------------------------------------------------------------------------------------


def test_several_publishers_must_each_see_it_or_each_fill_the_window(makes: Any) -> None:
    question = asked(makes, quorum=2)
    sees, not_yet = makes.seen(on(makes, 12, LAST)), makes.seen(publisher="Other")
    also = makes.seen(on(makes, 13, LAST), publisher="Other")
    full = makes.seen(*month(makes))
    other_full = makes.seen(*month(makes), publisher="Other")
    waits = decided(question, [sees, not_yet])
    assert isinstance(waits, Waits)
    assert "decided by 1 of 2 publishers" in f"{waits}"
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
