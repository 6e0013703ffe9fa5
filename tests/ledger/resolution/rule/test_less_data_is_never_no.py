"""Data that goes missing never makes a NO: not a day's page, not the end of a file, not a row that must be there.

Through the real sources, over bodies in their true shape: a table by day, a page by day, an index.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.questions.outcome import OnDay, Outcome, YesNo
from ledger.resolution.looking.register import asked_of
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Resolves
from ledger.resolution.rule.spans import bounds
from ledger.resolution.rule.taken import Seen, Taken
from resolvers.offline import answer
from resolvers.source import Evidence, Reading, Request, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.questions.question import Question

FAST = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FIRST, LAST = date(2026, 1, 1), date(2026, 1, 10)
DAYS = [FIRST + timedelta(days=count) for count in range(10)]
NO: tuple[Outcome, ...] = (YesNo(yes=False), OnDay(None))
HEAD: dict[str, Any] = {"closes_at": LAST.isoformat(), "gives_up_at": "2026-03-01"}
ROW_A_DAY = {
    "url": "https://data.example.org/t.csv",
    "column": "value",
    "date_column": "day",
    "nature": "level",
    "aggregate": "last",
    "max_age": 0,
}
TOTAL = {**ROW_A_DAY, "aggregate": "sum", "nature": "total", "days": "every"}
PAGE = {"url": "https://data.example.org/v", "select": "value", "as_of": "day", "max_age": 0}


def table(name: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "value": "value", "params": params}]


Bodies = dict[date, bytes]
"""What the source would have been given on each day it was looked at."""


def decided(question: Question, bodies: Bodies) -> Outcome | None:
    """The outcome after these looks, through the real source and the real rule; None where nothing is decided."""
    (use,) = asked_of(question, 1).uses
    assert not isinstance(use.source, Unusable)
    taken = []
    for count, (day, body) in enumerate(sorted(bodies.items()), 1):
        at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        window = bounds(question.rule.window)
        span = Span(window.first, min(window.last, day))
        got = answer(use.source, span, partial(_evidence, at=at, body=body))
        if isinstance(got, Reading):
            taken.append(Taken(use.use.name, 1, use.source.publisher, span, got, at, count, (count,)))
    seen = Seen(use.use, use.offer, use.source.publisher, tuple(taken))
    decision = decide(question, {"main": (seen,)}, datetime(2026, 2, 20, tzinfo=UTC))
    return decision.outcome if isinstance(decision, Resolves) else None


def _evidence(request: Request, *, at: datetime, body: bytes) -> Evidence:
    return Evidence(request, sha256(body).hexdigest(), body, 200, at, server_date=at)


def becomes_no(question: Question, whole: Bodies, less: Bodies) -> bool:
    """Whether the outcome was no NO, and is one with less."""
    return decided(question, whole) not in NO and decided(question, less) in NO


# ---- a table with a row for every day ----------------------------------------------------------------------


def csv(values: Sequence[int], days: Sequence[date] = DAYS) -> bytes:
    rows = (f"{day},{value}\n" for day, value in zip(days, values, strict=False))
    return ("day,value\n" + "".join(rows)).encode()


values = st.lists(st.sampled_from([1, 2, 12, 20]), min_size=10, max_size=10)
AT: dict[str, Any] = {"window": {"at": LAST.isoformat()}, "source": table("http_csv", ROW_A_DAY)}
OVER: dict[str, Any] = {
    "window": {"over": [FIRST.isoformat(), LAST.isoformat()]},
    "source": table("http_csv", TOTAL),
    "yes_if": {"at_least": "60"},
}
ANY: dict[str, Any] = {"window": {"any_day": [FIRST.isoformat(), LAST.isoformat()], "max_gap": "1d"}}
TWICE = {"confirmations": {"readings": 2, "apart": "1d"}}


def asked(makes: Any, rule: dict[str, Any], **head: Any) -> Question:
    early = "any_day" in rule["window"]
    times = {"resolves_at": FIRST.isoformat() if early else "2026-01-11"}
    question: Question = makes.question(rule, **{**HEAD, **times, **head})
    return question


@FAST
@given(
    several=values,
    rule=st.sampled_from([AT, OVER, {**OVER, **TWICE}, {**OVER, "vintage": "latest"}]),
    cut=st.integers(0, 200),
)
def test_a_table_that_ends_early_is_no_no(
    makes: Any, several: list[int], rule: dict[str, Any], cut: int
) -> None:
    whole = csv(several)
    looks = [date(2026, 1, 11), date(2026, 1, 13)]
    question = asked(makes, rule)
    assert decided(question, dict.fromkeys(looks, whole)) is not None
    assert not becomes_no(
        question, dict.fromkeys(looks, whole), dict.fromkeys(looks, whole[: len(whole) - cut])
    )


@FAST
@given(several=values, row=st.integers(0, 9), rule=st.sampled_from([AT, OVER]))
def test_a_row_taken_out_of_a_table_is_no_no(
    makes: Any, several: list[int], row: int, rule: dict[str, Any]
) -> None:
    whole = csv(several)
    less = csv([*several[:row], *several[row + 1 :]], [*DAYS[:row], *DAYS[row + 1 :]])
    look = date(2026, 1, 11)
    assert not becomes_no(asked(makes, rule), {look: whole}, {look: less})


def test_the_property_bites_where_a_sum_does_not_need_every_day(makes: Any) -> None:
    source = table("http_csv", {**TOTAL, "days": "some"})
    look = date(2026, 1, 11)
    whole, less = csv([6] * 10), csv([6] * 9, [*DAYS[:5], *DAYS[6:]])
    assert becomes_no(asked(makes, {**OVER, "source": source}), {look: whole}, {look: less})


def test_the_property_bites_where_an_old_level_may_stand_for_the_last_day(makes: Any) -> None:
    """What it would look like: the file itself says that a level of up to 31 days ago is good enough."""
    source = table("http_csv", {**ROW_A_DAY, "max_age": 31})
    look = date(2026, 1, 11)
    whole, less = csv([*[1] * 9, 20]), csv([1] * 9)
    assert becomes_no(asked(makes, {**AT, "source": source}), {look: whole}, {look: less})
    guarded = asked(makes, {**AT, "source": source, "as_of_after": "2026-01-09"})
    assert not becomes_no(guarded, {look: whole}, {look: less})


# ---- a page by day -------------------------------------------------------------------------------------------


def pages(several: Sequence[int]) -> Bodies:
    return {
        day: json.dumps({"value": value, "day": day.isoformat()}).encode()
        for day, value in zip(DAYS, several, strict=True)
    }


ANY_RULES: list[dict[str, Any]] = [
    {**ANY, "source": table("http_json", PAGE)},
    {**ANY, "source": table("http_json", PAGE), **TWICE},
    {
        **ANY,
        "source": table("http_json", PAGE),
        "yes_if": {"at_least": "12", "held_for": {"days": 3, "may_miss": 1}},
    },
    {
        **ANY,
        "source": table("http_json", PAGE),
        "yes_if": {"any": [{"at_least": "20"}, {"at_least": "12", "held_for": {"days": 2}}]},
    },
]


def lost_days(lost: set[int], several: Sequence[int]) -> Bodies:
    """Of single days the pages were lost, one by one: what was not lost still leaves no hole over a day."""
    return {day: body for count, (day, body) in enumerate(pages(several).items()) if count not in lost}


@FAST
@given(several=values, rule=st.sampled_from(ANY_RULES), kept=st.integers(0, 10))
def test_pages_that_stop_are_no_no(makes: Any, several: list[int], rule: dict[str, Any], kept: int) -> None:
    less = dict(list(pages(several).items())[:kept])
    assert not becomes_no(asked(makes, rule), pages(several), less)


@FAST
@given(several=values, rule=st.sampled_from(ANY_RULES), cut=st.integers(1, 30), day=st.sampled_from(DAYS))
def test_a_page_cut_short_says_nothing(
    makes: Any, several: list[int], rule: dict[str, Any], cut: int, day: date
) -> None:
    less = pages(several)
    less[day] = less[day][:-cut]
    hole = lost_days({(day - FIRST).days}, several)
    question = asked(makes, rule)
    assert decided(question, less) == decided(question, hole)


@FAST
@given(several=values, rule=st.sampled_from(ANY_RULES), first=st.integers(0, 8))
def test_two_days_lost_on_end_are_more_than_the_hole_that_is_allowed(
    makes: Any, several: list[int], rule: dict[str, Any], first: int
) -> None:
    less = lost_days({first, first + 1}, several)
    assert decided(asked(makes, rule), less) not in NO


@FAST
@given(several=values, rule=st.sampled_from(ANY_RULES))
def test_without_the_page_of_the_last_day_there_is_no_no(
    makes: Any, several: list[int], rule: dict[str, Any]
) -> None:
    assert decided(asked(makes, rule), lost_days({9}, several)) not in NO


def test_the_oracle_sees_a_rule_that_takes_silence_for_no(makes: Any) -> None:
    def silent_is_no(question: Question, bodies: Bodies) -> Outcome:
        return decided(question, bodies) or YesNo(yes=False)

    question, whole = asked(makes, ANY_RULES[0]), pages([1] * 9 + [20])
    assert decided(question, whole) == YesNo(yes=True)
    assert silent_is_no(question, lost_days({9}, [1] * 9 + [20])) in NO


# ---- what the sources of the catalogue read -------------------------------------------------------------------


def index(newest: int, *, chinese: int = 6, american: int = 24) -> bytes:
    """Epoch's file of scores: so many models of each country, one every ten days, up to a day of 2025 or 2026."""
    last = date(2025, 12, 1) + timedelta(days=newest)
    lines = ["Model,eci,date,Country (of organization)"]
    for country, count, score in (("China", chinese, 100), ("United States of America", american, 100)):
        for place in range(count):
            day = last - timedelta(days=10 * (count - place))
            lines.append(f"{country[:2]}-{place},{score + place},{day},{country}")
    return ("\n".join(lines) + "\n").encode()


@pytest.mark.parametrize("test", [{"at_least": "0"}, {"at_most": "0"}])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(1, 700))
def test_an_index_cut_inside_a_line_or_with_too_few_models_is_no_no(
    makes: Any, test: dict[str, str], cut: int
) -> None:
    rule = {
        "window": {"over": [FIRST.isoformat(), LAST.isoformat()]},
        "source": [{"name": "epoch.eci_lag", "value": "mean_lag_months"}],
        "yes_if": test,
        "unit": "months",
    }
    whole, look = index(30), date(2026, 1, 12)
    question = asked(makes, rule, unit=None)
    assert decided(question, {look: whole}) is not None
    less = whole[:-cut]
    within_a_line = not less.endswith(b"\n")
    if within_a_line or less.count(b"United") < 20:
        assert decided(question, {look: less}) is None


def test_outcomes_of_these_worlds_are_of_both_kinds(makes: Any) -> None:
    """So that what never becomes NO above is not what is never decided."""
    found = {
        decided(asked(makes, rule), pages(several))
        for rule in ANY_RULES
        for several in ([1] * 10, [1] * 5 + [20] * 5)
    }
    assert found == {YesNo(yes=True), YesNo(yes=False)}
    assert {decided(asked(makes, OVER), {date(2026, 1, 11): csv([each] * 10)}) for each in (1, 20)} == found
