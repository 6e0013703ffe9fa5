"""`at` and `over`: never early, except a YES on a total that never falls; missing data never NO."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, Outcome, YesNo
from ledger.resolution.rule.decision import Annuls, AsksPerson, Resolves, Waits
from resolvers.source import NotYet, Unusable
from tests.ledger.resolution.rule.one_span import NO, TWICE, WINDOW, YES, at, decided, outcome

if TYPE_CHECKING:
    from ledger.questions.question import Question


@pytest.mark.parametrize(("value", "is_yes"), [(12, True), (11.99, False), (13, True)])
def test_a_complete_reading_after_resolves_at_decides(makes: Any, value: float, is_yes: bool) -> None:
    seen = makes.seen(makes.taken(value, WINDOW, "2026-04-10"))
    assert outcome(decided(makes.question(), [seen])) == YesNo(yes=is_yes)


def test_nothing_is_decided_before_resolves_at(makes: Any) -> None:
    seen = makes.seen(makes.taken(13, WINDOW, "2026-04-05"))
    decision = decided(makes.question(), [seen], "2026-04-09T23:59")
    assert decision == Waits("may be decided from 2026-04-10 00:00 UTC on", at("2026-04-10"))


def test_the_value_is_rounded_before_it_is_compared_and_stands_in_the_decision(makes: Any) -> None:
    question = makes.question({"digits": 1, "unit": "months"})
    decision = decided(question, [makes.seen(makes.taken(11.96, WINDOW, "2026-04-10"))])
    assert isinstance(decision, Resolves)
    assert (decision.outcome, decision.value, decision.unit) == (YES, Decimal("12.0"), "months")


@pytest.mark.parametrize(
    "trouble",
    [
        None,
        NotYet("not published yet"),
        Unusable("down", "no answer"),
        Unusable("shape_changed", "no column value"),
        Unusable("stale", "nothing new"),
    ],
)
def test_missing_late_stale_and_malformed_data_never_give_no(
    makes: Any, trouble: NotYet | Unusable | None
) -> None:
    decision = decided(makes.question(), [makes.seen(trouble=trouble)], "2026-06-29")
    assert isinstance(decision, Waits)


def test_a_reading_that_does_not_cover_the_whole_window_never_gives_no(makes: Any) -> None:
    seen = makes.seen(makes.taken(3, ("2026-01-01", "2026-03-30"), "2026-04-11"))
    decision = decided(makes.question(), [seen])
    assert isinstance(decision, Waits)
    assert "speaks for 2026-01-01 to 2026-03-30" in decision.reason


def test_a_total_must_cover_every_day_and_a_level_its_last(makes: Any) -> None:
    late_start = ("2026-01-02", "2026-03-31")
    total = makes.seen(makes.taken(3, late_start, "2026-04-11"), nature="total")
    level = makes.seen(makes.taken(3, late_start, "2026-04-11"), nature="level")
    assert isinstance(decided(makes.question(), [total]), Waits)
    assert outcome(decided(makes.question(), [level])) == NO


def test_a_reading_without_the_value_is_unknown(makes: Any) -> None:
    seen = makes.seen(makes.taken(3, WINDOW, "2026-04-11", name="another"))
    decision = decided(makes.question(), [seen])
    assert decision == Waits("http_json gave no value")


def test_units_are_compared_and_never_converted(makes: Any) -> None:
    seen = makes.seen(makes.taken(12, WINDOW, "2026-04-11", unit="days"))
    decision = decided(makes.question({"unit": "months"}), [seen])
    assert isinstance(decision, Waits)
    assert "in days, the question is in months" in decision.reason


def test_a_look_of_its_own_is_compared_in_the_unit_its_source_declares(makes: Any) -> None:
    question = with_looks(makes, {"at_least": "5", "look": "other"})
    dollars = makes.seen(makes.taken(9, WINDOW, "2026-04-11", unit="USD"), unit="USD")
    changed = makes.seen(makes.taken(9, WINDOW, "2026-04-11", unit="EUR"), unit="USD")
    assert outcome(decided(question, [], other=[dollars])) == YES
    decision = decided(question, [], other=[changed])
    assert decision == Waits("http_json gives value in EUR, the question is in USD")


def test_publishers_of_one_look_in_two_currencies_never_agree(makes: Any) -> None:
    question = with_looks(makes, {"at_least": "5", "look": "other"}, quorum=2)
    dollars = makes.seen(makes.taken(9, WINDOW, "2026-04-11", unit="USD"), unit="USD")
    euros = makes.seen(
        makes.taken(9, WINDOW, "2026-04-11", unit="EUR", publisher="Other"), unit="EUR", publisher="Other"
    )
    assert isinstance(decided(question, [], other=[dollars, euros]), Waits)


def test_without_a_unit_of_the_question_main_goes_by_its_source_too(makes: Any) -> None:
    changed = makes.seen(makes.taken(12, WINDOW, "2026-04-11", unit="EUR"), unit="USD")
    assert isinstance(decided(makes.question(), [changed]), Waits)


# ---- early -----------------------------------------------------------------------------------------------


def test_a_total_that_never_falls_says_yes_before_the_end(makes: Any) -> None:
    growing = makes.taken(12, ("2026-01-01", "2026-02-10"), "2026-02-10T08:00")
    decision = decided(
        makes.question(), [makes.seen(growing, nature="total", never_falls=True)], "2026-02-10T09:00"
    )
    assert isinstance(decision, Resolves)
    assert (decision.outcome, decision.known_at) == (YES, at("2026-02-10T08:00"))


@pytest.mark.parametrize("offer", [{"nature": "total"}, {"nature": "level"}])
def test_nothing_else_says_yes_before_the_end(makes: Any, offer: dict[str, Any]) -> None:
    growing = makes.taken(12, ("2026-01-01", "2026-02-10"), "2026-02-10")
    assert isinstance(decided(makes.question(), [makes.seen(growing, **offer)], "2026-02-11"), Waits)


def test_a_growing_total_never_says_no(makes: Any) -> None:
    question = makes.question({"yes_if": {"at_most": "3"}})
    growing = makes.taken(4, ("2026-01-01", "2026-02-10"), "2026-02-10")
    assert isinstance(
        decided(question, [makes.seen(growing, nature="total", never_falls=True)], "2026-02-11"), Waits
    )


def test_a_growing_total_gives_no_number(makes: Any) -> None:
    question = makes.question({"yes_if": None}, kind="numeric", range={"min": "0", "max": "60"})
    growing = makes.taken(4, ("2026-01-01", "2026-02-10"), "2026-04-11")
    assert isinstance(decided(question, [makes.seen(growing, nature="total", never_falls=True)]), Waits)


# ---- vintage ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vintage", "value"), [("first_final", 20), ("first_print", 5), ("as_of", 6), ("latest", 30)]
)
def test_each_vintage_takes_its_edition(makes: Any, vintage: str, value: int) -> None:
    question = makes.question(
        {"vintage": vintage, "yes_if": None}, kind="numeric", range={"min": "0", "max": "60"}
    )
    days = [(5, "2026-04-02"), (6, "2026-04-08"), (20, "2026-04-10"), (30, "2026-04-12")]
    seen = makes.seen(*(makes.taken(each, WINDOW, when) for each, when in days))
    assert outcome(decided(question, [seen])) == Amount(Decimal(value))


@pytest.mark.parametrize("vintage", ["first_final", "first_print", "as_of", "latest"])
def test_no_edition_decides_before_resolves_at(makes: Any, vintage: str) -> None:
    seen = makes.seen(makes.taken(13, WINDOW, "2026-04-02"))
    assert isinstance(decided(makes.question({"vintage": vintage}), [seen], "2026-04-09T23:59"), Waits)


def test_as_of_takes_the_first_later_edition_where_none_was_read_in_time(makes: Any) -> None:
    question = makes.question({"vintage": "as_of"})
    seen = makes.seen(makes.taken(13, WINDOW, "2026-04-12"), makes.taken(3, WINDOW, "2026-04-13"))
    assert outcome(decided(question, [seen])) == YES


def test_a_stamp_that_is_too_old_is_not_the_first_final_edition(makes: Any) -> None:
    question = makes.question({"as_of_after": "2026-04-05"})
    old = makes.taken(3, WINDOW, "2026-04-11", as_of="2026-04-05")
    new = makes.taken(13, WINDOW, "2026-04-12", as_of="2026-04-06")
    assert isinstance(decided(question, [makes.seen(old)]), Waits)
    assert outcome(decided(question, [makes.seen(old, new)])) == YES


def test_two_readings_far_enough_apart_confirm_and_the_first_says_when_it_was_known(makes: Any) -> None:
    seen = makes.seen(makes.taken(13, WINDOW, "2026-04-10"), makes.taken(14, WINDOW, "2026-04-17"))
    decision = decided(makes.question(TWICE), [seen])
    assert isinstance(decision, Resolves)
    assert (decision.outcome, decision.known_at, len(decision.used)) == (YES, at("2026-04-10"), 2)


@pytest.mark.parametrize("second", ["2026-04-16T23:59", "2026-04-10T00:01"])
def test_readings_too_near_each_other_do_not_confirm(makes: Any, second: str) -> None:
    seen = makes.seen(makes.taken(13, WINDOW, "2026-04-10"), makes.taken(13, WINDOW, second))
    assert decided(makes.question(TWICE), [seen]) == Waits("another reading must agree before it counts")


def test_a_contrary_reading_starts_the_count_anew(makes: Any) -> None:
    values = [(13, "2026-04-10"), (3, "2026-04-13"), (13, "2026-04-17"), (13, "2026-04-24")]
    seen = makes.seen(*(makes.taken(value, WINDOW, when) for value, when in values))
    assert isinstance(decided(makes.question(TWICE), [seen], "2026-04-18"), Waits)
    decision = decided(makes.question(TWICE), [seen], "2026-04-25")
    assert isinstance(decision, Resolves)
    assert decision.known_at == at("2026-04-17")


# ---- logic, options, numbers, days -----------------------------------------------------------------------


def with_looks(makes: Any, yes_if: dict[str, Any], **rule: Any) -> Question:
    source = makes.question().said["resolution"]["source"]
    looks = {"yes_if": yes_if, "look": {"other": {"source": source}}}
    return makes.question({**looks, **rule})  # type: ignore[no-any-return]


def test_one_known_yes_is_enough_for_any_and_one_known_no_for_all(makes: Any) -> None:
    one = {"at_least": "12"}
    other = {"at_least": "5", "look": "other"}
    high, low, silent = (
        makes.seen(makes.taken(20, WINDOW, "2026-04-11")),
        makes.seen(makes.taken(1, WINDOW, "2026-04-11")),
        makes.seen(),
    )
    either = with_looks(makes, {"any": [one, other]})
    both = with_looks(makes, {"all": [one, {"not": {"at_least": "5", "look": "other"}}]})
    assert outcome(decided(either, [silent], other=[high])) == YES
    assert isinstance(decided(either, [silent], other=[low]), Waits)
    assert outcome(decided(both, [silent], other=[high])) == NO
    assert isinstance(decided(both, [high], other=[silent]), Waits)


OPTIONS = [{"label": "low", "below": "3"}, {"label": "high", "at_least": "3"}]


def test_the_option_whose_bounds_hold_the_value_is_taken(makes: Any) -> None:
    question = makes.question(
        {"yes_if": None}, kind="multiple_choice", ordered=True, option=OPTIONS, digits=0
    )
    seen = makes.seen(makes.taken(2.5, WINDOW, "2026-04-10"))
    assert outcome(decided(question, [seen])) == Chosen("low")


def test_a_text_chooses_the_option_that_names_it_and_another_text_none(makes: Any) -> None:
    options = [{"label": "a", "is_one_of": ["US", "UK"]}, {"label": "b", "is_one_of": ["CN"]}]
    question = makes.question({"yes_if": None}, kind="multiple_choice", option=options)
    assert outcome(decided(question, [makes.seen(makes.taken("CN", WINDOW, "2026-04-10"))])) == Chosen("b")
    decision = decided(question, [makes.seen(makes.taken("FR", WINDOW, "2026-04-10"))])
    assert decision == Waits("no option holds FR")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(61, Beyond("max")), (60, Amount(Decimal(60))), (-1, None), (0, Amount(Decimal(0)))],
)
def test_a_number_beyond_an_open_end_is_an_outcome_and_beyond_a_closed_one_is_not(
    makes: Any, value: int, expected: Outcome | None
) -> None:
    numbers = {"min": "0", "max": "60", "open_max": True}
    question = makes.question({"yes_if": None}, kind="numeric", range=numbers)
    decision = decided(question, [makes.seen(makes.taken(value, WINDOW, "2026-04-10"))])
    assert (decision.outcome if isinstance(decision, Resolves) else None) == expected


def test_a_text_value_is_compared_with_texts(makes: Any) -> None:
    question = makes.question({"yes_if": {"is_one_of": ["passed"]}})
    assert outcome(decided(question, [makes.seen(makes.taken("passed", WINDOW, "2026-04-10"))])) == YES
    assert outcome(decided(question, [makes.seen(makes.taken("failed", WINDOW, "2026-04-10"))])) == NO


def test_a_first_day_over_one_span_is_its_last_day_or_none(makes: Any) -> None:
    dates = {"kind": "date", "range": {"min": "2026-01-01", "max": "2026-03-31"}}
    question = makes.question({"yes_if": None, "first_day": {"at_least": "12"}}, **dates)
    assert outcome(decided(question, [makes.seen(makes.taken(12, WINDOW, "2026-04-10"))])) == OnDay(
        date(2026, 3, 31)
    )
    assert outcome(decided(question, [makes.seen(makes.taken(1, WINDOW, "2026-04-10"))])) == OnDay(None)


# ---- the end ---------------------------------------------------------------------------------------------


def test_silence_to_the_very_end_asks_a_person_with_what_each_source_said(makes: Any) -> None:
    silent = makes.seen(trouble=Unusable("stale", "nothing new since March"))
    decision = decided(makes.question(), [silent], "2026-07-01")
    assert isinstance(decision, AsksPerson)
    assert decision.by_source == {"http_json": "stale: nothing new since March"}


def test_silence_to_the_very_end_annuls_where_the_file_says_so(makes: Any) -> None:
    decision = decided(makes.question({"at_give_up": "annul"}), [makes.seen()], "2026-07-01")
    assert isinstance(decision, Annuls)


@pytest.mark.parametrize(
    ("why", "annuls"), [("source_missing", True), ("down", False), ("identity_changed", False)]
)
def test_a_series_that_ended_annuls_only_where_the_file_named_it(makes: Any, why: Any, annuls: bool) -> None:
    question = makes.question({"annul_if": [{"discontinued": "main"}]})
    decision = decided(question, [makes.seen(trouble=Unusable(why, "gone"))], "2026-07-01")
    assert isinstance(decision, Annuls if annuls else AsksPerson)


def test_a_series_that_became_another_annuls_where_the_file_named_that(makes: Any) -> None:
    question = makes.question({"annul_if": [{"identity_changed": "main"}], **TWICE})
    first = makes.taken(12, WINDOW, "2026-04-11")
    other = makes.taken(12, WINDOW, "2026-05-11", identity="another series")
    assert isinstance(decided(question, [makes.seen(first, other)], "2026-07-01"), Annuls)
    assert isinstance(decided(question, [makes.seen(first)], "2026-07-01"), AsksPerson)


def test_a_question_for_people_asks_a_person_at_once(makes: Any) -> None:
    by_hand = makes.seen(source="manual")
    assert isinstance(decided(makes.question(), [by_hand], "2026-02-01"), AsksPerson)


def test_a_decision_stands_whatever_the_last_day(makes: Any) -> None:
    seen = makes.seen(makes.taken(12, WINDOW, "2026-04-10"))
    assert outcome(decided(makes.question(), [seen], "2027-01-01")) == YES
