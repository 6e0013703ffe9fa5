"""A question made from what was stored is the question that the file asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.questions import tables
from ledger.questions.forecast import (
    Chance,
    Chances,
    DateQuantiles,
    Interval,
    Point,
    Quantiles,
    Range,
    Statement,
    Words,
)
from ledger.questions.question import DateRange, NumberRange
from ledger.questions.question_file import Around, parsed_question, problems
from ledger.questions.reading import NotAQuestionError, question_from_said
from ledger.questions.reading_rule import RULE_KEYS
from ledger.questions.reading_test import TEST_KEYS
from ledger.questions.rule import (
    All,
    AnnulIf,
    AnyOf,
    At,
    Bucket,
    Compare,
    Confirmations,
    FirstDay,
    Happened,
    HeldFor,
    IsOneOf,
    Not,
    Over,
    SourceUse,
    TakeOption,
    TakeValue,
    YesIf,
)
from ledger.questions.toml_file import Parsed, parse_toml

if TYPE_CHECKING:
    from ledger.questions.catalogue import Catalogue

Files = Callable[..., "Catalogue"]


def no_floats(value: object) -> bool:
    match value:
        case float() | Decimal() | date():
            return False
        case dict():
            return all(map(no_floats, value.values()))
        case list():
            return all(map(no_floats, value))
        case _:
            return True


def test_each_kind_comes_back_equal_through_json(good: Mapping[str, str], catalogue_of: Files) -> None:
    catalogue = catalogue_of(**good)
    assert len(catalogue.questions) == len(good)
    for name, question in catalogue.questions.items():
        assert no_floats(question.said)
        assert question_from_said(name, json.loads(json.dumps(question.said, sort_keys=True))) == question


def test_what_is_stored_has_only_the_keys_that_were_set(good: Mapping[str, str], catalogue_of: Files) -> None:
    said = catalogue_of(it=good["binary"]).questions["it"].said
    assert list(said) == [
        *("format", "kind", "title", "statement", "opens_at", "closes_at", "resolves_at", "gives_up_at"),
        *("criteria", "claim", "forecast", "resolution"),
    ]
    assert said["resolution"] == {
        "window": {"any_day": ["2026-05-14", "2028-12-31"], "max_gap": "14d"},
        "yes_if": {"at_least": "12.0"},
        "source": [{"name": "index", "value": "lag"}],
    }


def test_attribution_is_kept_by_id(good: Mapping[str, str], catalogue_of: Files) -> None:
    question = catalogue_of(it=good["binary"]).questions["it"]
    assert [forecast.by for forecast in question.forecasts] == ["paper-2028"]


def test_bare_days_begin_and_end_as_the_format_says(good: Mapping[str, str], catalogue_of: Files) -> None:
    times = catalogue_of(it=good["binary"]).questions["it"].times
    assert times.opens_at == datetime(2026, 5, 14, tzinfo=UTC)
    assert times.closes_at == datetime(2029, 1, 1, tzinfo=UTC) - timedelta(microseconds=1)
    assert times.resolves_at == datetime(2026, 5, 14, tzinfo=UTC)
    assert times.gives_up_at == datetime(2029, 2, 16, tzinfo=UTC) - timedelta(microseconds=1)


def test_a_question_closes_with_its_window_unless_it_says_so(
    good: Mapping[str, str], catalogue_of: Files
) -> None:
    times = catalogue_of(it=good["numeric"]).questions["it"].times
    assert times.closes_at == datetime(2029, 1, 1, tzinfo=UTC) - timedelta(microseconds=1)


def test_times_with_an_offset_are_kept_in_utc(good: Mapping[str, str], catalogue_of: Files) -> None:
    (forecast,) = catalogue_of(it=good["date"]).questions["it"].forecasts
    assert forecast.made_at == datetime(2026, 5, 14, 10, tzinfo=UTC)


def test_the_parts_of_each_kind_are_read(good: Mapping[str, str], catalogue_of: Files) -> None:
    read = catalogue_of(**good).questions
    assert read["numeric"].numbers == NumberRange(Decimal("-24.0"), Decimal("60.0"))
    assert read["numeric"].rule.decider == TakeValue()
    assert read["numeric"].rule.window == Over(date(2028, 10, 1), date(2028, 12, 31))
    assert read["date"].dates == DateRange(date(2026, 5, 14), date(2028, 12, 31), "never")
    assert read["date"].rule.decider == FirstDay(Happened())
    assert read["date"].asides == ("Most bills do not pass.",)
    assert read["date"].asker == "Jane Doe"
    assert read["date"].private
    choice = read["multiple-choice"]
    assert choice.options == ("low", "middle", "high")
    assert choice.rule.window == At(date(2028, 12, 31))
    assert isinstance(choice.rule.decider, TakeOption)
    assert choice.rule.decider.buckets[1] == Bucket("middle", (("above", Decimal(0)), ("below", Decimal(12))))


def said_with(base: Mapping[str, Any], **resolution: object) -> dict[str, Any]:
    return {**base, "resolution": {**base["resolution"], **resolution}}


@pytest.fixture
def base(good: Mapping[str, str], catalogue_of: Files) -> Mapping[str, Any]:
    return catalogue_of(it=good["binary"]).questions["it"].said


TESTS: list[tuple[dict[str, Any], object]] = [
    ({"below": "3"}, Compare((("below", Decimal(3)),))),
    (
        {"at_least": "3", "at_most": "4", "look": "gap"},
        Compare((("at_least", Decimal(3)), ("at_most", Decimal(4))), "gap"),
    ),
    (
        {"is_one_of": ["China"], "held_for": {"days": 30, "may_miss": 3}},
        IsOneOf(("China",), "main", HeldFor(30, 3)),
    ),
    ({"happened": False}, Happened(happened=False)),
    ({"not": {"happened": True}}, Not(Happened())),
    ({"all": [{"happened": True}, {"above": "1"}]}, All((Happened(), Compare((("above", Decimal(1)),))))),
    ({"any": [{"not": {"happened": True}}]}, AnyOf((Not(Happened()),))),
]


@pytest.mark.parametrize(("stored", "test"), TESTS)
def test_tests_are_read(stored: dict[str, Any], test: object, base: Mapping[str, Any]) -> None:
    assert question_from_said("it", said_with(base, yes_if=stored)).rule.decider == YesIf(test)  # type: ignore[arg-type]  # one of each


def test_the_whole_rule_is_read(base: Mapping[str, Any]) -> None:
    rule = question_from_said(
        "it",
        said_with(
            base,
            vintage="first_print",
            as_of_after="2029-01-05",
            quorum=2,
            tolerance="0.5",
            fallback_after="30d",
            confirmations={"readings": 2, "apart": "7d"},
            confirmed_by="two_people",
            annul_if=[{"discontinued": "main"}, {"identity_changed": "gap"}, {"premise_failed": True}],
            at_give_up="annul",
            source=[
                {"name": "a", "value": "x", "params": {"n": 1}},
                {"name": "b", "value": "y", "fallback": True},
            ],
            look={"gap": {"source": [{"name": "a", "value": "gap"}]}},
        ),
    ).rule
    assert (rule.vintage, rule.quorum, rule.tolerance, rule.at_give_up) == (
        "first_print",
        2,
        Decimal("0.5"),
        "annul",
    )
    assert rule.as_of_after == date(2029, 1, 5)
    assert rule.fallback_after == timedelta(days=30)
    assert rule.confirmations == Confirmations(2, timedelta(days=7))
    assert rule.challenge_for == timedelta(days=7)
    assert rule.annul_if == (
        AnnulIf("discontinued", "main"),
        AnnulIf("identity_changed", "gap"),
        AnnulIf("premise_failed"),
    )
    assert rule.looks == {
        "main": (SourceUse("a", "x", {"n": 1}), SourceUse("b", "y", fallback=True)),
        "gap": (SourceUse("a", "gap"),),
    }


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, 3),
        ({"confirmed_by": "one_person"}, 7),
        ({"confirmed_by": "one_person", "challenge_for": "72h"}, 3),
        ({"source": [{"name": "manual", "value": "answer"}]}, 7),
    ],
)
def test_a_person_gets_longer_to_challenge_than_a_machine(
    changes: dict[str, Any], days: int, base: Mapping[str, Any]
) -> None:
    assert question_from_said("it", said_with(base, **changes)).rule.challenge_for == timedelta(days=days)


SAID: list[tuple[dict[str, Any], object]] = [
    ({"probability": "0.7"}, Chance(Decimal("0.7"))),
    ({"statement": True}, Statement(yes=True)),
    ({"quantiles": [["0.5", "7"]]}, Quantiles(((Decimal("0.5"), Decimal(7)),))),
    (
        {"interval": {"level": "0.8", "lower": "4", "upper": "14"}},
        Interval(Decimal("0.8"), Decimal(4), Decimal(14)),
    ),
    (
        {"range": {"lower": "4", "upper": "11", "situations": True}},
        Range(Decimal(4), Decimal(11), situations=True),
    ),
    ({"point": "4"}, Point(Decimal(4))),
    ({"dates": [["0.5", "2028-01-01"]]}, DateQuantiles(((Decimal("0.5"), date(2028, 1, 1)),))),
    ({}, Words()),
]


@pytest.mark.parametrize(("stored", "says"), SAID)
def test_what_publications_said_is_read(
    stored: dict[str, Any], says: object, base: Mapping[str, Any]
) -> None:
    forecast = {"by": "review", "made_at": "2026-05-14", "words": "so", **stored}
    (read,) = question_from_said("it", {**base, "forecast": [forecast]}).forecasts
    assert (read.by, read.says, read.words, read.imputed) == ("review", says, "so", False)


def test_options_keep_the_order_of_the_question(good: Mapping[str, str], catalogue_of: Files) -> None:
    said = catalogue_of(it=good["multiple_choice"]).questions["it"].said
    (forecast,) = question_from_said("it", json.loads(json.dumps(said, sort_keys=True))).forecasts
    assert forecast.says == Chances(
        (("low", Decimal("0.4")), ("middle", Decimal("0.5")), ("high", Decimal("0.1")))
    )


PATHS = [
    *(
        ("kind",),
        ("title",),
        ("opens_at",),
        ("claim", "stance"),
        ("claim", "objection"),
        ("resolution",),
        ("tags",),
    ),
    *(
        ("resolution", "window"),
        ("resolution", "source"),
        ("resolution", "quorum"),
        ("resolution", "yes_if", "at_least"),
    ),
    *(("forecast",), ("private",), ("resolution", "challenge_for"), ("resolution", "window", "any_day")),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(PATHS),
    value=st.sampled_from([None, 1.5, "x", "2026-02-30", "2026-05-14T12:00:00", [], ["x"], {}, True]),
)
def test_stored_content_that_is_no_question_is_named_or_read(
    path: tuple[str, ...], value: object, base: Mapping[str, Any]
) -> None:
    content = json.loads(json.dumps(base))
    holder = content
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    question = None
    with suppress(NotAQuestionError):
        question = question_from_said("it", content)
    assert question is None or question.said == content


def test_what_cannot_be_read_is_named(base: Mapping[str, Any]) -> None:
    with pytest.raises(NotAQuestionError, match=r"resolution\.window"):
        question_from_said("it", said_with(base, window={"at": "2026-02-30"}))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_file_raises(data: st.DataObject, good: Mapping[str, str], sources: Any) -> None:
    body = bytearray(good[data.draw(st.sampled_from(sorted(good)))].encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(body) - 1))
        match data.draw(st.sampled_from(["flip", "cut", "drop", "twice"])):
            case "flip":
                body[at] = data.draw(st.integers(0, 255))
            case "cut":
                del body[at + 1 :]
            case "drop":
                del body[at : at + data.draw(st.integers(1, 40))]
                body = body or bytearray(b" ")
            case _:
                body[at:at] = body[max(0, at - 20) : at]
    parsed = parse_toml(bytes(body))
    if isinstance(parsed, Parsed):
        read = parsed_question(
            "it", parsed, Around({"paper-2028": "paper-2028", "review": "review"}, sources)
        )
        assert isinstance(read, list) or question_from_said("it", read.said) == read


ANYTHING = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.decimals(allow_nan=True, allow_infinity=True),
        st.text(max_size=5),
        st.sampled_from(["main", "7d", "index", "lag", "scenario", "date", "paper-2028"]),
        st.dates(),
        st.datetimes(),
        st.times(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["any", "not", "at_least", "happened", "look", "at", "x"]), inner, max_size=3
        ),
    ),
    max_leaves=5,
)


def places_in(value: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([at] if at else []), *(place for key, each in inner for place in places_in(each, (*at, key)))]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_value_at_any_place_raises(data: st.DataObject, good: Mapping[str, str], sources: Any) -> None:
    parsed = parse_toml(good[data.draw(st.sampled_from(sorted(good)))].encode())
    assert isinstance(parsed, Parsed)
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(places_in(parsed.content)))
        holder: Any = parsed.content
        for step in way:
            holder = holder[step]
        holder[last] = data.draw(ANYTHING)
    read = parsed_question("it", parsed, Around({"paper-2028": "paper-2028", "review": "review"}, sources))
    if isinstance(read, list):
        assert all(finding.fix and finding.rule for finding in read)
        assert problems(Path("it.toml"), parsed.text, read)
    else:
        assert question_from_said("it", json.loads(json.dumps(read.said))) == read


def test_every_key_of_a_rule_and_of_a_test_is_read_back_and_no_other() -> None:
    names = {field.alias or name for name, field in tables.TestTable.model_fields.items()}
    assert names == TEST_KEYS
    assert {field.alias or name for name, field in tables.ResolutionTable.model_fields.items()} == RULE_KEYS
