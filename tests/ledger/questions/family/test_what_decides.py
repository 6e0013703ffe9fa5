"""Two questions are of one measurement when one number decides both, whatever else their files say."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forecasts import FOLDER
from ledger.questions.catalogue import read_catalogue
from ledger.questions.family.measured import Measured, measured, places
from ledger.questions.family.part import part_of
from ledger.questions.reading import question_from_said

if TYPE_CHECKING:
    from ledger.questions.question import Question

SOURCE = {"name": "http_json", "value": "value", "params": {"url": "https://example.org/a"}}
PERSON = {"name": "manual", "value": "answer", "params": {"ask": "?"}, "fallback": True}


def asked(test: dict[str, Any] | None = None, /, *more: dict[str, Any], **rule: Any) -> Question:
    """A question over the year 2028; with a test it is yes or no, else numeric."""
    resolution: dict[str, Any] = {"window": {"over": ["2028-01-01", "2028-12-31"]}, "source": [SOURCE, *more]}
    resolution |= ({"yes_if": test} if test else {}) | rule
    head = {"kind": "binary"} if test else {"kind": "numeric", "range": {"min": "0", "max": "60"}}
    times = {"opens_at": "2026-01-01", "resolves_at": "2029-01-01", "gives_up_at": "2029-06-30"}
    words = {"title": "t", "statement": "s", "criteria": "c", "digits": 1}
    return question_from_said("q", {**head, **words, **times, "resolution": resolution})


def found(question: Question) -> Measured:
    answer = measured(question)
    assert answer is not None
    return answer


def test_a_threshold_and_the_number_itself_are_of_one_measurement() -> None:
    threshold, number = found(asked({"at_least": "12"})), found(asked())
    assert threshold.measurement == number.measurement
    assert threshold.parts == {"YES": part_of([("at_least", Decimal(12))], 1)}
    assert number.parts == {}


def test_what_only_helps_out_changes_nothing() -> None:
    other = {**SOURCE, "params": {"url": "https://example.org/b"}, "fallback": True}
    for helps in (PERSON, other):
        assert found(asked({"at_least": "12"}, helps)).measurement == found(asked()).measurement


def test_another_page_window_vintage_or_rounding_is_another_measurement() -> None:
    others = [
        asked(source=[{**SOURCE, "params": {"url": "https://example.org/b"}}]),
        asked(window={"over": ["2027-01-01", "2027-12-31"]}),
        asked(vintage="latest"),
        asked(as_of_after="2029-01-05"),
        asked(source=[{**SOURCE, "value": "other"}]),
    ]
    assert all(found(each).measurement != found(asked()).measurement for each in others)


def test_the_first_complete_edition_from_another_day_on_is_another_number() -> None:
    number, threshold = asked(), asked({"at_least": "12"})
    assert found(_resolving(threshold, "2029-01-01T12:00:00Z")).measurement == found(number).measurement
    assert found(_resolving(threshold, "2029-05-01")).measurement != found(number).measurement


def test_where_no_edition_is_chosen_by_the_day_of_deciding_that_day_changes_nothing() -> None:
    window = {"any_day": ["2028-01-01", "2028-12-31"], "max_gap": "14d"}
    for question in (
        asked({"at_least": "12"}, vintage="first_print"),
        asked({"at_least": "12"}, window=window),
    ):
        later = _resolving(question, "2029-05-01")
        assert found(later).measurement == found(question).measurement


def _resolving(question: Question, resolves: str) -> Question:
    return question_from_said("later", {**question.said, "resolves_at": resolves})


def test_combined_tests_are_read_as_parts_of_the_line() -> None:
    inner = {"all": [{"at_least": "12"}, {"not": {"above": "24"}}]}
    assert found(asked(inner)).parts == {
        "YES": part_of([("at_least", Decimal(12)), ("at_most", Decimal(24))], 1)
    }
    outer = {"any": [{"below": "12"}, {"above": "24"}]}
    assert found(asked(outer)).parts["YES"] == found(asked(inner)).parts["YES"].rest


def test_an_event_a_text_or_two_looks_are_no_number() -> None:
    other = {"other": {"source": [SOURCE]}}
    assert measured(asked({"happened": True})) is None
    assert measured(asked({"is_one_of": ["law"]})) is None
    assert measured(asked({"not": {"happened": True}})) is None
    assert measured(asked({"any": [{"above": "3"}, {"happened": True}]})) is None
    assert measured(asked({"all": [{"above": "3"}, {"above": "3", "look": "other"}]}, look=other)) is None
    assert measured(asked({"above": "3"}, source=[{**PERSON, "fallback": False}])) is None


def test_on_any_day_the_highest_decides_what_must_be_reached() -> None:
    window = {"any_day": ["2028-01-01", "2028-12-31"], "max_gap": "14d"}
    high, higher = asked({"at_least": "3"}, window=window), asked({"at_least": "12"}, window=window)
    low = asked({"below": "3"}, window=window)
    assert found(high).measurement == found(higher).measurement
    assert found(high).measurement != found(low).measurement
    between = asked({"at_least": "3", "below": "12"}, window=window)
    held = asked({"at_least": "3", "held_for": {"days": 30}}, window=window)
    assert measured(between) is None
    assert measured(asked({"not": {"below": "3"}}, window=window)) is None
    assert found(held).measurement != found(high).measurement
    assert measured(asked(window=window)) is None
    assert found(held).measurement.held_for is not None


def test_the_first_day_it_is_reached_is_of_the_measurement_of_any_day() -> None:
    window = {"any_day": ["2028-01-01", "2028-12-31"], "max_gap": "14d"}
    any_day = asked({"at_least": "12"}, window=window)
    days = {"kind": "date", "range": {"min": "2028-01-01", "max": "2028-12-31"}}
    rule = {"window": window, "source": [SOURCE], "first_day": {"at_least": "12"}}
    first = question_from_said("first", {**any_day.said, **days, "resolution": rule})
    assert found(first) == found(any_day)
    event = question_from_said(
        "event", {**any_day.said, **days, "resolution": {**rule, "first_day": {"happened": True}}}
    )
    assert measured(event) is None


def test_the_shipped_family_of_the_lead_has_one_number() -> None:
    questions = read_catalogue([FOLDER]).questions
    lead = [each for each in questions.values() if each.family == "eci-lag-2028q4"]
    assert len(lead) >= 3
    assert len({found(each).measurement for each in lead}) == 1
    assert len({frozenset(places(each)) for each in lead}) == 1


def test_options_with_bounds_are_parts_and_options_for_people_are_not() -> None:
    base = asked().said
    options = [{"label": "low", "below": "3"}, {"label": "high", "at_least": "3"}]
    choice = question_from_said("q", {**base, "kind": "multiple_choice", "option": options})
    assert list(found(choice).parts) == ["low", "high"]
    assert found(choice).measurement == found(asked()).measurement
    plain = [{"label": "low"}, {"label": "high"}]
    assert measured(question_from_said("q", {**base, "kind": "multiple_choice", "option": plain})) is None
