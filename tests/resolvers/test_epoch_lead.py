"""The lag between two groups of models, against its definition, and the file it is read from."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.epoch.eci import EciLag
from resolvers.epoch.lead import Group, Model, standing, sum_of_lag_days
from resolvers.offline import answer
from resolvers.saved import Case, case
from resolvers.source import Evidence, Reading, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2025, 1, 1)
SAVED = Path(__file__).parent / "saved" / "epoch.eci_lag"

MODELS = st.lists(
    st.builds(
        lambda days, score, line: Model(DAY + timedelta(days=days), Decimal(score), f"m{line}", line),
        st.integers(0, 60),
        st.integers(90, 100),
        st.integers(2, 99),
    ),
    min_size=1,
    max_size=12,
)


def _by_definition(leader: Sequence[Model], follower: Sequence[Model], day: date) -> tuple[int, int]:
    """Lag in days on the day and at release, straight from the words, by looking at every model."""
    ahead = [model for model in leader if model.released <= day]
    behind = [model for model in follower if model.released <= day]
    best = max(behind, key=lambda model: (model.score, -model.released.toordinal()))
    level = [model.released for model in ahead if model.score >= best.score]
    if level:
        return (day - min(level)).days, (best.released - min(level)).days
    top = max(model.score for model in ahead)
    since = min(model.released for model in behind if model.score > top)
    return -(day - since).days, -(best.released - since).days


@settings(max_examples=300, deadline=None)
@given(MODELS, MODELS, st.integers(0, 70))
def test_a_standing_is_what_the_definition_says(us: list[Model], cn: list[Model], later: int) -> None:
    first = max(min(model.released for model in us), min(model.released for model in cn))
    day = first + timedelta(days=later)
    found = standing(Group.of(us), Group.of(cn), day)
    assert (found.lag_days, found.lag_days_at_release) == _by_definition(us, cn, day)


@settings(max_examples=100, deadline=None)
@given(MODELS, MODELS, st.integers(1, 40))
def test_the_sum_over_a_span_is_the_sum_of_its_days(us: list[Model], cn: list[Model], length: int) -> None:
    first = max(min(model.released for model in us), min(model.released for model in cn))
    span = Span(first, first + timedelta(days=length - 1))
    each = [_by_definition(us, cn, first + timedelta(days=place))[0] for place in range(length)]
    assert sum_of_lag_days(Group.of(us), Group.of(cn), span) == sum(each)


def test_the_lag_grows_by_a_day_a_day_until_a_new_best_comes() -> None:
    us = Group.of([Model(DAY, Decimal(100), "A", 2), Model(DAY + timedelta(days=20), Decimal(110), "B", 3)])
    cn = Group.of(
        [
            Model(DAY + timedelta(days=5), Decimal(99), "C", 4),
            Model(DAY + timedelta(days=30), Decimal(105), "D", 5),
        ]
    )
    lags = [standing(us, cn, DAY + timedelta(days=day)).lag_days for day in (5, 6, 29, 30, 31)]
    assert lags == [5, 6, 29, 10, 11]


def _one_day() -> Case:
    return case(SAVED / "one_day")


def _lag(changed: Case) -> Decimal:
    got = changed.answer(EciLag())
    assert isinstance(got, Reading), got
    value = got.values["lag_months"]
    assert isinstance(value, Decimal)
    return value


def _with_row(told: Case, name: str, score: str, released: str, country: str) -> Case:
    row = f'{name},{name},{score},,,{released},Somebody,"{country}",API access,Closed weights,\r\n'
    return told.with_body(0, told.evidence[0].body + row.encode())


@pytest.mark.parametrize(
    "country",
    [
        "Taiwan",
        "Hong Kong,Taiwan",
        "Macao (China)",
        "Republic of China",
        "China,United States of America",
        "",
    ],
)
def test_a_model_of_neither_or_both_countries_moves_nothing(country: str) -> None:
    told = _one_day()
    assert _lag(_with_row(told, "Best of all", "190.5", "2025-12-01", country)) == _lag(told)


@pytest.mark.parametrize("country", ["China", "China,Singapore", "France, China"])
def test_a_model_made_with_others_in_china_counts_for_china(country: str) -> None:
    told = _one_day()
    assert _lag(_with_row(told, "Best of all", "190.5", "2025-12-01", country)) < 0


def test_a_model_released_after_the_day_is_not_seen_from_it() -> None:
    told = _one_day()
    assert _lag(_with_row(told, "Best of all", "190.5", "2026-01-01", "China")) == _lag(told)


def test_a_release_after_the_fetch_is_not_the_newest_row() -> None:
    told = _with_row(_one_day(), "Announced", "190.5", "2027-01-01", "China")
    got = told.answer(EciLag())
    assert isinstance(got, Reading)
    assert got.as_of == date(2025, 11, 18)


def test_figures_are_not_rounded_to_what_is_shown() -> None:
    # 247 days are 8.11498... months, 8.11; rounded to three places first they would become 8.12.
    told = replace(_one_day(), span=Span(date(2025, 12, 19), date(2025, 12, 19)))
    assert str(_lag(told)) == "8.11498973306"


def test_the_same_file_read_the_day_before_the_span_ends_says_so() -> None:
    told = _one_day()
    body = told.evidence[0].body

    def kept(request: object) -> Evidence:
        assert request is not None
        at = datetime(2025, 12, 30, 23, 59, tzinfo=UTC)
        return Evidence(told.evidence[0].request, hashlib.sha256(body).hexdigest(), body, 200, at)

    got = answer(EciLag(), Span(date(2025, 12, 1), date(2025, 12, 31)), kept)
    assert isinstance(got, Reading)
    assert got.covers == Span(date(2025, 12, 1), date(2025, 12, 30))


def test_a_file_without_chinese_models_is_incomplete_and_no_lead() -> None:
    told = _one_day()
    body = told.evidence[0].body.replace(b",China,", b",Utopia,")
    got = told.with_body(0, body).answer(EciLag())
    assert got == Unusable(
        "incomplete", "The file has 0 Chinese and 24 US models released by 2025-12-31; 5 and 20 are needed."
    )
