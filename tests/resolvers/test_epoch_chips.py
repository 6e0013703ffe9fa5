"""Sources over Epoch's file of chip sales: what a question file may ask of them, and how they add up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers import registry
from resolvers.errors import BadParamsError
from resolvers.saved import case
from resolvers.source import Reading

SAVED = Path(__file__).parent / "saved"
MAKERS = ["Nvidia", "Google", "AMD", "Amazon", "Huawei", "Cambricon"]


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"above": [], "below": ["Huawei"]}, "above: names no chip maker"),
        ({"above": ["Nvidia"], "below": []}, "below: names no chip maker"),
        ({"above": ["Nvidia", "nvidia "], "below": ["Huawei"]}, "above: names a chip maker a second time"),
        ({"above": ["Nvidia"], "below": ["NVIDIA"]}, "below: names a chip maker a second time"),
        ({"above": "Nvidia", "below": ["Huawei"]}, "above: is of the wrong kind"),
    ],
)
def test_a_side_without_makers_and_a_maker_named_twice_are_refused(
    params: dict[str, object], says: str
) -> None:
    with pytest.raises(BadParamsError, match=says):
        registry.make("epoch.chip_multiple", params)


def _multiple(above: list[str], below: list[str]) -> Decimal:
    saved = case(SAVED / "epoch.chip_multiple" / "whole_year")
    got = saved.answer(registry.make("epoch.chip_multiple", {"above": above, "below": below}))
    assert isinstance(got, Reading), got
    value = got.values["multiple"]
    assert isinstance(value, Decimal)
    return value


@settings(max_examples=60, deadline=None)
@given(st.permutations(MAKERS), st.integers(1, len(MAKERS) - 1))
def test_two_sides_in_any_order_are_each_others_inverse(makers: list[str], cut: int) -> None:
    above, below = makers[:cut], makers[cut:]
    there = _multiple(above, below)
    assert there == _multiple(above[::-1], below[::-1])
    assert abs(there * _multiple(below, above) - 1) < Decimal("1e-10")


def test_one_maker_over_another_is_the_ratio_without_its_percent() -> None:
    saved = case(SAVED / "epoch.chip_multiple" / "whole_year")
    ratio = saved.answer(registry.make("epoch.chip_ratio", {"numerator": "Huawei", "denominator": "Nvidia"}))
    assert isinstance(ratio, Reading)
    assert ratio.values["ratio_pct"] == _multiple(["Huawei"], ["Nvidia"]) * 100
