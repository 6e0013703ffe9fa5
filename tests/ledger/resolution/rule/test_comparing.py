"""A value against constants: boundaries, rounding half to even, and totals that are still growing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.resolution.rule.compare import meets, number_truth, rising_truth, rounded, text_truth
from ledger.resolution.rule.logic import Truth

if TYPE_CHECKING:
    from ledger.questions.rule import Op

numbers = st.decimals(-1000, 1000, places=3)
ops = st.sampled_from(["at_least", "above", "at_most", "below"])


@pytest.mark.parametrize(
    ("op", "at_bound"), [("at_least", True), ("above", False), ("at_most", True), ("below", False)]
)
def test_each_word_says_what_happens_at_the_bound(op: Op, at_bound: bool) -> None:
    assert meets(Decimal(3), ((op, Decimal(3)),)) is at_bound


@pytest.mark.parametrize(
    ("value", "digits", "short"),
    [
        ("0.25", 1, "0.2"),
        ("0.35", 1, "0.4"),
        ("2.5", 0, "2"),
        ("3.5", 0, "4"),
        ("-0.04", 1, "0.0"),
        ("149", -1, "1.5E+2"),
    ],
)
def test_rounding_is_half_to_even_and_knows_no_minus_zero(value: str, digits: int, short: str) -> None:
    assert str(rounded(Decimal(value), digits)) == short


def test_a_number_of_a_hundred_digits_is_rounded_exactly() -> None:
    assert rounded(Decimal("9" * 59 + ".25"), 1) == Decimal("9" * 59 + ".2")


def test_rounding_comes_before_comparing() -> None:
    assert number_truth(Decimal("11.96"), (("at_least", Decimal(12)),), 1) is Truth.YES
    assert number_truth(Decimal("11.96"), (("at_least", Decimal(12)),), 2) is Truth.NO


@pytest.mark.parametrize("value", [None, "12", date(2026, 1, 1)])
def test_what_is_no_number_is_unknown_never_no(value: str | date | None) -> None:
    assert number_truth(value, (("at_least", Decimal(12)),), None) is Truth.UNKNOWN
    assert rising_truth(value, (("at_least", Decimal(12)),), None) is Truth.UNKNOWN


def test_what_is_no_text_is_unknown_never_no() -> None:
    assert [text_truth(value, ("US",)) for value in ("US", "CN", None, Decimal(1))] == [
        Truth.YES,
        Truth.NO,
        Truth.UNKNOWN,
        Truth.UNKNOWN,
    ]


@given(numbers, st.decimals(0, 1000, places=3), st.lists(st.tuples(ops, numbers), min_size=1, max_size=3))
def test_what_a_growing_total_already_says_stays_true(
    value: Decimal, growth: Decimal, bounds: list[tuple[Op, Decimal]]
) -> None:
    said = rising_truth(value, tuple(bounds), None)
    assert said is Truth.UNKNOWN or said is number_truth(value + growth, tuple(bounds), None)
