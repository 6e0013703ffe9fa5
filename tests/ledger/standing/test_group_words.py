"""What a group of forecasts is said to have come to does not contradict itself, whatever families weigh."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import NARROW_END_EDGES, reliability_curve
from ledger.standing.calibration.group_words import ENOUGH, group_words, luck_words, share, times, verdict
from ledger.standing.calibration.groups import Group, groups_of

ROW = st.tuples(st.integers(0, 20).map(lambda k: k / 20), st.booleans(), st.integers(0, 7))
RECORDS = st.lists(ROW, min_size=1, max_size=40)


def _groups(rows: list[tuple[float, bool, int]], edges: tuple[float, ...] | None = None) -> tuple[Group, ...]:
    probability, occurred, family = (np.array(column) for column in zip(*rows, strict=True))
    curve = reliability_curve(
        probability=probability, occurred=occurred, family=family, edges=edges, resamples=20
    )
    return groups_of(curve, probability=probability, occurred=occurred, family=family)


@given(RECORDS, st.sampled_from([None, NARROW_END_EDGES]))
@settings(max_examples=150, deadline=None)
def test_the_verdict_is_what_the_printed_figures_say(
    rows: list[tuple[float, bool, int]], edges: tuple[float, ...] | None
) -> None:
    for group in _groups(rows, edges):
        happened = float(share(group.happened).removesuffix(" %"))
        ends = [float(one) for one in re.findall(r"[\d.]+", luck_words(group))]
        said = verdict(group)
        assert (min(ends) <= happened <= max(ends)) == (said == ENOUGH), group_words(group)
        assert happened <= max(ends) or said.startswith("more")
        assert happened >= min(ends) or said.startswith("less")


@given(RECORDS)
@settings(max_examples=100, deadline=None)
def test_share_count_and_range_are_of_one_weight(rows: list[tuple[float, bool, int]]) -> None:
    for group in _groups(rows):
        assert 1.0 <= group.weight <= group.families
        assert group.count == pytest.approx(group.happened * group.weight)
        assert 0.0 <= group.luck_low <= group.luck_high <= 1.001


def test_a_family_that_lies_in_two_groups_weighs_half_in_each() -> None:
    apart = [(0.2, number < 3, number) for number in range(9)] + [(0.2, True, 9)]
    low, _ = _groups([*apart, (0.8, True, 9)], edges=(0.0, 0.5, 1.0))
    assert (low.families, low.weight, low.count) == (10, 9.5, 3.5)
    assert times(low) == "36.8 % of the time, in 10 families that weigh 9.5"


def test_families_that_lie_in_a_group_alike_count_one_each() -> None:
    few, many = (
        [(0.2, number < 3, number) for number in range(10)],
        [(0.8, True, number) for number in range(10)],
    )
    low, high = _groups(few + many, edges=(0.0, 0.5, 1.0))
    assert (low.weight, low.count, times(low)) == (10, 3, "3 of 10 times, 30 %")
    assert (low.luck.low, low.luck.high) == (0, 4)
    assert (high.weight, times(high)) == (10, "10 of 10 times, 100 %")


def test_whole_families_are_counted() -> None:
    (group,) = _groups([(0.2, number < 3, number) for number in range(10)])
    assert times(group) == "3 of 10 times, 30 %"
