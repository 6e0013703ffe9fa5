"""An outcome comes back from its stored form exactly; an annulment is not one."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.outcome import (
    Amount,
    Beyond,
    Chosen,
    NotAnOutcomeError,
    OnDay,
    YesNo,
    outcome_from,
    outcome_said,
    outcome_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.outcome import Outcome

OUTCOMES = st.one_of(
    st.builds(YesNo, st.booleans()),
    st.builds(Chosen, st.text(max_size=10)),
    st.builds(Amount, st.decimals(-(10**9), 10**9, places=4)),
    st.builds(Beyond, st.sampled_from(["min", "max"])),
    st.builds(OnDay, st.none() | st.dates(date(1900, 1, 1), date(2999, 12, 31))),
)


@given(OUTCOMES)
def test_a_stored_outcome_comes_back_equal(outcome: Outcome) -> None:
    assert outcome_from(json.loads(json.dumps(outcome_said(outcome)))) == outcome


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"annulled": True},
        {"yes": "true"},
        {"yes": True, "option": "a"},
        {"value": 8.1},
        {"value": "NaN"},
        {"value": "x"},
        {"beyond": "middle"},
        {"date": "2028-02-30"},
        {"option": 3},
    ],
)
def test_anything_else_is_no_outcome(stored: Mapping[str, object]) -> None:
    with pytest.raises(NotAnOutcomeError):
        outcome_from(stored)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (YesNo(yes=True), "YES"),
        (YesNo(yes=False), "NO"),
        (Chosen("over 24"), "over 24"),
        (Amount(Decimal("8.1")), "8.1 months"),
        (Beyond("min"), "beyond the lower end of the range"),
        (Beyond("max"), "beyond the upper end of the range"),
        (OnDay(date(2028, 1, 1)), "2028-01-01"),
        (OnDay(None), "later or never"),
    ],
)
def test_an_outcome_is_said_in_words(outcome: Outcome, words: str) -> None:
    assert outcome_words(outcome, "months") == words


def test_a_number_without_a_unit_stands_alone() -> None:
    assert outcome_words(Amount(Decimal("8.1"))) == "8.1"
