"""The tree of a decision from readings alone: no truth but that of the rule."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.questions.outcome import YesNo
from ledger.resolution.looking_back.explain_decision import decision_node
from ledger.resolution.looking_back.explain_node import Explained
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Resolves
from tests.ledger.resolution.conftest import at
from tests.ledger.resolution.looking_back.explained import ANY_DAY, SOON, of, the

WINDOW = ("2026-01-01", "2026-03-31")


def told(makes: Any, rule: dict[str, Any], looks: dict[str, Any], now: str, **head: Any) -> Explained:
    question = makes.question(rule, **head)
    return Explained(question, looks, decide(question, looks, at(now)), at(now), {})


def test_truths_are_combined_as_the_rule_combines_them(makes: Any) -> None:
    source = makes.question().said["resolution"]["source"]
    rule = {
        "yes_if": {"all": [{"at_least": "12"}, {"not": {"below": "5", "look": "other"}}]},
        "look": {"other": {"source": source}},
    }
    looks = {"main": [makes.seen(makes.taken(13, WINDOW, "2026-04-10"))], "other": [makes.seen()]}
    found = decision_node(told(makes, rule, looks, "2026-04-11"))
    assert [one.words for one in of(found, "combination")] == ["all of these: unknown", "not this: unknown"]
    assert [one.words for one in of(found, "compared")] == [
        "main: 13; at least 12?: yes",
        "other: no value counts (http_json: not read yet); below 5?: unknown",
    ]


def test_any_day_parts_each_tell_their_own_days(makes: Any) -> None:
    rule = ANY_DAY | {"yes_if": {"any": [{"at_least": "12"}, {"not": {"at_least": "2"}}]}}
    looks = {
        "main": [
            makes.seen(*(makes.taken(3, f"2026-01-{n:02}", f"2026-01-{n:02}T12:00") for n in range(1, 32)))
        ]
    }
    found = decision_node(told(makes, rule, looks, "2026-02-01T12:00", **SOON))
    assert [one.facts["truth"] for one in of(found, "combination")] == ["no", "no"]
    assert [one.facts["truth"] for one in of(found, "days") if "truth" in one.facts] == ["no", "yes"]


def test_a_date_question_tells_its_first_day(makes: Any) -> None:
    rule = ANY_DAY | {"yes_if": None, "first_day": {"at_least": "12"}}
    head = SOON | {"kind": "date", "range": {"min": "2026-01-01", "max": "2026-01-31"}}
    days = [makes.taken(12 if n == 4 else 3, f"2026-01-{n:02}", f"2026-01-{n:02}T12:00") for n in range(1, 5)]
    found = decision_node(told(makes, rule, {"main": [makes.seen(*days)]}, "2026-01-05", **head))
    assert found.words.startswith("the rule says 2026-01-04")
    assert of(found, "days")[0].facts["truth"] == "yes"
    nothing = decision_node(told(makes, rule, {"main": [makes.seen()]}, "2026-01-05", **head))
    assert [one.words for one in of(nothing, "days")][1:] == [
        "held on no day",
        "no reading speaks for any day",
        "nobody speaks for 2026-01-01 to 2026-01-05",
    ]
    none = decision_node(told(makes, rule, {"main": [makes.seen()]}, "2025-12-30", **head))
    assert of(none, "days")[0].facts["spoken_for"] == ""


def test_texts_events_and_numbers_are_told_as_they_are(makes: Any) -> None:
    text = {"main": [makes.seen(makes.taken("passed", WINDOW, "2026-04-10"))]}
    one_of = decision_node(told(makes, {"yes_if": {"is_one_of": ["passed", "law"]}}, text, "2026-04-11"))
    assert the(one_of, "compared").words == "main: passed; passed or law?: yes"
    event = {"main": [makes.seen(makes.taken(None, WINDOW, "2026-04-10"), nature="event")]}
    happened = decision_node(told(makes, {"yes_if": {"happened": True}}, event, "2026-04-11"))
    assert the(happened, "compared").words == "main: nothing happened; happened?: no"
    assert "says that nothing happened" in the(happened, "reading").words
    number = {"main": [makes.seen(makes.taken(7, WINDOW, "2026-04-10"))]}
    taken = decision_node(
        told(makes, {"yes_if": None}, number, "2026-04-11", kind="numeric", range={"min": "0", "max": "60"})
    )
    assert the(taken, "look").words == "main: 7"


def test_a_total_that_grows_is_told_as_so_far(makes: Any) -> None:
    growing = makes.taken(14, ("2026-01-01", "2026-02-10"), "2026-02-11")
    looks = {"main": [makes.seen(growing, nature="total", never_falls=True)]}
    found = decision_node(told(makes, {}, looks, "2026-02-12"))
    assert the(found, "compared").words == "main: 14 so far; at least 12?: yes"


def test_readings_that_confirm_one_another_all_count(makes: Any) -> None:
    rule = {"confirmations": {"readings": 2, "apart": "3d"}}
    looks = {
        "main": [makes.seen(makes.taken(13, WINDOW, "2026-04-10"), makes.taken(14, WINDOW, "2026-04-14"))]
    }
    found = decision_node(told(makes, rule, looks, "2026-04-15"))
    assert [one.facts["value"] for one in of(found, "reading")] == ["13", "14"]
    assert the(found, "compared").words == "main: 13; at least 12?: yes"


def test_a_reading_of_other_days_is_told_not_to_count(makes: Any) -> None:
    looks = {"main": [makes.seen(makes.taken(13, ("2025-10-01", "2025-12-31"), "2026-04-10"))]}
    found = decision_node(told(makes, {}, looks, "2026-04-11"))
    assert the(found, "source").words.endswith("it speaks for 2025-10-01 to 2025-12-31, as of 2025-12-31")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"at_give_up": "ask"}, "a person is asked: http_json: not read yet"),
        (
            {"at_give_up": "annul"},
            "annulled by the rule: nothing usable by the last day: http_json: not read yet",
        ),
    ],
)
def test_after_its_last_day_the_end_is_told(makes: Any, more: dict[str, Any], words: str) -> None:
    assert decision_node(told(makes, more, {"main": [makes.seen()]}, "2026-07-02")).words == words


COMPARES = st.sampled_from([{"at_least": "12"}, {"below": "12"}, {"above": "5", "at_most": "20"}])


TESTS = st.recursive(
    COMPARES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=2)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=2)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=4,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    test=TESTS,
    values=st.lists(st.sampled_from([None, 3, 12, 25]), min_size=31, max_size=31),
    any_day=st.booleans(),
)
def test_the_tree_never_says_another_truth_than_the_decision(
    makes: Any, test: dict[str, Any], values: list[int | None], any_day: bool
) -> None:
    if any_day:
        days = [(f"2026-01-{n:02}", value) for n, value in enumerate(values, 1) if value is not None]
        taken = [makes.taken(value, day, f"{day}T12:00") for day, value in days]
        rule, head, now = ANY_DAY | {"yes_if": test}, SOON, "2026-02-02"
    else:
        taken = [
            makes.taken(value, WINDOW, f"2026-04-{n:02}") for n, value in enumerate(values[:20], 10) if value
        ]
        rule, head, now = {"yes_if": test}, {}, "2026-05-02"
    explained = told(makes, rule, {"main": [makes.seen(*taken)]}, now, **head)
    (top,) = decision_node(explained).parts
    decision = explained.decision
    wanted = "unknown"
    if isinstance(decision, Resolves):
        wanted = "yes" if decision.outcome == YesNo(yes=True) else "no"
    assert top.facts["truth"] == wanted
