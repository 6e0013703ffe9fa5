"""What was said comes back from its stored form exactly; anything else is refused."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from ledger.questions.saying import NotAForecastError, says_from, says_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.forecast import Says

NUMBERS = st.decimals(-(10**9), 10**9, places=6, allow_nan=False, allow_infinity=False)
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
SAYS = st.one_of(
    st.builds(Chance, NUMBERS),
    st.builds(Chances, st.lists(st.tuples(st.text(max_size=5), NUMBERS), max_size=4).map(tuple)),
    st.builds(Quantiles, st.lists(st.tuples(NUMBERS, NUMBERS), max_size=4).map(tuple)),
    st.builds(Interval, NUMBERS, NUMBERS, NUMBERS),
    st.builds(Range, NUMBERS, NUMBERS, st.booleans()),
    st.builds(Point, NUMBERS),
    st.builds(DateQuantiles, st.lists(st.tuples(NUMBERS, DAYS), max_size=4).map(tuple)),
    st.builds(Statement, st.booleans()),
    st.just(Words()),
)


@settings(max_examples=200, deadline=None)
@given(SAYS)
def test_a_stored_forecast_comes_back_equal(says: Says) -> None:
    stored = says_said(says)
    assert len(stored) == 1
    assert says_from(json.loads(json.dumps(stored))) == says


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"probability": 0.35},
        {"probability": "x"},
        {"probability": "NaN"},
        {"probability": "0.3", "words": True},
        {"options": [["a"]]},
        {"options": [[1, "0.5"]]},
        {"options": {"a": "0.5"}},
        {"quantiles": ["ab"]},
        {"interval": {"level": "0.8"}},
        {"dates": [["0.5", "2027-02-30"]]},
        {"statement": "yes"},
        {"words": False},
        {"guess": "0.5"},
    ],
)
def test_anything_else_is_refused(stored: Mapping[str, object]) -> None:
    with pytest.raises(NotAForecastError):
        says_from(stored)


def test_no_stored_number_has_an_exponent() -> None:
    assert says_said(Point(Decimal("1E+3"))) == {"point": "1000"}
