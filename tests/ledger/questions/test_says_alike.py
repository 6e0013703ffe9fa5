"""Two stored forecasts are alike exactly when their numbers are equal, however they are written."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.questions.says_alike import alike, bare_number

WRITTEN = st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,4})?", fullmatch=True)
LONG = "0.1" + 58 * "0" + "1"


@settings(max_examples=200)
@given(one=WRITTEN, other=WRITTEN)
def test_numbers_have_one_bare_form_exactly_when_they_are_equal(one: str, other: str) -> None:
    assert (bare_number(one) == bare_number(other)) == (Decimal(one) == Decimal(other))
    assert Decimal(bare_number(one)) == Decimal(one)


@given(number=WRITTEN, zeros=st.integers(0, 4))
def test_zeros_that_say_nothing_are_gone(number: str, zeros: int) -> None:
    longer = f"{number if '.' in number else f'{number}.0'}{zeros * '0'}"
    assert bare_number(longer) == bare_number(number)


def test_a_number_longer_than_arithmetic_keeps_is_not_rounded() -> None:
    assert bare_number(f"{LONG}0") == LONG


def test_the_order_of_quantiles_and_options_says_nothing_and_their_numbers_do() -> None:
    assert alike({"quantiles": [["0.5", "9"], ["0.10", "4.0"]]}) == alike(
        {"quantiles": [["0.1", "4"], ["0.5", "9"]]}
    )
    assert alike({"options": [["a", "0.4"], ["b", "0.6"]]}) != alike(
        {"options": [["a", "0.6"], ["b", "0.4"]]}
    )
    assert alike({"range": {"lower": "1", "upper": "2"}}) != alike(
        {"range": {"lower": "1", "upper": "2", "situations": True}}
    )
